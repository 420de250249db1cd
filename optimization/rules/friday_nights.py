"""A weekend off begins on Friday evening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import NIGHTS, known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, ForbiddenSuccession, Line, Primitive
from optimization.rules.reading import day_text

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class FridayNights:
    """No night on the Friday before a weekend off.

    So a Friday night only occurs where the weekend is worked. A weekend whose Sunday lies beyond
    the plan is left to the next plan.
    """

    name: str = "friday_nights"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return "no night on the Friday before a weekend off"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """On Sundays: not off when Saturday is off and Friday was a night."""
        nights = NIGHTS.among(problem.duties, known_duties(employee))
        sundays = frozenset(day for day in range(problem.n_days) if problem.grid.weekday(day) == _SUNDAY)
        if not nights or not sundays:
            return ()
        return (
            ForbiddenSuccession(
                CellClass(nights),
                CellClass(frozenset(), off=True),
                days_off_between=1,
                carried_in=employee.history[-2:],
                then_days=sundays,
            ),
        )

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each weekend off that follows a Friday night."""
        cells = dict(enumerate((*employee.history, *line), start=-len(employee.history)))
        violations = []
        for friday, cell in cells.items():
            if problem.grid.weekday(friday) != _SUNDAY - 2 or cell is None:
                continue
            saturday, sunday = friday + 1, friday + 2
            if not problem.duties[cell].is_night or not 0 <= sunday < problem.n_days:
                continue
            if cells[saturday] is None and cells[sunday] is None:
                message = (
                    f"{employee.name} works {problem.duties[cell].shift_id} on {day_text(problem, friday)}, "
                    "which runs into a weekend off"
                )
                days = (friday, saturday, sunday)
                violations.append(
                    Violation(self.name, employee.employee_id, days, 1, BreachUnit.WEEKENDS, message)
                )
        return tuple(violations)
