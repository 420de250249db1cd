"""Both days of a weekend, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, ForbiddenSuccession, Line, Primitive
from optimization.rules.reading import day_text

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class CompleteWeekends:
    """Whoever works on Saturday or Sunday works on both.

    A Sunday on day 0 counts when the Saturday is known; a Saturday on the last day is left to the next plan.
    """

    name: str = "complete_weekends"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return "weekends are worked whole or not at all"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """On Sundays: no work after a Saturday off, no day off after a worked Saturday."""
        work = CellClass(frozenset(known_duties(employee)))
        off = CellClass(frozenset(), off=True)
        sundays = frozenset(day for day in range(problem.n_days) if problem.grid.weekday(day) == _SUNDAY)
        if not sundays:
            return ()
        past = employee.history[-1:]
        return (
            ForbiddenSuccession(work, off, carried_in=past, then_days=sundays),
            ForbiddenSuccession(off, work, carried_in=past, then_days=sundays),
        )

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each half weekend."""
        cells = dict(enumerate((*employee.history, *line), start=-len(employee.history)))
        violations = []
        for day, cell in cells.items():
            saturday = day - 1
            if day < 0 or problem.grid.weekday(day) != _SUNDAY or saturday not in cells:
                continue
            works_saturday, works_sunday = cells[saturday] is not None, cell is not None
            if works_saturday != works_sunday:
                message = (
                    f"{employee.name} works on only one day of the weekend from {day_text(problem, saturday)}"
                )
                violations.append(
                    Violation(
                        self.name, employee.employee_id, (saturday, day), 1, BreachUnit.WEEKENDS, message
                    )
                )
        return tuple(violations)
