"""When a shift starts and ends on a day, in elapsed minutes."""

from __future__ import annotations

from dataclasses import dataclass

from data.calendar import DayGrid, local_instant, local_midnight, minutes_between
from data.configuration.people import Shift


@dataclass(frozen=True, slots=True, order=True)
class ShiftTimes:
    """Elapsed minutes from the midnight of the shift's day, and the paid minutes between."""

    start_minute: int
    end_minute: int
    paid_minutes: int


def shift_times(grid: DayGrid, shift: Shift, day: int) -> ShiftTimes:
    """The times of `shift` on `day`; when the clock changes, paid are the hours that pass or those of other days, as the shift says."""
    date = grid.date_of(day)
    midnight = local_midnight(date, grid.zone)
    start = minutes_between(midnight, local_instant(date, shift.start_minute, grid.zone))
    end = minutes_between(midnight, local_instant(date, shift.end_minute, grid.zone))
    if shift.clock_change_pay == "scheduled":
        return ShiftTimes(start, end, shift.paid_minutes)
    return ShiftTimes(start, end, shift.paid_share(max(0, end - start - shift.unpaid_break_minutes)))
