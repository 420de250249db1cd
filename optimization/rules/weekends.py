"""Worked weekends in a span of weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, day_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Weekends:
    """At most `at_most` weekends worked in any `in_weeks` successive weeks; None means in the whole plan.

    A weekend is worked when a shift starts on its Saturday or Sunday; holidays do not count. Spans reach back into
    the past, never on beyond the plan. Each span that holds too many counts by its surplus; weekends that were
    already too many before day 0 do not. Without `in_weeks` the past does not count.
    """

    at_most: int
    in_weeks: int | None = None
    name: str = "weekends"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        span = "in the plan" if self.in_weeks is None else f"in {count_text(self.in_weeks, 'week')}"
        return f"at most {count_text(self.at_most, 'weekend')} worked {span}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total for each span that ends with a weekend of the plan."""
        weights = tuple((index, 1) for index in known_duties(employee))
        groups: dict[int, tuple[int, ...]] = {}
        for day in range(problem.n_days):
            if problem.grid.weekday(day) in (_SATURDAY, _SUNDAY):
                saturday = day - (problem.grid.weekday(day) - _SATURDAY)
                groups[saturday] = (*groups.get(saturday, ()), day)
        if self.in_weeks is None:
            return (WindowedTotal(weights, tuple(groups.values()), at_most=self.at_most),) if groups else ()
        n_past = len(employee.history)
        past = {
            saturday
            for saturday in range(-7 * self.in_weeks - 7, 0)
            if problem.grid.weekday(saturday) == _SATURDAY
            and any(
                -n_past <= day < 0 and employee.history[day] is not None for day in (saturday, saturday + 1)
            )
        }
        totals = []
        for last in groups:
            span = range(last - 7 * (self.in_weeks - 1), last + 1, 7)
            carried = sum(saturday in past for saturday in span)
            new = tuple(groups[saturday] for saturday in span if saturday in groups and saturday not in past)
            totals.append(
                WindowedTotal(weights, new, at_most=self.at_most, carried_in=min(carried, self.at_most))
            )
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in weekends, for each span that holds too many."""
        days_of: dict[int, set[int]] = {}
        for shift in worked(problem, employee, line):
            offset = problem.grid.weekday(shift.day) - _SATURDAY
            if offset >= 0:
                days_of.setdefault(shift.day - offset, set()).add(shift.day)
        if self.in_weeks is None:
            planned = sorted(saturday for saturday, days in days_of.items() if any(day >= 0 for day in days))
            surplus = len(planned) - self.at_most
            return (self._violation(problem, employee, planned, surplus),) if surplus > 0 else ()
        violations = []
        for last in range(-1, problem.n_days):
            if problem.grid.weekday(last) != _SATURDAY or last + 1 < 0:
                continue
            span = sorted(s for s in days_of if last - 7 * self.in_weeks < s <= last)
            settled = sum(any(day < 0 for day in days_of[saturday]) for saturday in span)
            surplus = min(len(span) - settled, len(span) - self.at_most)
            if surplus > 0:
                violations.append(self._violation(problem, employee, span, surplus))
        return tuple(violations)

    def _violation(
        self, problem: RosterProblem, employee: Employee, saturdays: list[int], surplus: int
    ) -> Violation:
        span = "in the plan" if self.in_weeks is None else f"in {count_text(self.in_weeks, 'week')}"
        message = (
            f"{employee.name} works {count_text(len(saturdays), 'weekend')} {span}, the last from "
            f"{day_text(problem, saturdays[-1])}; at most {self.at_most} asked for"
        )
        return Violation(
            self.name, employee.employee_id, tuple(saturdays), surplus, BreachUnit.WEEKENDS, message
        )
