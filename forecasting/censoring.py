"""Days on which a full unit cut the count of beds off: what was needed is at least that, and is expected to be more.

A normal distribution around the last weeks, of which values at the ceiling are only known to be as high (Tobit; by
expectation and maximisation, Dempster, Laird and Rubin 1977). Each day is judged by the days before it only.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from forecasting.quantiles import FloatArray

_WINDOW_DAYS = 56
_ROUNDS = 30
_LEAST_SHARE = 0.05
_MOST_ABOVE = 1 / 3
_MOST_EXCESS_SHARE = 0.2
"""Weeks at the ceiling throughout say nothing of how much more was needed; more than this share is not assumed."""


def full_days(counts: FloatArray, beds: float) -> list[int]:
    """Days on which the count was cut off at `beds`; none where that was no ceiling.

    It is one when at least a twentieth of all days lie on it, and at most a third as many above.
    """
    known = counts[~np.isnan(counts)]
    at = int((known == beds).sum())
    if beds <= 0 or at < _LEAST_SHARE * known.size or int((known > beds).sum()) > _MOST_ABOVE * at:
        return []
    return [int(day) for day in np.flatnonzero(counts == beds)]


def expected_demand(counts: FloatArray, days: list[int], beds: float) -> FloatArray:
    """`counts` with the expected demand on `days`, all of which were cut off at `beds`."""
    found = counts.copy()
    cut = np.zeros(len(counts), dtype=bool)
    cut[days] = True
    for day in days:
        span = slice(max(0, day - _WINDOW_DAYS + 1), day + 1)
        known = ~np.isnan(counts[span])
        found[day] = _mean_above(counts[span][known], cut[span][known], beds)
    return found


def _mean_above(values: FloatArray, cut: np.ndarray[tuple[int], np.dtype[np.bool_]], beds: float) -> float:
    mean, deviation = float(values.mean()), max(float(values.std()), 0.5)
    most = beds * (1 + _MOST_EXCESS_SHARE)
    above = beds
    for _ in range(_ROUNDS):
        score = (beds - mean) / deviation
        hazard = float(np.exp(-(score**2) / 2 - special.log_ndtr(-score)) / np.sqrt(2 * np.pi))
        above = min(mean + deviation * hazard, most)
        left = deviation**2 * max(1 + score * hazard - hazard**2, 0.0)
        filled = np.where(cut, above, values)
        mean = float(filled.mean())
        deviation = max(float(np.sqrt(((filled - mean) ** 2 + np.where(cut, left, 0.0)).mean())), 0.5)
    return above
