"""Zeros that are no counts: days on which a return was made or filled in with 0 because nothing was known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import numpy as np

from forecasting.quantiles import FloatArray

_WEEK = 7
_AROUND_DAYS = 14
_AROUND_WEEKS = 4
_LEAST_USUAL = 8.0
"""Below this, a day of none happens by chance (Poisson: once in eight years at 8 a day)."""
_LEAST_SHARE = 0.5


def outage_days(counts: FloatArray, first_day: date, holidays: Collection[date]) -> list[int]:
    """Numbers of the days with a zero between ordinary days.

    A zero is an outage where the median of the two weeks before and after is at least 8, and that of the same weekday in
    the four weeks around at least half of it: a clinic that is closed on Sundays has true zeros, and so may a public
    holiday. A zero that lasts for weeks is a closed unit.
    """
    found = []
    for day in np.flatnonzero(counts == 0):
        if first_day + timedelta(days=int(day)) in holidays:
            continue
        usual = _median(counts[max(day - _AROUND_DAYS, 0) : day + _AROUND_DAYS + 1])
        reach = _AROUND_WEEKS * _WEEK
        mates = np.concatenate(
            [
                counts[max(day % _WEEK, day - reach) : day : _WEEK],
                counts[day + _WEEK : day + reach + 1 : _WEEK],
            ]
        )
        if usual >= _LEAST_USUAL and _median(mates) >= _LEAST_SHARE * usual:
            found.append(int(day))
    return found


def _median(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else 0.0
