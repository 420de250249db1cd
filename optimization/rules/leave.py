"""Leave, sickness and every other absence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Duty, Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class Leave:
    """No shift overlaps an absence.

    With `night_may_run_into_leave` a night that starts before an absence may end within it. A shift that overlaps
    several absences counts once.
    """

    night_may_run_into_leave: bool = False
    name: str = "leave"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        if self.night_may_run_into_leave:
            return "no shift during leave or absence, but a night may end in it"
        return "no shift during leave or absence, no night that ends in it"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """The duties that clear all absences, for each day on which some do not."""
        known = known_duties(employee)
        days_of: dict[frozenset[int], list[int]] = defaultdict(list)
        for day in range(problem.n_days):
            midnight = problem.grid.start_minute(day)
            clear = frozenset(
                index for index in known if not self._clashes(problem.duties[index], midnight, employee)
            )
            if len(clear) < len(known):
                days_of[clear].append(day)
        return tuple(FixedCell(tuple(days), CellClass(clear, off=True)) for clear, days in days_of.items())

    def _clashes(self, duty: Duty, midnight: int, employee: Employee) -> bool:
        start, end = midnight + duty.start_minute, midnight + duty.end_minute
        may_run_in = self.night_may_run_into_leave and duty.is_night
        return any(
            start < absence.end_minute
            and end > absence.start_minute
            and not (may_run_in and start < absence.start_minute)
            for absence in employee.absences
        )

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each shift that overlaps an absence."""
        violations = []
        for shift in worked(problem, employee, line):
            for absence in employee.absences:
                clear = (
                    shift.day < 0
                    or shift.end_minute <= absence.start_minute
                    or shift.start_minute >= absence.end_minute
                )
                excused = (
                    self.night_may_run_into_leave
                    and shift.duty.is_night
                    and shift.start_minute < absence.start_minute
                )
                if clear or excused:
                    continue
                message = (
                    f"{employee.name} works {shift.duty.shift_id} on {day_text(problem, shift.day)} during "
                    f"absence ({absence.kind.replace('_', ' ')})"
                )
                violations.append(
                    Violation(self.name, employee.employee_id, (shift.day,), 1, BreachUnit.SHIFTS, message)
                )
                break
        return tuple(violations)
