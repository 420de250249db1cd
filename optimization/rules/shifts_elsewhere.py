"""Shifts away from the home unit, in a calendar week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.calendar import IsoWeek
from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, day_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class ShiftsElsewhere:
    """At most `at_most` shifts in other units than the home unit in each ISO week; a shift counts in the week it starts.

    A week that began before day 0 counts whole; shifts that were already too many then do not count as a breach. People
    without a home unit are not bound.
    """

    at_most: int
    name: str = "shifts_elsewhere"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at most {count_text(self.at_most, 'shift')} in other units in a week"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total for each week of the plan, with a weight of 1 on each duty elsewhere."""
        elsewhere = [
            index for index in known_duties(employee) if problem.duties[index].unit_id != employee.unit_id
        ]
        if employee.unit_id is None or not elsewhere:
            return ()
        totals = []
        for monday in range(-problem.grid.weekday(0), problem.n_days, 7):
            past = range(max(monday, -len(employee.history)), 0)
            carried = sum(employee.history[day] in elsewhere for day in past)
            days = range(max(monday, 0), min(monday + 7, problem.n_days))
            totals.append(
                WindowedTotal(
                    tuple((index, 1) for index in elsewhere),
                    tuple((day,) for day in days),
                    at_most=self.at_most,
                    carried_in=min(carried, self.at_most),
                )
            )
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in shifts, for each week with too many."""
        days: dict[IsoWeek, list[int]] = {}
        for shift in worked(problem, employee, line):
            if employee.unit_id is not None and shift.duty.unit_id != employee.unit_id:
                days.setdefault(IsoWeek.of(problem.grid.date_of(shift.day)), []).append(shift.day)
        violations = []
        for week, away in days.items():
            planned = tuple(day for day in away if day >= 0)
            surplus = min(len(planned), len(away) - self.at_most)
            if surplus > 0:
                message = (
                    f"{employee.name} works {count_text(len(away), 'shift')} in other units in the week from "
                    f"{day_text(problem, problem.grid.day(week.monday))}; at most {self.at_most} asked for"
                )
                violations.append(
                    Violation(self.name, employee.employee_id, planned, surplus, BreachUnit.SHIFTS, message)
                )
        return tuple(violations)
