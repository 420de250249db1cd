"""What could be done about a conflict, and what it would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from optimization.roster.problem import RosterProblem


class RepairKind(StrEnum):
    """What is given way."""

    BUY = "buy"
    ABSENCE = "absence"
    PIN = "pin"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class RepairTerms:
    """What a repair costs, in pence, and which are open at all.

    `rules` are those that the hospital may break, but where a policy is law, with the price of one unit of breach (None: it has set none). `supplies`
    are the prices of one shift, by (name of the supply, row id). Absences of `movable_kinds` can be moved by a day.
    """

    rules: Mapping[str, int | None] = field(default_factory=dict)
    supplies: Mapping[tuple[str, str], int] = field(default_factory=dict)
    movable_kinds: frozenset[str] = frozenset({"annual_leave", "study"})
    moved_leave_pence: int = 0
    moved_pin_pence: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing to do. `repaired` is the problem with it done; `pence` None means that nobody has set a price.

    `row_id` is that of a bought shift.
    """

    kind: RepairKind
    message: str
    pence: int | None
    repaired: RosterProblem
    row_id: str | None = None


@dataclass(frozen=True, slots=True)
class Repairs:
    """Repairs after which everything asked for can be had, the cheapest first, those without a price last.

    `is_complete` is false when time ran out before all were tried.
    """

    found: tuple[Repair, ...]
    is_complete: bool
