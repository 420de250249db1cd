"""Nights over a span of weeks, in a row or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import NIGHTS, known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, day_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class NightsInPeriod:
    """At most `at_most` nights in each `in_weeks` weeks that end with a week of the plan.

    Periods reach into the past as far as it is known. Each counts by its surplus; nights that were already too many before
    day 0 do not.
    """

    at_most: int
    in_weeks: int
    name: str = "nights_in_period"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at most {count_text(self.at_most, 'night')} in {count_text(self.in_weeks, 'week')}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total of nights for each period."""
        nights = NIGHTS.among(problem.duties, known_duties(employee))
        if not nights:
            return ()
        weights = tuple((index, 1) for index in sorted(nights))
        n_past = len(employee.history)
        totals = []
        for end in range(problem.n_days, 0, -7):
            start = max(end - 7 * self.in_weeks, -n_past)
            carried = sum(employee.history[day] in nights for day in range(start, 0))
            groups = tuple((day,) for day in range(max(start, 0), end))
            totals.append(
                WindowedTotal(weights, groups, at_most=self.at_most, carried_in=min(carried, self.at_most))
            )
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in shifts, for each period with too many."""
        nights = [shift.day for shift in worked(problem, employee, line) if shift.duty.is_night]
        violations = []
        last = problem.n_days - 1
        while last >= 0:
            inside = [day for day in nights if last - 7 * self.in_weeks < day <= last]
            planned = tuple(day for day in inside if day >= 0)
            surplus = min(len(planned), len(inside) - self.at_most)
            if surplus > 0:
                message = (
                    f"{employee.name} works {count_text(len(inside), 'night')} in the "
                    f"{count_text(self.in_weeks, 'week')} up to {day_text(problem, last)}; at most {self.at_most} "
                    "asked for"
                )
                violations.append(
                    Violation(self.name, employee.employee_id, planned, surplus, BreachUnit.SHIFTS, message)
                )
            last -= 7
        return tuple(violations)
