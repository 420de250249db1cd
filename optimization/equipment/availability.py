"""When a device is fit for use: one definition for the plan and every report.

Available is what stands there, less what is out of use, less what is promised to others, at one and the same time. Reasons and
bookings that overlap are never added up over time, so the count cannot fall below zero by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from data.calendar import DayGrid, local_midnight
from data.outages import Span, united
from optimization.equipment.problem import Ints

FIT_STATUS = "in_service"
"""The status of a device that can be used; one without a status counts as in service."""

_MAY_RETURN = ("broken", "loaned")


def out_of_use(grid: DayGrid, status: str | None, outages: Iterable[Span]) -> list[Span]:
    """When the device cannot be used, without overlap, in order.

    `outages` that overlap count once. A broken or loaned device is out until the end of an outage that has begun by the
    end of the first planned day; without one it is never fit. A retired device is never fit.
    """
    spans = list(outages)
    if status not in (None, FIT_STATUS):
        first_night = local_midnight(grid.date_of(1), grid.zone)
        running = [end for start, end in spans if start < first_night]
        if status not in _MAY_RETURN or not running:
            return [(grid.start, grid.end)]
        spans.append((grid.start, max(running)))
    return united(spans)


def fit_days(grid: DayGrid, outages: Iterable[Span]) -> tuple[bool, ...]:
    """For each day of `grid` whether the device can be planned with: not where it is out of use for a part of the day."""
    spans = list(outages)
    midnights = [local_midnight(grid.date_of(day), grid.zone) for day in range(grid.n_days + 1)]
    return tuple(
        not any(start < after and end > before for start, end in spans)
        for before, after in pairwise(midnights)
    )


def whole_days(grid: DayGrid, fit: Sequence[bool]) -> list[Span]:
    """Each day that is not fit, from midnight to midnight."""
    days = (grid.date_of(day) for day, is_fit in enumerate(fit) if not is_fit)
    return [
        (local_midnight(day, grid.zone), local_midnight(day + timedelta(days=1), grid.zone)) for day in days
    ]


def booked_by_day(grid: DayGrid, bookings: Iterable[tuple[date, date, int]]) -> Ints:
    """Devices booked on each day of `grid`; bookings are (first day, last day, devices), both days included."""
    booked = np.zeros(grid.n_days, dtype=np.int64)
    for first, last, n_devices in bookings:
        booked[max(0, grid.day(first)) : max(0, grid.day(last) + 1)] += n_devices
    return booked
