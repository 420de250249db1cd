"""Worked Sundays over a year or another span of weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Sundays:
    """At most `at_most` Sundays worked in the `in_weeks` weeks that end with the plan, as far as the past is known.

    A Sunday is worked when a shift starts on it. Sundays that were already too many before day 0 do not count.
    """

    at_most: int
    in_weeks: int = 52
    name: str = "sundays"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at most {count_text(self.at_most, 'Sunday')} worked in {count_text(self.in_weeks, 'week')}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total with a weight of 1 on each Sunday of the plan."""
        weights = tuple((index, 1) for index in known_duties(employee))
        start = max(problem.n_days - 7 * self.in_weeks, -len(employee.history))
        carried = sum(
            problem.grid.weekday(day) == _SUNDAY and employee.history[day] is not None
            for day in range(start, 0)
        )
        groups = tuple(
            (day,) for day in range(max(start, 0), problem.n_days) if problem.grid.weekday(day) == _SUNDAY
        )
        if not groups:
            return ()
        return (WindowedTotal(weights, groups, at_most=self.at_most, carried_in=min(carried, self.at_most)),)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """At most one violation, in days."""
        first = problem.n_days - 7 * self.in_weeks
        sundays = [
            shift.day
            for shift in worked(problem, employee, line)
            if shift.day >= first and problem.grid.date_of(shift.day).isoweekday() == _SUNDAY + 1
        ]
        planned = tuple(day for day in sundays if day >= 0)
        surplus = min(len(planned), len(sundays) - self.at_most)
        if surplus <= 0:
            return ()
        message = (
            f"{employee.name} works on {count_text(len(sundays), 'Sunday')} in "
            f"{count_text(self.in_weeks, 'week')}; at most {self.at_most} asked for"
        )
        return (Violation(self.name, employee.employee_id, planned, surplus, BreachUnit.DAYS, message),)
