"""Premiums for hours in the evening, at night, on weekends and holidays, split over the clock to the minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING

from data.calendar import MINUTES_PER_DAY, DayGrid, zone_info
from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

_HUNDREDTHS_PER_PENCE_HOUR = 6000


@dataclass(frozen=True, slots=True)
class Premium:
    """A span of clock time on some local dates: `percent` of pay and `pence_per_hour` on top.

    `weekdays` are 0 for Monday to 6; `holidays` adds public holidays. From `start_minute` to `end_minute` of the clock on each
    date by itself; when it ends no later than it starts, it is the minutes before its end and those from its start on.
    """

    weekdays: frozenset[int]
    holidays: bool
    start_minute: int
    end_minute: int
    percent: int
    pence_per_hour: int


@dataclass(frozen=True, slots=True)
class UnsocialHours:
    """What the premiums of a person's shifts come to, in pence; always priced at a penny each.

    Each minute of a shift earns the highest premium that applies to it, never two; the gap of a split shift earns none.
    Unpaid breaks lie anywhere in the shift: of its premium minutes the paid share counts. Each shift is rounded to a penny. `holidays` are dates.
    """

    premiums: tuple[Premium, ...]
    pay_pence_per_hour: int
    holidays: frozenset[date] = frozenset()
    name: str = "unsocial_hours"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return "premiums for unsocial hours"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """For each premium there is, the days and duties that earn it."""
        known = frozenset(known_duties(employee))
        earning: dict[tuple[int, frozenset[int]], list[int]] = defaultdict(list)
        for day in range(problem.n_days):
            by_pence: dict[int, set[int]] = defaultdict(set)
            for index in known:
                duty = problem.duties[index]
                if pence := self.pence(problem.grid, day, duty.pieces, duty.paid_minutes):
                    by_pence[pence].add(index)
            for pence, duties in by_pence.items():
                earning[pence, frozenset(duties)].append(day)
        return tuple(
            FixedCell(tuple(days), CellClass(known - duties, off=True), weight=pence)
            for (pence, duties), days in sorted(
                earning.items(), key=lambda item: (item[0][0], sorted(item[0][1]))
            )
        )

    def pence(self, grid: DayGrid, day: int, pieces: Sequence[tuple[int, int]], paid_minutes: int) -> int:
        """What a shift earns that is worked in `pieces`, elapsed minutes from the midnight of `day`; not for `check`."""
        total = 0
        for piece in pieces:
            start, end = (grid.start_minute(day) + minute for minute in piece)
            date_number = day
            while (midnight := grid.start_minute(date_number)) < end:
                rates = self._rates(grid.date_of(date_number))
                for first, last, shift in _clock_pieces(grid, date_number):
                    low, high = max(start - midnight, first), min(end - midnight, last)
                    total += sum(rates[low + shift : high + shift]) if high > low else 0
                date_number += 1
        divisor = _HUNDREDTHS_PER_PENCE_HOUR * sum(end - start for start, end in pieces)
        return (2 * total * paid_minutes + divisor) // (2 * divisor)

    def _rates(self, when: date) -> list[int]:
        """The premium of each clock minute of a date, in hundredths of a penny an hour."""
        return _rates(self.premiums, self.pay_pence_per_hour, when.weekday(), when in self.holidays)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """At most one violation, in pence."""
        pence, days = 0, []
        for shift in worked(problem, employee, line):
            if shift.day < 0:
                continue
            counted = _counted_by_the_clock(self, problem.grid, shift.start_minute, shift.end_minute)
            length = shift.end_minute - shift.start_minute
            if shift.duty.gap:
                stops, goes_on = (problem.grid.start_minute(shift.day) + minute for minute in shift.duty.gap)
                counted -= _counted_by_the_clock(self, problem.grid, stops, goes_on)
                length -= goes_on - stops
            paid = Fraction(shift.duty.paid_minutes, length)
            of_shift = floor(counted * paid + Fraction(1, 2))
            if of_shift:
                pence += of_shift
                days.append(shift.day)
        if not pence:
            return ()
        message = f"{employee.name} earns premiums for unsocial hours"
        return (Violation(self.name, employee.employee_id, tuple(days), pence, BreachUnit.PENCE, message),)


@lru_cache(maxsize=4096)
def _rates(premiums: tuple[Premium, ...], pay: int, weekday: int, is_holiday: bool) -> list[int]:
    rates = [0] * MINUTES_PER_DAY
    for premium in premiums:
        if weekday not in premium.weekdays and not (premium.holidays and is_holiday):
            continue
        start, end = premium.start_minute, premium.end_minute
        spans = [(start, end)] if end > start else [(0, end), (start, MINUTES_PER_DAY)]
        rate = pay * premium.percent + 100 * premium.pence_per_hour
        for first, last in spans:
            rates[first:last] = [max(rate, known) for known in rates[first:last]]
    return rates


@lru_cache(maxsize=4096)
def _clock_pieces(grid: DayGrid, day: int) -> tuple[tuple[int, int, int], ...]:
    """(first, last, shift): from `first` to `last` elapsed minutes of a day the clock shows elapsed + `shift`."""
    length = grid.minutes(day)
    if length == MINUTES_PER_DAY:
        return ((0, length, 0),)
    zone, midnight = zone_info(grid.zone), grid.instant(grid.start_minute(day))
    offset = midnight.astimezone(zone).utcoffset()
    low, high = 0, length
    while high - low > 1:
        middle = (low + high) // 2
        same = (midnight + timedelta(minutes=middle)).astimezone(zone).utcoffset() == offset
        low, high = (middle, high) if same else (low, middle)
    return ((0, high, 0), (high, length, MINUTES_PER_DAY - length))


def _counted_by_the_clock(rule: UnsocialHours, grid: DayGrid, start: int, end: int) -> Fraction:
    """The premiums from `start` to `end` as if all minutes were paid, in pence: the check's own way.

    Goes from one moment to the next at which a band or a date may change, or the clock (at whole hours of UTC).
    """
    zone, hundredths, minute = zone_info(grid.zone), 0, start
    marks = {bound for premium in rule.premiums for bound in (premium.start_minute, premium.end_minute)}
    while minute < end:
        instant = grid.instant(minute)
        now = instant.astimezone(zone)
        clock = now.hour * 60 + now.minute
        ahead = [mark - clock for mark in (*marks, MINUTES_PER_DAY) if mark > clock]
        step = min(*ahead, 60 - instant.minute, end - minute)
        best = 0
        for premium in rule.premiums:
            is_day = now.weekday() in premium.weekdays
            if not is_day and not (premium.holidays and now.date() in rule.holidays):
                continue
            if premium.start_minute < premium.end_minute:
                inside = premium.start_minute <= clock < premium.end_minute
            else:
                inside = clock < premium.end_minute or clock >= premium.start_minute
            if inside:
                best = max(best, rule.pay_pence_per_hour * premium.percent + 100 * premium.pence_per_hour)
        hundredths += best * step
        minute += step
    return Fraction(hundredths, _HUNDREDTHS_PER_PENCE_HOUR)
