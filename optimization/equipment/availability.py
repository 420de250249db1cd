"""On which days a device is fit for use: one definition for the plan and every report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.calendar import DayGrid

FIT_STATUS = "in_service"
"""The status of a device that can be used; one without a status counts as in service."""


def fit_days(grid: DayGrid, status: str | None, outages: Iterable[tuple[date, date]]) -> tuple[bool, ...]:
    """For each day of `grid` whether the device can be used.

    `outages` are days out of use, first and last included. Outages that overlap count once, so availability is a
    count of devices on the day and can never be negative. A broken, loaned or retired device is never fit.
    """
    if status not in (None, FIT_STATUS):
        return (False,) * grid.n_days
    spans = list(outages)
    return tuple(
        not any(first <= grid.date_of(day) <= last for first, last in spans) for day in range(grid.n_days)
    )
