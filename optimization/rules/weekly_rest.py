"""Weekly rest: so many rests in each week or fortnight; a day off is one when its spell off is long enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import ForbiddenSuccession, Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, day_text, hours_text, worked
from optimization.rules.short_gaps import short_gaps
from optimization.rules.travel import NO_TRAVEL, Travel

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class WeeklyRest:
    """At least `days_off` rests in each `in_weeks` calendar weeks.

    Periods end with each week and reach into the past; a day whose past is not known, or that lies beyond the plan, counts as a
    rest. A spell off is one day without a shift or more, from the end of the shift before to the start of the shift
    after, without the way to another site. Its days are no rests when it is shorter than `rest_minutes`; else each of them is one. With `whole_days` a spell of no
    more days than are asked for has one rest, and one more for each 24 hours beyond `rest_minutes`: the first days of the
    spell. The amount counts rests that are missing.
    """

    rest_minutes: int
    days_off: int = 1
    in_weeks: int = 1
    whole_days: bool = False
    travel: Travel = NO_TRAVEL
    name: str = "weekly_rest"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        period = "each week" if self.in_weeks == 1 else f"each {self.in_weeks} weeks"
        whole = ", and 24 h more for each further one of a spell" if self.whole_days else ""
        return f"at least {count_text(self.days_off, 'rest')} of {hours_text(self.rest_minutes)} or more in {period}{whole}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total for each period, of days worked and of days off that are no rest."""
        known = known_duties(employee)
        weights = tuple((index, 1) for index in known)
        most = max(0, 7 * self.in_weeks - self.days_off)

        def lacking(first: int, then: int, n_off: int, gap: int) -> int:
            way = self.travel.between(problem.duties[first].unit_id, problem.duties[then].unit_id)
            return n_off - self._rests(n_off, gap - way)

        longest = (
            self.rest_minutes + self.travel.minutes + (1440 * (self.days_off - 1) if self.whole_days else 0)
        )
        short = short_gaps(problem, employee, known, lacking, longest)
        latest = max((pattern.weight for pattern in short), default=0)
        totals = []
        for sunday in range(6 - problem.grid.weekday(0) - 7 * (1 + latest // 7), problem.n_days + 6, 7):
            period = range(sunday - 7 * self.in_weeks + 1, sunday + 1)
            inside = [day for day in period if 0 <= day < problem.n_days]
            # what follows a spell at the end of the period tells whether that was a rest
            later = [day for day in range(max(sunday + 1, 0), sunday + latest + 1) if day < problem.n_days]
            days = inside + later
            if days:
                carried = self._settled(problem, employee, period)
                totals.append(
                    WindowedTotal(
                        weights,
                        tuple((day,) for day in days),
                        at_most=most,
                        carried_in=min(carried, most),
                        only=tuple((day, frozenset()) for day in later),
                        patterns=tuple(_within(short, days, period)),
                    )
                )
        return tuple(totals)

    def _rests(self, n_off: int, gap: int) -> int:
        """The rests in a spell of so many days off that lasts `gap` minutes; for `compile` alone."""
        if gap < self.rest_minutes:
            return 0
        if not self.whole_days or n_off > self.days_off:
            return n_off
        return min(n_off, 1 + (gap - self.rest_minutes) // 1440)

    def _settled(self, problem: RosterProblem, employee: Employee, period: range) -> int:
        """The days of a period that the past has settled to be no rests; for `compile` alone."""
        count, before, n_off = 0, None, 0
        for day, cell in enumerate(employee.history, start=-len(employee.history)):
            if cell is None:
                n_off += 1
                continue
            count += day in period
            if before is not None and n_off:
                gap = problem.start_minute(day, cell) - problem.end_minute(*before)
                gap -= self.travel.between(problem.duties[before[1]].unit_id, problem.duties[cell].unit_id)
                count += sum(off in period for off in range(day - n_off + self._rests(n_off, gap), day))
            before, n_off = (day, cell), 0
        return count

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each period with too few rests."""
        # every day that is no rest, with the day on which that was settled
        settled: dict[int, int] = {}
        shifts = worked(problem, employee, line)
        for shift in shifts:
            settled[shift.day] = shift.day
        for before, after in pairwise(shifts):
            spell = list(range(before.day + 1, after.day))
            hours_over = self.travel.rest(before, after) - self.rest_minutes
            n_rests = len(spell) if hours_over >= 0 else 0
            if self.whole_days and n_rests and len(spell) <= self.days_off:
                n_rests = 1 + hours_over // (24 * 60)
            for day in spell[n_rests:]:
                settled[day] = after.day
        violations = []
        first = 6 - problem.grid.weekday(0) - 7 * (len(employee.history) // 7 + 1)
        for sunday in range(first, problem.n_days + 6, 7):
            inside = [day for day in settled if sunday - 7 * self.in_weeks < day <= sunday]
            new = sorted({settled[day] for day in inside if settled[day] >= 0})
            lost = sum(settled[day] >= 0 for day in inside)
            missing = min(len(inside) + self.days_off - 7 * self.in_weeks, lost)
            if missing > 0:
                message = (
                    f"{employee.name} has {count_text(7 * self.in_weeks - len(inside), 'rest')} of "
                    f"{hours_text(self.rest_minutes)} or more in the {count_text(7 * self.in_weeks, 'day')} up to "
                    f"{day_text(problem, sunday)}; at least {self.days_off} asked for"
                )
                violations.append(
                    Violation(self.name, employee.employee_id, tuple(new), missing, BreachUnit.TIMES, message)
                )
        return tuple(violations)


def _within(
    short: Iterable[ForbiddenSuccession], days: Sequence[int], period: range
) -> Iterator[ForbiddenSuccession]:
    """The patterns as a period counts them: those of their last days off, as many as `weight`, that lie in it."""
    for pattern in short:
        ends: dict[int, set[int]] = defaultdict(set)
        for day in days:
            if pattern.then_days is None or day in pattern.then_days:
                ends[sum(day - back in period for back in range(1, pattern.weight + 1))].add(day)
        for weight, then_days in sorted(ends.items()):
            if weight:
                yield replace(pattern, then_days=frozenset(then_days), weight=weight)
