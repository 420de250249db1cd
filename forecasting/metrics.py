"""Accuracy of forecasts, as pure functions of arrays.

`actual` may hold NaN for unknown values, which are left out. A metric that is not defined is None, never 0 or infinite.
"""

from __future__ import annotations

import numpy as np

from forecasting.quantiles import LEVELS, FloatArray

MEDIAN = int(np.searchsorted(LEVELS, 0.5))
"""The position of the median on the last axis of quantiles."""

WEEK = 7
_SMALL_COUNTS = 8.0
"""Below this mean the middle of a count lies visibly beside its mean."""


def mean_absolute_error(actual: FloatArray, predicted: FloatArray) -> float | None:
    """Mean of |actual - predicted|; None when nothing is known."""
    return _mean(np.abs(actual - predicted))


def mean_is_small(actual: FloatArray) -> bool:
    """Whether these are small counts, whose expected values must be judged by squared errors.

    Of a count that is mostly 0, the forecast with the least absolute error is 0, whatever arrives; the mean has the least
    squared one (Gneiting 2011).
    """
    known = actual[~np.isnan(actual)]
    return bool(known.size) and float(known.mean()) < _SMALL_COUNTS


def error_of_means(actual: FloatArray, expected: FloatArray) -> float | None:
    """How far expected values lie from what happened: mean of |error|, or for small counts the root of its mean square."""
    if not mean_is_small(actual):
        return mean_absolute_error(actual, expected)
    square = _mean((actual - expected) ** 2)
    return None if square is None else float(np.sqrt(square))


def weighted_percentage_error(actual: FloatArray, predicted: FloatArray) -> float | None:
    """Sum of |actual - predicted| over the sum of actual, as a share; days of none count with what was forecast for them.

    None when nothing is known or everything is zero.
    """
    known = ~np.isnan(actual)
    total = float(actual[known].sum())
    return float(np.abs(actual - predicted)[known].sum()) / total if total > 0 else None


def percentage_error(actual: FloatArray, predicted: FloatArray) -> tuple[float | None, int]:
    """Mean of |actual - predicted| / actual over days with something to divide by, and how many days these are.

    For reading only: a forecaster chosen by it would be free to forecast anything for empty days.
    """
    positive = actual > 0
    return _mean(np.abs(actual - predicted)[positive] / actual[positive]), int(positive.sum())


def bias(actual: FloatArray, predicted: FloatArray) -> float | None:
    """Mean of predicted - actual: positive when the forecast is too high; None when nothing is known."""
    return _mean(predicted - actual)


def seasonal_scale(history: FloatArray, season: int = WEEK) -> float | None:
    """Mean absolute change from one season to the next; None when it is zero or unknown."""
    if len(history) <= season:
        return None
    scale = _mean(np.abs(history[season:] - history[:-season]))
    return scale if scale is not None and scale > 0 else None


def mean_absolute_scaled_error(
    actual: FloatArray, predicted: FloatArray, history: FloatArray, season: int = WEEK
) -> float | None:
    """MAE over the in-sample MAE of the seasonal naive forecast (Hyndman and Koehler 2006).

    None when the history never changes from season to season: a constant series has no scale.
    """
    scale = seasonal_scale(history, season)
    error = mean_absolute_error(actual, predicted)
    return None if scale is None or error is None else error / scale


def pinball_loss(actual: FloatArray, quantiles: FloatArray) -> FloatArray:
    """Quantile loss of each level, shape (n, n_levels); `quantiles` has that shape, `actual` (n,)."""
    error = actual[..., np.newaxis] - quantiles
    return np.maximum(LEVELS * error, (LEVELS - 1) * error)


def weighted_interval_score(actual: FloatArray, quantiles: FloatArray) -> float | None:
    """Mean weighted interval score (Bracher and others 2021, equation 2) of the median and the central intervals.

    (|y - median| / 2 + sum of alpha / 2 * interval score) / (number of intervals + 1/2). None when nothing is known.
    """
    n_intervals = MEDIAN
    lower, upper = quantiles[..., :n_intervals], quantiles[..., : -n_intervals - 1 : -1]
    alpha = 2 * LEVELS[:n_intervals]
    y = actual[..., np.newaxis]
    outside = np.maximum(lower - y, 0) + np.maximum(y - upper, 0)
    scores = (alpha / 2 * (upper - lower) + outside).sum(axis=-1)
    return _mean((np.abs(actual - quantiles[..., MEDIAN]) / 2 + scores) / (n_intervals + 0.5))


def interval_coverage(actual: FloatArray, quantiles: FloatArray, level: float = 0.8) -> float | None:
    """Share of actual values within the central interval of `level`, bounds included; None when nothing is known.

    Raises ValueError when the bounds are not among QUANTILE_LEVELS.
    """
    bounds = [np.flatnonzero(np.isclose(LEVELS, tail)) for tail in ((1 - level) / 2, (1 + level) / 2)]
    if any(found.size == 0 for found in bounds):
        raise ValueError(f"no quantiles for the central interval of {level}")
    lower, upper = (quantiles[..., int(found[0])] for found in bounds)
    inside = (lower <= actual) & (actual <= upper)
    return _mean(np.where(np.isnan(actual), np.nan, inside))


def _mean(values: FloatArray) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else None
