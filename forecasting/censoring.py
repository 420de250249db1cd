"""Days on which a full unit cut the count of beds off: what was needed is at least that, and probably more.

A normal distribution around the last weeks, of which values at the ceiling are only known to be as high (Tobit; by
expectation and maximisation, Dempster, Laird and Rubin 1977). Each day is judged by the days before it only, and stands for
one value drawn from what it may have been (imputation as in Tanner and Wong 1987): its expectation would take the
busiest days out of the history, and with them the upper quantiles of every forecast.
"""

from __future__ import annotations

import zlib

import numpy as np
from scipy import special

from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries

_WINDOW_DAYS = 56
_ROUNDS = 30
_LEAST_SHARE = 0.05
_MOST_ABOVE = 1 / 3
_MOST_EXCESS_SHARE = 0.2
"""Weeks at the ceiling throughout say nothing of how much more was needed; more than this share is not assumed."""
_SURE = 1e-12


def full_days(counts: FloatArray, beds: float) -> list[int]:
    """Days on which the count was cut off at `beds`; none where that was no ceiling.

    It is one when at least a twentieth of all days lie on it, and at most a third as many above.
    """
    known = counts[~np.isnan(counts)]
    at = int((known == beds).sum())
    if beds <= 0 or at < _LEAST_SHARE * known.size or int((known > beds).sum()) > _MOST_ABOVE * at:
        return []
    return [int(day) for day in np.flatnonzero(counts == beds)]


def drawn_demand(series: DailySeries, days: list[int], beds: float, seed: int) -> FloatArray:
    """The counts with a draw of what was needed on `days`, all of which were cut off at `beds`.

    The draw of a day depends on the seed, the series and its date only, so that more data leave it as it was.
    """
    counts = series.counts
    found = counts.copy()
    cut = np.zeros(len(counts), dtype=bool)
    cut[days] = True
    name = zlib.crc32(str(series.key).encode())
    for day in days:
        span = slice(max(0, day - _WINDOW_DAYS + 1), day + 1)
        known = ~np.isnan(counts[span])
        random = np.random.default_rng([seed, name, series.first_day.toordinal() + day])
        found[day] = _draw_above(counts[span][known], cut[span][known], beds, float(random.random()))
    return found


def _draw_above(
    values: FloatArray, cut: np.ndarray[tuple[int], np.dtype[np.bool_]], beds: float, chance: float
) -> float:
    """The quantile `chance` (0 to 1) of what is above `beds`, of the normal distribution that suits the values."""
    mean, deviation = float(values.mean()), max(float(values.std()), 0.5)
    most = beds * (1 + _MOST_EXCESS_SHARE)
    for _ in range(_ROUNDS):
        score = (beds - mean) / deviation
        hazard = float(np.exp(-(score**2) / 2 - special.log_ndtr(-score)) / np.sqrt(2 * np.pi))
        above = min(mean + deviation * hazard, most)
        left = deviation**2 * max(1 + score * hazard - hazard**2, 0.0)
        filled = np.where(cut, above, values)
        mean = float(filled.mean())
        deviation = max(float(np.sqrt(((filled - mean) ** 2 + np.where(cut, left, 0.0)).mean())), 0.5)
    # From above, so that a ceiling far out in the tail keeps its digits.
    share_above = float(special.ndtr((mean - beds) / deviation))
    drawn = mean - deviation * float(special.ndtri(max((1 - chance) * share_above, _SURE)))
    return float(np.clip(drawn, beds, most))
