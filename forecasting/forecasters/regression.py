"""Regression on the calendar with a slowly corrected level: weekday, time of year, holidays and the days around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.inputs import Measure
from forecasting.forecasters.calendar_regression import (
    Candidate,
    FittedCalendarRegression,
    fit_calendar_regression,
    half_life,
)
from forecasting.forecasters.protocol import Context
from forecasting.level_errors import ErrorProcess
from forecasting.series import DailySeries

_LEAST_DAYS = 84
_MEMORIES = (180.0, 730.0)
"""Weekdays change over the years; the time of year needs several of them."""
_ALONE = tuple(
    Candidate(ErrorProcess(half_life(days), phi), memory)
    for days, phi in ((28, 0.0), (14, 0.0), (56, 0.0), (112, 0.0), (16, 0.5), (8, 0.5))
    for memory in _MEMORIES
)
_ARRIVALS = frozenset({Measure.ATTENDANCES, Measure.ADMISSIONS, Measure.TRANSFERS_IN})
_SHARED = tuple(
    Candidate(ErrorProcess(half_life(own), 0.0), memory, ErrorProcess(half_life(common), 0.0))
    for own, common in ((28, 7), (28, 14), (56, 14), (112, 14), (56, 28))
    for memory in _MEMORIES
)


@dataclass(frozen=True, slots=True)
class Regression:
    """On logarithms (small counts: on the mean). Needs twelve weeks; the time of year is shared among sister series."""

    name: str = "regression"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short, or never changing."""
        if history.n_days < _LEAST_DAYS:
            return f"{history.n_days} days are less than twelve weeks"
        if np.ptp(history.known) == 0:
            return "the series never changes"
        return None

    def fit(self, history: DailySeries, context: Context) -> FittedCalendarRegression:
        """Effects by least squares given the level; how fast the level moves by trial. Raises ForecasterError.

        Arrivals of a region come and go together, so that their level is also sought in what sister series have in
        common; occupied beds and devices remember each their own past (tried: beds of nine states were no better for it).
        """
        shared = _SHARED if history.key.measure in _ARRIVALS else ()
        return fit_calendar_regression(history, context, (*_ALONE, *shared), yearly=True)
