"""When a shift starts and ends on a day, in elapsed minutes."""

from __future__ import annotations

from dataclasses import dataclass

from data.calendar import DayGrid, local_instant, local_midnight, minutes_between
from data.configuration.people import Shift
from optimization.roster.problem import work_pieces


@dataclass(frozen=True, slots=True, order=True)
class ShiftTimes:
    """Elapsed minutes from the midnight of the shift's day, and the paid minutes between; `gap` is that of a split shift."""

    start_minute: int
    end_minute: int
    paid_minutes: int
    gap: tuple[int, int] | tuple[()] = ()

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """When work starts and ends, twice in a split shift."""
        return work_pieces(self.start_minute, self.end_minute, self.gap)


def shift_times(grid: DayGrid, shift: Shift, day: int) -> ShiftTimes:
    """The times of `shift` on `day`; when the clock changes, paid are the hours that pass or those of other days, as the shift says."""
    date = grid.date_of(day)
    midnight = local_midnight(date, grid.zone)
    pieces = [
        [minutes_between(midnight, local_instant(date, minute, grid.zone)) for minute in piece]
        for piece in shift.pieces
    ]
    start, end = pieces[0][0], pieces[-1][1]
    gap = (pieces[0][1], pieces[1][0]) if len(pieces) > 1 else ()
    if shift.clock_change_pay == "scheduled":
        return ShiftTimes(start, end, shift.paid_minutes, gap)
    passing = sum(end - start for start, end in pieces)
    return ShiftTimes(start, end, shift.paid_share(max(0, passing - shift.unpaid_break_minutes)), gap)
