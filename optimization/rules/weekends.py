"""Worked weekends in a span of weeks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, day_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True, slots=True)
class Weekends:
    """At most `at_most` weekends worked in any `in_weeks` successive weeks; None means in the whole plan.

    A weekend is worked when a shift starts on its Saturday or Sunday, and with `friday_night_counts` also when one of its
    Friday runs past midnight; holidays do not count. Spans reach back into the past, never on beyond the plan. Each span that
    holds too many counts by its surplus; weekends that were already too many before day 0 do not. Without `in_weeks` the past
    does not count.
    """

    at_most: int
    in_weeks: int | None = None
    friday_night_counts: bool = False
    name: str = "weekends"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        span = "in the plan" if self.in_weeks is None else f"in {count_text(self.in_weeks, 'week')}"
        friday = ", Friday nights included" if self.friday_night_counts else ""
        return f"at most {count_text(self.at_most, 'weekend')} worked {span}{friday}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total for each span that ends with a weekend of the plan."""
        known = known_duties(employee)
        weights = tuple((index, 1) for index in known)
        first_weekday = _FRIDAY if self.friday_night_counts else _SATURDAY
        groups: dict[int, tuple[int, ...]] = {}
        for day in range(problem.n_days):
            if problem.grid.weekday(day) >= first_weekday:
                saturday = day - (problem.grid.weekday(day) - _SATURDAY)
                groups[saturday] = (*groups.get(saturday, ()), day)
        only = tuple(
            (saturday - 1, _running_on(problem, known, saturday - 1))
            for saturday, days in groups.items()
            if saturday - 1 in days
        )
        if self.in_weeks is None:
            whole = WindowedTotal(weights, tuple(groups.values()), at_most=self.at_most, only=only)
            return (whole,) if groups else ()
        past = self._past_weekends(problem, employee)
        totals = []
        for last in groups:
            span = range(last - 7 * (self.in_weeks - 1), last + 1, 7)
            carried = min(sum(saturday in past for saturday in span), self.at_most)
            new = tuple(groups[saturday] for saturday in span if saturday in groups and saturday not in past)
            totals.append(WindowedTotal(weights, new, at_most=self.at_most, carried_in=carried, only=only))
        return tuple(totals)

    def _past_weekends(self, problem: RosterProblem, employee: Employee) -> set[int]:
        """The Saturdays of the weekends that the past has settled; for `compile` alone."""
        settled = set()
        for day, cell in enumerate(employee.history, start=-len(employee.history)):
            weekday = problem.grid.weekday(day)
            if cell is None or weekday < _FRIDAY:
                continue
            counts = self.friday_night_counts and bool(_running_on(problem, [cell], day))
            if weekday >= _SATURDAY or counts:
                settled.add(day - (weekday - _SATURDAY))
        return settled

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in weekends, for each span that holds too many."""
        days_of: dict[int, set[int]] = {}
        for shift in worked(problem, employee, line):
            offset = problem.grid.weekday(shift.day) - _SATURDAY
            into_saturday = shift.end_minute > problem.grid.start_minute(shift.day + 1)
            if offset >= 0 or (self.friday_night_counts and offset == -1 and into_saturday):
                days_of.setdefault(shift.day - offset, set()).add(shift.day)
        if self.in_weeks is None:
            planned = sorted(saturday for saturday, days in days_of.items() if any(day >= 0 for day in days))
            surplus = len(planned) - self.at_most
            return (self._violation(problem, employee, planned, surplus),) if surplus > 0 else ()
        violations = []
        # a weekend right after the plan may begin on its last day
        for last in range(-1, problem.n_days + self.friday_night_counts):
            if problem.grid.weekday(last) != _SATURDAY:
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
        days = tuple(min(saturday, problem.n_days - 1) for saturday in saturdays)
        return Violation(self.name, employee.employee_id, days, surplus, BreachUnit.WEEKENDS, message)


def _running_on(problem: RosterProblem, duties: Iterable[int], day: int) -> frozenset[int]:
    """Those of `duties` that run past the midnight after `day`; for `compile` alone."""
    midnight = problem.grid.start_minute(day + 1)
    return frozenset(duty for duty in duties if problem.end_minute(day, duty) > midnight)
