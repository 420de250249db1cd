"""Whether the newest day of daily counts is over: a day that was read before its evening looks like a fall in demand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

FLOWS = ("attendances", "admissions", "transfers_in")
"""Counts that grow through a day; beds are counted at one moment."""
_WEEK = 7
_MATES = 8
_LEAST_MATES = 3
_RECENT_DAYS = 14
_LEAST_RECENT = 4
_LEAST_SHARE = 0.5
_FAR = -2.6
"""Standard deviations below the usual, about once in 200 days by chance (between square roots, where counts spread alike)."""


def why_unfinished(counts: pa.Table, day: date) -> str | None:
    """Why `day`, the newest of `counts` (DAILY_COUNTS), is taken as not over; None when it looks complete.

    It does not when all units together have less than half of the same weekday's usual count of something that grows through
    a day, and far less than chance explains.
    """
    for measure, values in _by_measure(counts, day).items():
        total, usual = _totals(values, day)
        score = 2 * ((total + 0.375) ** 0.5 - (usual + 0.375) ** 0.5)
        if total < _LEAST_SHARE * usual and score < _FAR:
            return f"{total:g} {measure.replace('_', ' ')} where {usual:.3g} are usual"
    return None


def _by_measure(counts: pa.Table, day: date) -> dict[str, dict[tuple[str, date], float]]:
    """Values of the weeks up to `day` by measure, then by unit and day."""
    first = day - timedelta(days=_WEEK * _MATES)
    dates = counts.column("date")
    near = counts.filter(
        pc.and_(
            pc.greater_equal(dates, pa.scalar(first, pa.date32())),
            pc.less_equal(dates, pa.scalar(day, pa.date32())),
        )
    )
    found: dict[str, dict[tuple[str, date], float]] = {measure: {} for measure in FLOWS}
    for row in near.to_pylist():
        for measure in FLOWS:
            if row[measure] is not None:
                found[measure][row["unit_id"], row["date"]] = float(row[measure])
    return found


def _totals(values: Mapping[tuple[str, date], float], day: date) -> tuple[float, float]:
    """What was counted on `day`, and what is usual: sums over the units of which both are known."""
    total = usual = 0.0
    for (unit_id, on), value in values.items():
        if on != day:
            continue
        mates = [day - timedelta(days=_WEEK * week) for week in range(1, _MATES + 1)]
        known = [values[unit_id, mate] for mate in mates if (unit_id, mate) in values]
        if len(known) < _LEAST_MATES:
            days = [day - timedelta(days=back) for back in range(1, _RECENT_DAYS + 1)]
            known = [values[unit_id, own] for own in days if (unit_id, own) in values]
            if len(known) < _LEAST_RECENT:
                continue
        total += value
        usual += sum(known) / len(known)
    return total, usual
