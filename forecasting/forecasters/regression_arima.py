"""Regression on weekday and holidays with ARIMA(1,1,1) errors: for beds and devices, whose level wanders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.forecasters.calendar_regression import (
    Candidate,
    FittedCalendarRegression,
    fit_calendar_regression,
    half_life,
)
from forecasting.forecasters.protocol import Context
from forecasting.level_errors import ErrorProcess
from forecasting.series import DailySeries

_LEAST_DAYS = 56
_CANDIDATES = tuple(
    Candidate(ErrorProcess(half_life(days), phi), memory)
    for days, phi in ((8, 0.5), (16, 0.5), (4, 0.3), (8, 0.7), (2, 0.0), (8, 0.0), (32, 0.0))
    for memory in (90.0, 365.0)
)


@dataclass(frozen=True, slots=True)
class RegressionArima:
    """No time of year: what moves slowly is the level's business. Needs eight weeks."""

    name: str = "regression_arima"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short, or never changing."""
        if history.n_days < _LEAST_DAYS:
            return f"{history.n_days} days are less than eight weeks"
        if np.ptp(history.known) == 0:
            return "the series never changes"
        return None

    def fit(self, history: DailySeries, context: Context) -> FittedCalendarRegression:
        """Effects by generalised least squares; the process of the errors by trial. Raises ForecasterError."""
        return fit_calendar_regression(history, context, _CANDIDATES, yearly=False)
