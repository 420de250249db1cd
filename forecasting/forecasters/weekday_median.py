"""Weekday median: each day as the median of the same weekday in the last eight weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.forecasters.past_errors import predict_with_past_errors
from forecasting.forecasters.protocol import Context
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries

_WEEK = 7
_WEEKS = 8
_LEAST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class WeekdayMedian:
    """What a good charge nurse would do with a pencil. Needs four weeks; odd days do not move it."""

    name: str = "weekday_median"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short a history."""
        if history.n_days < _LEAST_WEEKS * _WEEK:
            return f"{history.n_days} days are less than four weeks"
        return None

    def fit(self, history: DailySeries, context: Context) -> WeekdayMedian:  # noqa: ARG002 - no parameters
        """Nothing to find."""
        return self

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """Medians of the known days; a weekday that is unknown in all eight weeks takes the median of the others."""
        span = _WEEKS * _WEEK
        padded = np.concatenate([np.full(span, np.nan), history.counts])
        rows = np.empty((len(origins), n_days))
        for number, origin in enumerate(origins):
            weeks = padded[origin : origin + span].reshape(_WEEKS, _WEEK)
            known = ~np.isnan(weeks)
            if not known.any():
                weeks, known = np.full((1, _WEEK), np.nanmedian(history.counts[:origin])), known[:1] | True
            usual = float(np.median(weeks[known]))
            medians = [
                float(np.median(weeks[known[:, day], day])) if known[:, day].any() else usual
                for day in range(_WEEK)
            ]
            rows[number] = np.resize(medians, n_days)
        return rows

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """With the spread of past errors."""
        return predict_with_past_errors(self.means, history, n_days)
