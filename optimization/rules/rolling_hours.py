"""Paid hours in any so many days in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class RollingHours:
    """At most `at_most_minutes` paid in any `in_days` successive days; a shift counts on the day it starts.

    Spans reach back into the past, never on beyond the plan. Each span that holds too much counts by its surplus; minutes
    that were already too many before day 0 do not. Leave is not work.
    """

    at_most_minutes: int
    in_days: int = 7
    name: str = "rolling_hours"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at most {hours_text(self.at_most_minutes)} in any {count_text(self.in_days, 'day')} in a row"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total for each span that ends with a day of the plan."""
        weights = tuple((index, problem.duties[index].paid_minutes) for index in known_duties(employee))
        past = [0 if cell is None else problem.duties[cell].paid_minutes for cell in employee.history]
        totals = []
        for last in range(problem.n_days):
            first = last - self.in_days + 1
            carried = sum(past[first:]) if first < 0 else 0
            totals.append(
                WindowedTotal(
                    weights,
                    tuple((day,) for day in range(max(first, 0), last + 1)),
                    at_most=self.at_most_minutes,
                    carried_in=min(carried, self.at_most_minutes),
                )
            )
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each span with too many."""
        shifts = worked(problem, employee, line)
        violations = []
        for last in range(problem.n_days):
            inside = [shift for shift in shifts if last - self.in_days < shift.day <= last]
            planned = [shift for shift in inside if shift.day >= 0]
            minutes = sum(shift.duty.paid_minutes for shift in inside)
            surplus = min(minutes - self.at_most_minutes, sum(shift.duty.paid_minutes for shift in planned))
            if surplus > 0:
                message = (
                    f"{employee.name} works {hours_text(minutes)} in the {count_text(self.in_days, 'day')} up to "
                    f"{day_text(problem, last)}; at most {hours_text(self.at_most_minutes)} asked for"
                )
                days = tuple(shift.day for shift in planned)
                violations.append(
                    Violation(self.name, employee.employee_id, days, surplus, BreachUnit.MINUTES, message)
                )
        return tuple(violations)
