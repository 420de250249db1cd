"""The distribution of a forecaster by itself, from the errors it would have made through the last year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from forecasting.quantiles import FloatArray, Prediction, predict_counts
from forecasting.series import DailySeries

_ERROR_DAYS = 364
_STEP_DAYS = 8
_LEAST_DAYS = 14

Means: TypeAlias = Callable[[DailySeries, Sequence[int], int], FloatArray]
"""`FittedForecaster.means`."""


def predict_with_past_errors(means: Means, history: DailySeries, n_days: int) -> Prediction:
    """Negative binomial around the central forecast, with the dispersion of past errors as many days ahead.

    Dispersion is the mean of (count - forecast)^2 / forecast over origins of the last year; it never falls with the days
    ahead. A history with no room for errors takes the counts for Poisson.
    """
    centre = means(history, [history.n_days], n_days)[0]
    first = max(history.n_days - _ERROR_DAYS, _LEAST_DAYS)
    origins = list(range(history.n_days - 1, first - 1, -_STEP_DAYS))
    if not origins:
        return predict_counts(centre, centre)
    days = np.array(origins)[:, np.newaxis] + np.arange(n_days)
    padded = np.concatenate([history.counts, np.full(n_days, np.nan)])
    expected = means(history, origins, n_days)
    errors = (padded[days] - expected) ** 2 / np.maximum(expected, 0.1)
    n_known = (~np.isnan(errors)).sum(axis=0)
    total = np.nansum(errors, axis=0)
    dispersion = np.divide(total, n_known, out=np.zeros(n_days), where=n_known > 0)
    return predict_counts(centre, np.maximum(centre, 0.1) * np.maximum.accumulate(dispersion))
