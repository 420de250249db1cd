"""Intermittent demand: how often something comes, times how much comes (Teunter, Syntetos and Babai 2011).

Croston's method with the correction that matters for a ward: the chance is updated on every day, so that a demand
that has ended fades away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import signal

from forecasting.forecasters.past_errors import predict_with_past_errors
from forecasting.forecasters.protocol import Context
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries

_LEAST_DAYS = 28
_MOST_SHARE = 0.7
_RATES = ((0.02, 0.05), (0.05, 0.1), (0.1, 0.1))
"""Smoothing of the chance and of the size."""


@dataclass(frozen=True, slots=True)
class FittedIntermittent:
    """Smoothing rates of the chance that anything comes and of how much."""

    chance: float
    size: float

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """The same for each day: chance times size."""
        demand = _demand(history.counts, self.chance, self.size)
        return np.repeat(demand[np.asarray(origins) - 1][:, np.newaxis], n_days, axis=1)

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """With the spread of past errors."""
        return predict_with_past_errors(self.means, history, n_days)


@dataclass(frozen=True, slots=True)
class Intermittent:
    """For series with many days of none. Needs four weeks."""

    name: str = "intermittent"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short, or something comes on most days."""
        if history.n_days < _LEAST_DAYS:
            return f"{history.n_days} days are less than four weeks"
        share = float((history.known > 0).mean())
        return f"something comes on {100 * share:.0f} % of days" if share > _MOST_SHARE else None

    def fit(self, history: DailySeries, context: Context) -> FittedIntermittent:  # noqa: ARG002 - no holidays
        """Rates with the least squared error one day ahead; absolute errors would favour a forecast of zero."""
        known = ~np.isnan(history.counts[1:])
        errors = [
            float(np.mean((history.counts[1:] - _demand(history.counts, *rates)[:-1])[known] ** 2))
            if known.any()
            else 0.0
            for rates in _RATES
        ]
        return FittedIntermittent(*_RATES[int(np.argmin(errors))])


def _demand(counts: FloatArray, chance: float, size: float) -> FloatArray:
    """Chance times size after each day; unknown days change neither."""
    known = ~np.isnan(counts)
    seen = counts[known]
    comes = (seen > 0).astype(float)
    chances = _smooth(comes, chance, float(comes[:_LEAST_DAYS].mean()))
    positive = seen[seen > 0]
    if not positive.size:
        return np.zeros(len(counts))
    sizes = np.concatenate([[positive[0]], _smooth(positive, size, float(positive[0]))])
    demand = chances * sizes[np.cumsum(seen > 0)]
    position = np.maximum(np.cumsum(known) - 1, 0)
    return np.asarray(demand[position])


def _smooth(values: FloatArray, rate: float, start: float) -> FloatArray:
    smoothed, _ = signal.lfilter([rate], [1, rate - 1], values, zi=[(1 - rate) * start])
    return np.asarray(smoothed, dtype=float)
