"""Paid hours in a calendar week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.calendar import IsoWeek
from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """At most `at_most_minutes` paid in each ISO week; a shift counts in the week it starts.

    A week that began before day 0 counts whole; minutes that were already too many then do not count as a breach. Leave
    is not work and does not count.
    """

    at_most_minutes: int
    name: str = "weekly_hours"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at most {hours_text(self.at_most_minutes)} in a week"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total of paid minutes for each week of the plan."""
        weights = tuple((index, problem.duties[index].paid_minutes) for index in known_duties(employee))
        first_monday = -problem.grid.weekday(0)
        totals = []
        for monday in range(first_monday, problem.n_days, 7):
            past = range(max(monday, -len(employee.history)), 0)
            cells = [employee.history[day] for day in past]
            carried = sum(problem.duties[cell].paid_minutes for cell in cells if cell is not None)
            days = range(max(monday, 0), min(monday + 7, problem.n_days))
            totals.append(
                WindowedTotal(
                    weights,
                    tuple((day,) for day in days),
                    at_most=self.at_most_minutes,
                    carried_in=min(carried, self.at_most_minutes),
                )
            )
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each week with too many."""
        total: dict[IsoWeek, int] = {}
        planned: dict[IsoWeek, int] = {}
        days: dict[IsoWeek, list[int]] = {}
        for shift in worked(problem, employee, line):
            week = IsoWeek.of(problem.grid.date_of(shift.day))
            total[week] = total.get(week, 0) + shift.duty.paid_minutes
            if shift.day >= 0:
                planned[week] = planned.get(week, 0) + shift.duty.paid_minutes
                days.setdefault(week, []).append(shift.day)
        violations = []
        for week, minutes in planned.items():
            surplus = min(minutes, total[week] - self.at_most_minutes)
            if surplus > 0:
                message = (
                    f"{employee.name} works {hours_text(total[week])} in the week from "
                    f"{day_text(problem, problem.grid.day(week.monday))}; at most "
                    f"{hours_text(self.at_most_minutes)} asked for"
                )
                violations.append(
                    Violation(
                        self.name,
                        employee.employee_id,
                        tuple(days[week]),
                        surplus,
                        BreachUnit.MINUTES,
                        message,
                    )
                )
        return tuple(violations)
