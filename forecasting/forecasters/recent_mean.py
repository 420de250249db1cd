"""The mean of the last four weeks, with wide bounds: for a history that is too short for anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.forecasters.protocol import Context
from forecasting.quantiles import FloatArray, Prediction, predict_counts
from forecasting.series import DailySeries

_DAYS = 28


@dataclass(frozen=True, slots=True)
class RecentMean:
    """Needs one day. Takes part only where the others cannot."""

    name: str = "recent_mean"

    def why_not(self, history: DailySeries) -> str | None:  # noqa: ARG002 - it always can
        """Always None."""
        return None

    def fit(self, history: DailySeries, context: Context) -> RecentMean:  # noqa: ARG002 - no parameters
        """Nothing to find."""
        return self

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """The mean of the four weeks before each origin."""
        levels = [float(history.before(origin).last(_DAYS).known.mean()) for origin in origins]
        return np.repeat(np.array(levels)[:, np.newaxis], n_days, axis=1)

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """The same distribution for each day.

        The variance is that of the days seen, at least that of a Poisson count while there are less than two weeks,
        plus that of the mean. A single day says nothing about the spread: its variance is taken as value squared.
        """
        days = history.last(_DAYS).known
        mean = float(days.mean())
        if len(days) == 1:
            variance = mean + mean * mean
        else:
            spread = float(days.var(ddof=1))
            floor = mean if len(days) < _DAYS / 2 else 0.0
            variance = max(spread, floor) * (1 + 1 / len(days))
        return predict_counts(np.full(n_days, mean), np.full(n_days, variance))
