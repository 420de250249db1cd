"""When a device is fit for use: one definition for the plan and every report.

Available is what stands there, less what is out of use, less what is promised to others, at one and the same time. Reasons and
bookings that overlap are never added up over time, so the count cannot fall below zero by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

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


Interval = tuple[datetime, datetime]
"""Half-open, aware or all without a zone."""


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Intervals without overlap that cover the same time, in order; those that touch become one."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        elif end > start:
            merged.append((start, end))
    return merged


def downtime(outages: Iterable[Interval]) -> timedelta:
    """Time out of use, whatever the number of reasons at once."""
    return sum((end - start for start, end in union(outages)), timedelta())


def cover_need(
    need: Interval, devices: Sequence[tuple[str, Sequence[Interval]]]
) -> list[tuple[str | None, datetime, datetime]]:
    """Which device serves a need for one, with as few changes as possible; None where no device is fit.

    `devices` are (id, outages). At each change the device that stays fit longest comes next, which makes the changes fewest;
    the first named wins a tie.
    """
    (now, end) = need
    spans = [(device_id, union(outages)) for device_id, outages in devices]
    served: list[tuple[str | None, datetime, datetime]] = []
    while now < end:
        best: str | None = None
        until = now
        for device_id, outages in spans:
            lasts = _fit_until(outages, now, end)
            if lasts > until:
                best, until = device_id, lasts
        if best is None:
            back = [stop for _, outages in spans for start, stop in outages if start <= now < stop]
            until = min(min(back, default=end), end)
        served.append((best, now, until))
        now = until
    return served


def _fit_until(outages: Sequence[Interval], now: datetime, end: datetime) -> datetime:
    for start, stop in outages:
        if start <= now < stop:
            return now
        if start > now:
            return min(start, end)
    return end
