"""Seasonal naive: each day as the same weekday last week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.forecasters.protocol import Context
from forecasting.quantiles import Prediction, predict_counts
from forecasting.series import DailySeries

_WEEK = 7
_ERROR_DAYS = 364
"""Days of errors behind the spread."""


@dataclass(frozen=True, slots=True)
class SeasonalNaive:
    """The yardstick that every other forecaster has to beat. Needs two weeks."""

    name: str = "seasonal_naive"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short a history."""
        if history.n_days < 2 * _WEEK:
            return f"{history.n_days} days are less than two weeks"
        return None

    def fit(self, history: DailySeries, context: Context) -> SeasonalNaive:  # noqa: ARG002 - no parameters
        """Nothing to find."""
        return self

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """Last week repeated; the spread is that of the same forecasts made through the last year.

        An unknown day is taken from the week before it, and so on.
        """
        values = history.counts
        filled = values.copy()
        for day in range(_WEEK, len(filled)):
            if np.isnan(filled[day]):
                filled[day] = filled[day - _WEEK]
        last_week = filled[-_WEEK:]
        last_week = np.where(np.isnan(last_week), np.nanmean(last_week), last_week)
        mean = np.resize(last_week, n_days)
        weeks_ahead = np.arange(n_days) // _WEEK + 1
        variances = [_error_variance(values, filled, int(weeks)) for weeks in range(1, weeks_ahead[-1] + 1)]
        variance = np.maximum.accumulate(variances)[weeks_ahead - 1]
        return predict_counts(mean, variance)


def _error_variance(values: np.ndarray, filled: np.ndarray, weeks: int) -> float:
    """Mean squared error of the forecast so many weeks ahead; one week ahead where the history is too short."""
    lag = min(weeks * _WEEK, (len(values) - 1) // _WEEK * _WEEK)
    errors = (values[lag:] - filled[:-lag])[-_ERROR_DAYS:]
    errors = errors[~np.isnan(errors)]
    return float(np.mean(errors**2)) if errors.size else float(np.nanvar(values))
