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

    With `any_hour` spans also begin at the hours at which the person's shifts may start: such a span leaves out shifts of its first
    day that start earlier, and holds those of the day after its last that do, each whole though it may end beyond the span. Spans reach back into the past, never on beyond the plan. Each span that holds too much counts by its surplus; minutes
    that were already too many before day 0 do not. Leave is not work.
    """

    at_most_minutes: int
    in_days: int = 7
    any_hour: bool = False
    name: str = "rolling_hours"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        span = f"{24 * self.in_days} h" if self.any_hour else f"{count_text(self.in_days, 'day')} in a row"
        return f"at most {hours_text(self.at_most_minutes)} in any {span}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total for each span that ends with a day of the plan."""
        known = known_duties(employee)
        weights = tuple((index, problem.duties[index].paid_minutes) for index in known)
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
        if self.any_hour:
            starts = sorted({problem.duties[index].start_minute for index in known})
            for last in range(problem.n_days):
                totals.extend(self._from_hour(problem, employee, last, start) for start in starts[1:])
        return tuple(totals)

    def _from_hour(self, problem: RosterProblem, employee: Employee, last: int, start: int) -> WindowedTotal:
        """The span that begins at an hour of the day `in_days` before `last`, for `compile` alone."""
        known, first = known_duties(employee), last - self.in_days
        earlier = frozenset(index for index in known if problem.duties[index].start_minute < start)
        only = {first: frozenset(known) - earlier, last: earlier}
        carried = sum(
            problem.duties[cell].paid_minutes
            for day, cell in enumerate(employee.history, start=-len(employee.history))
            if day >= first and cell is not None and cell in only.get(day, known)
        )
        return WindowedTotal(
            tuple((index, problem.duties[index].paid_minutes) for index in known),
            tuple((day,) for day in range(max(first, 0), last + 1)),
            at_most=self.at_most_minutes,
            carried_in=min(carried, self.at_most_minutes),
            only=tuple((day, duties) for day, duties in only.items() if day >= 0),
        )

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each span with too many."""
        shifts = worked(problem, employee, line)
        spans = [
            [shift for shift in shifts if last - self.in_days < shift.day <= last]
            for last in range(problem.n_days)
        ]
        ends = list(range(problem.n_days))
        if self.any_hour:
            hours = sorted({problem.duties[index].start_minute for index in known_duties(employee)})
            for last in range(problem.n_days):
                for hour in hours[1:]:
                    begin, end = (last - self.in_days, hour), (last, hour)
                    spans.append([s for s in shifts if begin <= (s.day, s.duty.start_minute) < end])
                    ends.append(last)
        violations = []
        for inside, last in zip(spans, ends, strict=True):
            planned = [shift for shift in inside if shift.day >= 0]
            minutes = sum(shift.duty.paid_minutes for shift in inside)
            surplus = min(minutes - self.at_most_minutes, sum(shift.duty.paid_minutes for shift in planned))
            if surplus > 0:
                span = f"{24 * self.in_days} h" if self.any_hour else f"the {count_text(self.in_days, 'day')}"
                message = (
                    f"{employee.name} works {hours_text(minutes)} in {span} up to "
                    f"{day_text(problem, last)}; at most {hours_text(self.at_most_minutes)} asked for"
                )
                days = tuple(shift.day for shift in planned)
                violations.append(
                    Violation(self.name, employee.employee_id, days, surplus, BreachUnit.MINUTES, message)
                )
        return tuple(violations)
