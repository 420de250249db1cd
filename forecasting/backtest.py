"""Backtests: what the forecast of a series would have been at past origins, beside what happened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.calibration import LEAST_ORIGINS, calibrate
from forecasting.metrics import (
    MEDIAN,
    error_of_means,
    interval_coverage,
    mean_absolute_scaled_error,
    weighted_interval_score,
)
from forecasting.quantiles import FloatArray, Prediction
from forecasting.trials import Trials
from forecasting.weighting import combine, own_weights

_MOST_JUDGED = 12


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Forecasts from several origins, each made with what was known there.

    `origins` are the days of history known at each; `actual` has shape (n_origins, n_days) with NaN for unknown days;
    `error` and `errors` are those of expected values (`metrics.error_of_means`): of the combination, and of the forecasters
    alone over the same days, by name.
    """

    origins: tuple[int, ...]
    predictions: tuple[Prediction, ...]
    actual: FloatArray
    mase: float | None
    wis: float | None
    coverage_80: float | None
    error: float | None
    errors: dict[str, float]


def run_backtest(trials: Trials, weights: FloatArray | None = None) -> Backtest | None:
    """Judge the combination on the newest origins whose days are all over; None when there is none.

    At each, weights and quantiles come from the trials before it and what was known of them on that day. Given `weights`
    are used as they are.
    """
    rows = _judged(trials)
    if not rows or not trials.names:
        return None
    predictions = tuple(_predict(trials, row, weights) for row in rows)
    actual = trials.actual[list(rows)]
    quantiles = np.stack([prediction.quantiles for prediction in predictions])
    origins = tuple(trials.origins[row] for row in rows)
    means = np.stack([prediction.mean for prediction in predictions])
    alone = [error_of_means(actual, own) for own in trials.past[:, list(rows)]]
    return Backtest(
        origins,
        predictions,
        actual,
        mase=mean_absolute_scaled_error(actual, quantiles[..., MEDIAN], trials.history.counts[: origins[0]]),
        wis=weighted_interval_score(actual, quantiles),
        coverage_80=interval_coverage(actual, quantiles),
        error=error_of_means(actual, means),
        errors={name: own for name, own in zip(trials.names, alone, strict=True) if own is not None},
    )


def _judged(trials: Trials) -> tuple[int, ...]:
    n_days = trials.actual.shape[1]
    complete = [
        row
        for row, origin in enumerate(trials.origins)
        if row >= LEAST_ORIGINS and origin + n_days <= trials.history.n_days
    ]
    return tuple(complete[-_MOST_JUDGED:])


def _predict(trials: Trials, row: int, weights: FloatArray | None) -> Prediction:
    n_days = trials.actual.shape[1]
    days = np.array(trials.origins[:row])[:, np.newaxis] + np.arange(n_days)
    actual = np.where(days < trials.origins[row], trials.actual[:row], np.nan)
    past = trials.past[:, :row]
    own = own_weights(trials.names, past, actual) if weights is None else weights
    return calibrate(combine(own, past), actual, combine(own, trials.past[:, row]))
