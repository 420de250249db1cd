"""Predictive distributions of daily counts: quantiles on QUANTILE_LEVELS, and sample paths drawn from them.

Every forecaster hands over a `Prediction`; whatever distribution it thinks in, it ends here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from data.forecast import QUANTILE_LEVELS

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

LEVELS: FloatArray = np.array(QUANTILE_LEVELS)
_SCORES: FloatArray = special.ndtri(LEVELS)
_FINE = (np.arange(400) + 0.5) / 400
_DECIMALS = 6
"""Rounding that hides the last bits, which differ with the number of threads of a linear algebra library."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """`mean` per day, shape (n_days,), and `quantiles`, shape (n_days, n_levels), never negative, never falling."""

    mean: FloatArray
    quantiles: FloatArray

    def tail(self, n_days: int) -> Prediction:
        """The last `n_days` days."""
        start = len(self.mean) - n_days
        return Prediction(self.mean[start:], self.quantiles[start:])

    def scaled(self, factors: FloatArray) -> Prediction:
        """Each day multiplied by its factor (>= 0)."""
        return Prediction(self.mean * factors, self.quantiles * factors[:, np.newaxis])

    def shifted(self, amounts: FloatArray) -> Prediction:
        """Each day with its amount added; below zero there is nothing."""
        quantiles = np.maximum(self.quantiles + amounts[:, np.newaxis], 0.0)
        return Prediction(np.maximum(self.mean + amounts, 0.0), quantiles)


def predict_counts(mean: FloatArray, variance: FloatArray) -> Prediction:
    """The prediction of counts with these means and variances, each of shape (n_days,).

    More variance than mean (the usual case) gives a negative binomial distribution; less gives a normal one cut at
    zero, which keeps a nearly constant series (occupied beds of a small unit) as narrow as it is; none gives the mean.
    Negative means count as zero.
    """
    mean, variance = (np.maximum(values, 0.0).round(_DECIMALS) for values in (mean, variance))
    quantiles = mean[:, np.newaxis] + np.sqrt(variance)[:, np.newaxis] * _SCORES
    wide = (variance > mean) & (mean > 0)
    if wide.any():
        m, v = mean[wide, np.newaxis], variance[wide, np.newaxis]
        quantiles[wide] = stats.nbinom.ppf(LEVELS, m * m / (v - m), m / v)
    return Prediction(mean, orderly(quantiles))


def orderly(quantiles: FloatArray) -> FloatArray:
    """Quantiles along the last axis without negative values and without crossings."""
    return np.maximum.accumulate(np.maximum(quantiles, 0.0), axis=-1)


def quantile_means(quantiles: FloatArray) -> FloatArray:
    """Means of the distributions with these quantiles (n, n_levels), straight between them, cut beyond them; shape (n,)."""
    return np.array([np.interp(_FINE, LEVELS, row).mean() for row in quantiles])


def sample_paths(
    prediction: Prediction, correlation: float, n_samples: int, random: np.random.Generator
) -> IntArray:
    """Whole-number paths, shape (n_samples, n_days), whose days follow the prediction.

    `correlation` (0 to below 1) is that between the normal scores of any two days: an error in the level stays for
    the whole horizon, so that sums over days are as uncertain as they should be. Values between and beyond the
    levels are interpolated on the scores; rounding is random, so that the mean of small counts is kept.
    """
    n_days = len(prediction.mean)
    shared = random.standard_normal((n_samples, 1))
    own = random.standard_normal((n_samples, n_days))
    return paths_at(prediction, np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own, random)


def paths_at(prediction: Prediction, scores: FloatArray, random: np.random.Generator) -> IntArray:
    """Whole-number paths at normal scores, both (n_samples, n_days); see `sample_paths`."""
    paths = np.empty(scores.shape)
    for day in range(scores.shape[1]):
        drawn = _interpolate(scores[:, day], prediction.quantiles[day])
        average = drawn.mean()
        paths[:, day] = drawn * (prediction.mean[day] / average) if average > 0 else prediction.mean[day]
    return np.floor(paths + random.random(paths.shape)).astype(np.int64)


def _interpolate(scores: FloatArray, quantiles: FloatArray) -> FloatArray:
    upper = np.clip(np.searchsorted(_SCORES, scores), 1, len(_SCORES) - 1)
    left, right = _SCORES[upper - 1], _SCORES[upper]
    low, high = quantiles[upper - 1], quantiles[upper]
    return np.maximum(low + (scores - left) * (high - low) / (right - left), 0.0)


def path_quantiles(paths: NDArray[np.number]) -> FloatArray:
    """Quantiles on QUANTILE_LEVELS over the first axis: shape (n_samples, n_times) becomes (n_times, n_levels).

    Mid-quantiles (Ma, Genton and Parzen 2011): each value stands in the middle of its probability and quantiles lie straight
    between. Whole-number bounds of small counts would hold more than they say, as both of their ends count as inside.
    """
    ordered = np.sort(paths, axis=0).T
    found = np.empty((len(ordered), len(LEVELS)))
    for row, values in zip(found, ordered, strict=True):
        starts = np.concatenate([[0], np.flatnonzero(np.diff(values)) + 1])
        ends = np.append(starts[1:], len(values))
        row[:] = np.interp(LEVELS, (starts + ends) / (2 * len(values)), values[starts])
    return orderly(found)
