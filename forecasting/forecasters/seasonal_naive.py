"""Seasonal naive: each day as the same weekday last week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.forecasters.protocol import Context
from forecasting.quantiles import FloatArray, Prediction, predict_counts
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

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """The last week before each origin, repeated."""
        filled = _filled(history.counts)
        rows = np.empty((len(origins), n_days))
        for number, origin in enumerate(origins):
            week = filled[origin - _WEEK : origin]
            unknown = np.isnan(week)
            if unknown.any():
                known = week[~unknown] if not unknown.all() else history.before(origin).known
                week = np.where(unknown, known.mean(), week)
            rows[number] = np.resize(week, n_days)
        return rows

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """Last week repeated; the spread is that of the same forecasts made through the last year.

        An unknown day is taken from the week before it, and so on.
        """
        values, filled = history.counts, _filled(history.counts)
        mean = self.means(history, [history.n_days], n_days)[0]
        weeks_ahead = np.arange(n_days) // _WEEK + 1
        variances = [_error_variance(values, filled, int(weeks)) for weeks in range(1, weeks_ahead[-1] + 1)]
        variance = np.maximum.accumulate(variances)[weeks_ahead - 1]
        return predict_counts(mean, variance)


def _filled(values: FloatArray) -> FloatArray:
    """Unknown days as the same weekday the week before, where that is known."""
    filled = values.copy()
    for day in np.flatnonzero(np.isnan(values)):
        if day >= _WEEK:
            filled[day] = filled[day - _WEEK]
    return filled


def _error_variance(values: FloatArray, filled: FloatArray, weeks: int) -> float:
    """Mean squared error of the forecast so many weeks ahead; one week ahead where the history is too short."""
    lag = min(weeks * _WEEK, (len(values) - 1) // _WEEK * _WEEK)
    errors = (values[lag:] - filled[:-lag])[-_ERROR_DAYS:]
    errors = errors[~np.isnan(errors)]
    return float(np.mean(errors**2)) if errors.size else float(np.nanvar(values))
