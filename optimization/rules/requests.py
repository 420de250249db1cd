"""Wishes of staff for single days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, Request, RosterProblem


class Wish(StrEnum):
    """What a request asks for."""

    WANT = "want"
    AVOID = "avoid"
    DAY_OFF = "day_off"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Requests:
    """Wishes of one kind are granted; a refused wish counts 1.

    `request_ids` narrows the rule to some requests, so that requests may differ in price.
    """

    wish: Wish
    request_ids: frozenset[str] | None = None
    name: str = "requests"
    source: str = "staff wishes"

    @property
    def title(self) -> str:
        """The rule in words."""
        return {
            Wish.WANT: "wanted shifts are given",
            Wish.AVOID: "unwanted shifts are not given",
            Wish.DAY_OFF: "wanted days off are given",
            Wish.NEVER: "shifts that somebody must not be given are not given",
        }[self.wish]

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One fixed cell for each request."""
        del problem
        known = frozenset(known_duties(employee))
        cells: list[Primitive] = []
        for request in employee.requests:
            if not self.concerns(request):
                continue
            match self.wish:
                case Wish.WANT:
                    allowed = CellClass(request.duties)
                case Wish.AVOID | Wish.NEVER:
                    allowed = CellClass(known - request.duties, off=True)
                case Wish.DAY_OFF:
                    allowed = CellClass(frozenset(), off=True)
                case _:
                    assert_never(self.wish)
            cells.append(FixedCell((request.day,), allowed))
        return tuple(cells)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each request that is refused."""
        violations = []
        for request in employee.requests:
            if not self.concerns(request):
                continue
            cell = line[request.day]
            gets_duty = cell is not None and cell in request.duties
            if self.wish is Wish.DAY_OFF:
                refused, text = cell is not None, "asked for the day off and works"
            elif self.wish is Wish.AVOID:
                refused, text = gets_duty, "asked to be spared this shift and works it"
            elif self.wish is Wish.NEVER:
                refused, text = gets_duty, "must not be given this shift and works it"
            else:
                refused, text = not gets_duty, "asked for a shift and does not get it"
            if refused:
                message = f"{employee.name} {text} on {day_text(problem, request.day)}"
                violations.append(
                    Violation(self.name, employee.employee_id, (request.day,), 1, BreachUnit.TIMES, message)
                )
        return tuple(violations)

    def concerns(self, request: Request) -> bool:
        """Whether the rule speaks of this request."""
        if self.request_ids is not None and request.request_id not in self.request_ids:
            return False
        return self.wish is wish_of(request)


def wish_of(request: Request) -> Wish:
    """The kind of a request."""
    if not request.wanted:
        return Wish.NEVER if request.is_binding else Wish.AVOID
    return Wish.DAY_OFF if request.day_off else Wish.WANT
