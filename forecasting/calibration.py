"""Calibrated quantiles: how far forecasts were off in trials, as many days ahead (split conformal prediction).

Errors are measured between square roots, where counts of any size spread alike, and scaled by their usual size so many days
ahead, which is smoothed over neighbouring days. All scaled errors together, those of recent origins most, give the
shape of the distribution; it is taken as symmetric there, which makes it skewed for counts. Never negative, never crossing.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from forecasting.quantiles import LEVELS, FloatArray, Prediction, orderly, predict_counts, quantile_means

LEAST_ORIGINS = 5
_HALF_LIFE_ORIGINS = 13.0
_DEGREES = 30.0
"""The size of errors is itself estimated: quantiles are wider by as much as those of Student's t are than the normal's."""
_NEIGHBOURS = 3
"""Days up to a third of the days ahead before and after share their scale."""
_SMALL_MEAN, _LARGE_MEAN = 4.0, 6.0
"""Between these means both distributions are mixed: a forecast that drifts across a limit must not jump."""
_SHIFT = 0.25
_LEAST_SCALE = 1e-9
_DECIMALS = 6
_WIDER = np.ones(len(LEVELS))
_OFF_MEDIAN = ~np.isclose(LEVELS, 0.5)
_WIDER[_OFF_MEDIAN] = stats.t.ppf(LEVELS[_OFF_MEDIAN], _DEGREES) / stats.norm.ppf(LEVELS[_OFF_MEDIAN])


def calibrate(past: FloatArray, actual: FloatArray, centre: FloatArray) -> Prediction:
    """The distribution around `centre` (n_days,), from forecasts and counts of trials, both (n_origins, n_days).

    `actual` may hold NaN. Small counts (a mean below four) get a negative binomial with the dispersion of the trials, as
    their steps are too coarse for quantiles of errors; from six on errors alone count, and between both their quantiles
    are averaged. Without any known error the counts are taken as Poisson.
    """
    known = ~np.isnan(actual)
    n_origins = len(actual)
    weights = 0.5 ** (np.arange(n_origins - 1, -1, -1) / _HALF_LIFE_ORIGINS)[:, np.newaxis] * known
    if not known.any():
        return predict_counts(centre, centre)
    large = float(np.clip((centre.mean() - _SMALL_MEAN) / (_LARGE_MEAN - _SMALL_MEAN), 0.0, 1.0))
    if large == 1:
        return _from_errors(past, actual, centre, weights)
    squares = np.where(known, (actual - past) ** 2 / np.maximum(past, 0.1), 0.0)
    small = predict_counts(centre, np.maximum(centre, 0.1) * _by_day_ahead(squares, weights))
    if large == 0:
        return small
    from_errors = _from_errors(past, actual, centre, weights)
    return Prediction(
        large * from_errors.mean + (1 - large) * small.mean,
        large * from_errors.quantiles + (1 - large) * small.quantiles,
    )


def _from_errors(past: FloatArray, actual: FloatArray, centre: FloatArray, weights: FloatArray) -> Prediction:
    """The distribution of past errors around `centre`; `weights` (n_origins, n_days) are 0 where nothing is known."""
    known = ~np.isnan(actual)
    errors = np.where(known, _root(actual) - _root(past), 0.0)
    scale = np.maximum(_by_day_ahead(np.abs(errors), weights), _LEAST_SCALE)
    scaled, own = (errors / scale)[known], weights[known]
    shape = _quantiles(np.concatenate([scaled, -scaled]), np.concatenate([own, own])) * _WIDER
    roots = _root(centre)[:, np.newaxis] + scale[:, np.newaxis] * shape
    quantiles = orderly((np.maximum(roots, 0.0) ** 2 - _SHIFT).round(_DECIMALS))
    return Prediction(quantile_means(quantiles), quantiles)


def _root(counts: FloatArray) -> FloatArray:
    return np.asarray(np.sqrt(np.maximum(counts, 0.0) + _SHIFT))


def _by_day_ahead(sizes: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted mean for each number of days ahead and its neighbours, shape (n_days,)."""
    totals, counts = (sizes * weights).sum(axis=0), weights.sum(axis=0)
    n_days = len(totals)
    found = np.empty(n_days)
    for day in range(n_days):
        reach = max(1, day // _NEIGHBOURS)
        near = slice(max(0, day - reach), day + reach + 1)
        n_known = counts[near].sum()
        found[day] = totals[near].sum() / n_known if n_known > 0 else totals.sum() / counts.sum()
    return found


def _quantiles(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted quantiles on LEVELS, each value in the middle of its weight."""
    order = np.argsort(values, kind="stable")
    ordered, own = values[order], weights[order]
    position = np.cumsum(own) - own / 2
    return np.interp(LEVELS, position / own.sum(), ordered)
