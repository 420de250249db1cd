"""How a rule is enforced, and what a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem
    from optimization.rules.primitives import Line, Primitive


@dataclass(frozen=True, slots=True)
class Hard:
    """Must hold in every roster."""


@dataclass(frozen=True, slots=True)
class Soft:
    """May be broken at `pence_per_unit` for each unit of breach (a minute, a day, a weekend ...), or for each `per_units` of them.

    A price for several units at once is for totals whose breaches are multiples of so many: a half-hour of overtime can have a
    price in whole pence where a minute has none.
    """

    pence_per_unit: int
    per_units: int = 1

    def pence(self, amount: int) -> int:
        """The price of a breach, to the nearest penny where `amount` is no multiple of `per_units`."""
        return (2 * self.pence_per_unit * amount + self.per_units) // (2 * self.per_units)


Enforcement: TypeAlias = Hard | Soft


class BreachUnit(StrEnum):
    """What the amount of a breach counts."""

    MINUTES = "minutes"
    DAYS = "days"
    SHIFTS = "shifts"
    WEEKENDS = "weekends"
    TIMES = "times"
    PENCE = "pence"
    HUNDREDTHS = "hundredths"
    """Of something that counts as one, where fair shares are fractions."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach, as the rule's own check found it.

    `days` are the days concerned (day 0 is the first of the horizon; negative days lie in the past), `amount` counts
    `unit`s, and `message` is a sentence for a manager.
    """

    rule: str
    employee_id: str
    days: tuple[int, ...]
    amount: int
    unit: BreachUnit
    message: str


class Rule(Protocol):
    """A labour rule: a frozen dataclass with parameters and two faces that share nothing but these.

    For every line, the sum of the breaches of the compiled primitives equals the sum of the amounts of the
    violations (tests/property holds all rules to that).
    """

    @property
    def name(self) -> str:
        """The rule's key in `hospital.toml`, such as `minimum_rest`."""
        ...

    @property
    def title(self) -> str:
        """The rule in a manager's words, with its figures."""
        ...

    @property
    def source(self) -> str:
        """The law, agreement or trust policy it comes from."""
        ...

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """What the rule asks of this employee's line."""
        ...

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """Every breach of the rule in `line`, found without any engine."""
        ...


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule as this hospital applies it, to everybody or to the named employees; one that `is_law` is nobody's to break."""

    rule: Rule
    enforcement: Enforcement
    employee_ids: frozenset[str] | None = None
    is_law: bool = False

    def applies_to(self, employee_id: str) -> bool:
        """Whether the policy binds this employee."""
        return self.employee_ids is None or employee_id in self.employee_ids


@dataclass(frozen=True, slots=True)
class Restriction:
    """One compiled primitive with its enforcement and the name of the rule it came from."""

    rule: str
    primitive: Primitive
    enforcement: Enforcement
