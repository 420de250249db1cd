"""Theta (Assimakopoulos and Nikolopoulos 2000): exponential smoothing with half the slope of the long trend.

In the form of Hyndman and Billah (2003): simple exponential smoothing with drift, on values without their weekday pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import signal

from forecasting.forecasters.gaps import without_gaps
from forecasting.forecasters.past_errors import predict_with_past_errors
from forecasting.forecasters.protocol import Context
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries

_WEEK = 7
_LEAST_DAYS = 56
_SLOPE_DAYS = 364
_ALPHAS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
_PATTERN_WEEKS = 26


@dataclass(frozen=True, slots=True, eq=False)
class FittedTheta:
    """Smoothing, weekday factors (by position in the history) and drift a day as a share of the level."""

    alpha: float
    factors: FloatArray
    drift: float

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """Level times weekday, with the drift; never negative."""
        values = without_gaps(history.counts)
        level = _smooth(values / np.resize(self.factors, len(values)), self.alpha)
        ahead = np.arange(n_days)
        at = np.asarray(origins)[:, np.newaxis]
        growth = np.maximum(1 + self.drift * (ahead + 1), 0.0)
        return np.asarray(level[at - 1] * growth * self.factors[(at + ahead) % _WEEK])

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """With the spread of past errors."""
        return predict_with_past_errors(self.means, history, n_days)


@dataclass(frozen=True, slots=True)
class Theta:
    """Needs eight weeks, and something to count on most days."""

    name: str = "theta"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short, or mostly zeros: weekday factors divide."""
        if history.n_days < _LEAST_DAYS:
            return f"{history.n_days} days are less than eight weeks"
        if np.median(history.known) < 1:
            return "most days are zero"
        return None

    def fit(self, history: DailySeries, context: Context) -> FittedTheta:  # noqa: ARG002 - holidays are not used
        """Weekday factors from the last half year, the slope of the last year, alpha by one-step errors."""
        values = without_gaps(history.counts)
        recent = values[-_PATTERN_WEEKS * _WEEK :]
        position = (len(values) - len(recent) + np.arange(len(recent))) % _WEEK
        factors = np.array([np.median(recent[position == day]) for day in range(_WEEK)])
        factors = np.maximum(factors / max(float(factors.mean()), 0.1), 0.05)
        plain = values / np.resize(factors, len(values))
        span = plain[-_SLOPE_DAYS:]
        slope = np.polyfit(np.arange(len(span)), span, 1)[0] if len(span) == _SLOPE_DAYS else 0.0
        errors = [float(np.abs(plain[1:] - _smooth(plain, alpha)[:-1]).mean()) for alpha in _ALPHAS]
        drift = 0.5 * float(slope) / max(float(span.mean()), 0.1)
        return FittedTheta(_ALPHAS[int(np.argmin(errors))], factors, drift)


def _smooth(values: FloatArray, alpha: float) -> FloatArray:
    start = float(values[:_WEEK].mean())
    smoothed, _ = signal.lfilter([alpha], [1, alpha - 1], values, zi=[(1 - alpha) * start])
    return np.asarray(smoothed, dtype=float)
