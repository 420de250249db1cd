"""Public holidays that a plan touches."""

from __future__ import annotations

from datetime import date

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.holiday_calendar import public_holidays


def holiday_dates(hospital: Hospital, grid: DayGrid) -> frozenset[date]:
    """The holidays among the planned days and the one after them, into which the last night may run."""
    days = {grid.date_of(day) for day in range(grid.n_days + 1)}
    return frozenset(days.intersection(public_holidays(hospital, sorted({day.year for day in days}))))
