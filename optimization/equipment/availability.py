"""When a device is fit for use: one definition for the plan and every report.

Available is what stands there, less what is out of use, less what is promised to others, at one and the same time. Reasons and
bookings that overlap are never added up over time, so the count cannot fall below zero by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from data.calendar import DayGrid
from optimization.equipment.problem import Ints

FIT_STATUS = "in_service"
"""The status of a device that can be used; one without a status counts as in service."""

_MAY_RETURN = ("broken", "loaned")


def fit_days(grid: DayGrid, status: str | None, outages: Iterable[tuple[date, date]]) -> tuple[bool, ...]:
    """For each day of `grid` whether the device can be used.

    `outages` are days out of use, first and last included; those that overlap count once. A broken or loaned device is out
    until the last day of an outage that has begun by the first planned day; without one it is never fit. A retired
    device is never fit.
    """
    spans = list(outages)
    if status not in (None, FIT_STATUS):
        running = [last for first, last in spans if first <= grid.first_day]
        if status not in _MAY_RETURN or not running:
            return (False,) * grid.n_days
        spans.append((grid.first_day, max(running)))
    return tuple(
        not any(first <= grid.date_of(day) <= last for first, last in spans) for day in range(grid.n_days)
    )


def booked_by_day(grid: DayGrid, bookings: Iterable[tuple[date, date, int]]) -> Ints:
    """Devices booked on each day of `grid`; bookings are (first day, last day, devices), both days included."""
    booked = np.zeros(grid.n_days, dtype=np.int64)
    for first, last, n_devices in bookings:
        booked[max(0, grid.day(first)) : max(0, grid.day(last) + 1)] += n_devices
    return booked
