"""Where a count lies in its forecast: as a standard normal score, and inside its intervals, also where it was cut off.

A count that a full unit cut off is only known to be at least so large. It gets what its score, its share inside an interval
or itself would be on average, if the forecast were right, given that much (as in Tobin 1958): a right forecast of demand
then looks right, and one below the beds too low.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from forecasting.metrics import MEDIAN
from forecasting.quantiles import LEVELS, FloatArray

BoolArray = NDArray[np.bool_]

_MOST = 4.0
"""A single day counts at most as so many standard deviations: one odd day is no change of level."""
_SCORES: FloatArray = special.ndtri(LEVELS)
_PARTS = (np.arange(200) + 0.5) / 200
"""Levels at which the part of a distribution above a count is looked at."""


def normal_scores(quantiles: FloatArray, actual: FloatArray, at_least: BoolArray | None = None) -> FloatArray:
    """Where each value lies in its forecast, as a standard normal score, shape (n,), cut at four.

    Straight between quantiles; a value on several equal ones (counts) gets the mean of their scores; beyond the outer ones
    as far as the distribution is wide there. `at_least` (n,) marks counts that were cut off.
    """
    below = (quantiles < actual[:, np.newaxis]).sum(axis=1)
    upto = (quantiles <= actual[:, np.newaxis]).sum(axis=1)
    n_levels, rows = len(LEVELS), np.arange(len(actual))
    summed = np.concatenate([[0.0], np.cumsum(_SCORES)])
    tied = (summed[upto] - summed[below]) / np.maximum(upto - below, 1)
    left, right = np.clip(below - 1, 0, n_levels - 2), np.clip(below, 1, n_levels - 1)
    low, high = quantiles[rows, left], quantiles[rows, right]
    share = np.divide(actual - low, high - low, out=np.zeros(len(actual)), where=high > low)
    between = _SCORES[left] + share * (_SCORES[right] - _SCORES[left])
    scores = np.where(upto > below, tied, between)
    for edge, outside in ((0, (upto == 0)), (n_levels - 1, below == n_levels)):
        away = actual - quantiles[:, edge]
        width = np.abs(quantiles[:, edge] - quantiles[:, MEDIAN]) / abs(_SCORES[edge])
        # A forecast without any width was sure of its count: one count more is one step.
        scores = np.where(outside, _SCORES[edge] + away / np.where(width > 0, width, 1.0), scores)
    scores = np.clip(scores, -_MOST, _MOST)
    if at_least is None or not at_least.any():
        return np.asarray(scores)
    # The mean of a standard normal above its lower bound; for a bound far out the bound itself.
    least = np.where(below > 0, special.ndtri(levels_below(quantiles, actual)), -_MOST)
    above = np.exp(-(least**2) / 2 - special.log_ndtr(-least)) / np.sqrt(2 * np.pi)
    return np.asarray(
        np.where(at_least, np.where(below < n_levels, np.minimum(above, _MOST), scores), scores)
    )


def levels_below(quantiles: FloatArray, actual: FloatArray) -> FloatArray:
    """The chance of less than each value by its forecast, straight between quantiles, shape (n,); the outer levels beyond."""
    return np.array(
        [
            np.interp(value, row[first], LEVELS[first])
            for value, row in zip(actual, quantiles, strict=True)
            for first in (np.flatnonzero(np.diff(row, prepend=-np.inf) > 0),)
        ]
    )


def shares_inside(
    quantiles: FloatArray, actual: FloatArray, nominal: float = 0.8, at_least: BoolArray | None = None
) -> FloatArray:
    """How far each value lies within the central interval of `nominal`, from 0 to 1, shape (n,).

    A count that stands at several quantiles is inside with the share of their levels that is: the whole numbers of a small
    ward otherwise lie on the bounds so often that right intervals look too wide. One that was cut off may be anywhere above.
    """
    below = (quantiles < actual[:, np.newaxis]).sum(axis=1)
    upto = (quantiles <= actual[:, np.newaxis]).sum(axis=1)
    levels = np.concatenate([[0.0], LEVELS, [1.0]])
    start, end = levels[below], levels[upto + 1]
    if at_least is not None:
        between = at_least & (below > 0) & (below < len(LEVELS))
        start[between] = levels_below(quantiles[between], actual[between])
        end = np.where(at_least, 1.0, end)
    inside = np.minimum(end, 0.5 + nominal / 2) - np.maximum(start, 0.5 - nominal / 2)
    return np.asarray(np.maximum(inside, 0.0) / (end - start))


def mean_above(quantiles: FloatArray, least: FloatArray) -> FloatArray:
    """The mean of each distribution above `least`, shape (n,); `least` where it lies beyond the outer quantile."""
    found = np.empty(len(least))
    for number, (row, bound) in enumerate(zip(quantiles, least, strict=True)):
        values = np.interp(_PARTS, LEVELS, row)
        above = values[values > bound]
        found[number] = above.mean() if above.size else bound
    return found
