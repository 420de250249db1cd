"""When a stay ends: patients leave beds in the daytime, less often at weekends, and before Christmas if they can."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

import numpy as np

from data.sample.days import Days

# Discharges and ward moves by hour, in per mille from 00:00; about two thirds before 17:00.
_DISCHARGES = (5, 3, 2, 2, 2, 2, 3, 6, 12, 24, 46, 68, 80, 86, 96, 106, 112, 104, 88, 64, 42, 26, 15, 8)
_MOVES = (22, 16, 12, 10, 9, 9, 12, 18, 26, 38, 52, 62, 68, 72, 76, 80, 80, 76, 70, 62, 50, 40, 34, 26)

_SATURDAY_KEPT = 0.74
_SUNDAY_KEPT = 0.55
_HOLIDAY_KEPT = 0.5
_MONDAY_KEPT = 0.85
_BROUGHT_FORWARD = 0.5
"""Share of the discharges moved away from a weekend that happen on the Friday instead of after it."""
_HOME_FOR_CHRISTMAS = 0.4


@dataclass(frozen=True)
class EndOfStay:
    """Turns a needed length of stay into the minute at which the patient is ready to leave the bed."""

    start: list[int]
    weekday: list[int]
    holiday: list[bool]
    christmas_eve: list[int]
    discharge_minute: list[int]
    move_minute: list[int]

    @classmethod
    def of(cls, days: Days) -> EndOfStay:
        """For the simulated days."""
        eve = [
            day
            for day in range(days.grid.n_days)
            if (days.grid.date_of(day).month, days.grid.date_of(day).day) == (12, 24)
        ]
        return cls(
            start=days.start.tolist(),
            weekday=days.weekday.tolist(),
            holiday=days.holiday.tolist(),
            christmas_eve=eve,
            discharge_minute=_quantiles(_DISCHARGES),
            move_minute=_quantiles(_MOVES),
        )

    def move(self, entered: int, needed: int, clock: float) -> int:
        """Ready for the next unit: on the day on which the stay is over, at an hour of day at which wards move."""
        day = bisect.bisect_right(self.start, entered + needed) - 1
        return self._on(day, self.move_minute, clock, entered, needed)

    def discharge(self, entered: int, needed: int, clock: float, move: float, when: float) -> int:
        """Leaves the hospital."""
        over = bisect.bisect_right(self.start, entered + needed) - 1
        day = self._other_day(over, move, when)
        if self.start[min(day, len(self.start) - 1)] < entered:
            day = over
        return self._on(day, self.discharge_minute, clock, entered, needed)

    def _other_day(self, day: int, move: float, when: float) -> int:
        if day >= len(self.weekday):
            return day
        for eve in self.christmas_eve:
            if eve <= day <= eve + 5 and move < _HOME_FOR_CHRISTMAS:
                return eve - 1 - int(when * 3)
        weekday = self.weekday[day]
        if self.holiday[day]:
            return day if move < _HOLIDAY_KEPT else day + 1 + int(when * 3)
        if weekday == 5 and move >= _SATURDAY_KEPT:
            return day - 1 if when < _BROUGHT_FORWARD else day + 2 + _later(when)
        if weekday == 6 and move >= _SUNDAY_KEPT:
            return day - 2 if when < _BROUGHT_FORWARD else day + 1 + _later(when)
        if weekday == 0 and move >= _MONDAY_KEPT:
            return day + 1 + int(when * 2)
        return day

    def _on(self, day: int, minutes: list[int], clock: float, entered: int, needed: int) -> int:
        """A minute of `day`; the plain end of the stay where that would be too soon, or beyond the days."""
        if day >= len(self.start):
            return entered + needed
        minute = self.start[day] + minutes[int(clock * len(minutes))]
        return minute if minute >= entered + min(needed, 240) else entered + needed


def _later(when: float) -> int:
    """0, 1 or 2 days, from a random number at or above _BROUGHT_FORWARD."""
    return int((when - _BROUGHT_FORWARD) / (1 - _BROUGHT_FORWARD) * 3)


def _quantiles(shares: tuple[int, ...]) -> list[int]:
    """The minutes of day at 2,000 equally likely points of an hourly profile."""
    ends = np.concatenate([[0.0], np.cumsum(shares) / sum(shares)])
    points = (np.arange(2000) + 0.5) / 2000
    return [int(minute) for minute in np.interp(points, ends, np.arange(25) * 60.0)]
