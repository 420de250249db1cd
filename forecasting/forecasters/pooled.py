"""Calendar effects of the series itself, around a level that goes on as levels of its kind did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.common_course import noise_of
from forecasting.forecasters.calendar_regression import (
    Candidate,
    FittedCalendarRegression,
    fit_calendar_regression,
    half_life,
)
from forecasting.forecasters.past_errors import predict_with_past_errors
from forecasting.forecasters.protocol import Context, NotSuitedError
from forecasting.level_errors import ErrorProcess
from forecasting.pooled_levels import PooledLevels
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import YEARLY_FROM_DAYS, DailySeries

LEAST_DAYS = 200
_PROCESS = ErrorProcess(half_life(16), 0.5)
_WEEK_MEMORIES, _YEAR_MEMORIES = (90.0, 180.0), (365.0,)
"""Calendars of several memories are averaged, as each did in trials."""


@dataclass(frozen=True, slots=True, eq=False)
class FittedPooled:
    """The calendar of one series, and what its sisters taught about levels."""

    calendar: FittedCalendarRegression
    levels: PooledLevels
    noise: float

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """The calendar's effects around the level expected for each day ahead."""
        curve, errors = self.calendar.around(history, max(origins) + n_days)
        ahead = self.levels.ahead(errors, self.noise, history.first_day, origins, n_days)
        days = np.asarray(origins)[:, np.newaxis] + np.arange(n_days)
        return self.calendar.link.undo(curve[days] + ahead)

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """With the spread of past errors."""
        return predict_with_past_errors(self.means, history, n_days)


@dataclass(frozen=True, slots=True)
class Pooled:
    """Learns from at least three series of one kind. `yearly` ones take the time of year from the series itself.

    The weekdays of the others follow the last months, those of yearly ones the last years.
    """

    name: str
    yearly: bool

    def why_not(self, history: DailySeries) -> str | None:
        """Too short, or never changing."""
        least = YEARLY_FROM_DAYS if self.yearly else LEAST_DAYS
        if history.n_days < least:
            return f"{history.n_days} days are less than {least}"
        if np.ptp(history.known) == 0:
            return "the series never changes"
        return None

    def fit(self, history: DailySeries, context: Context) -> FittedPooled:
        """The calendar by least squares. Raises NotSuitedError where nothing could be learnt, ForecasterError."""
        levels = context.shape(history.key.measure, history.end).levels.get(self.name)
        if levels is None:
            raise NotSuitedError("too few series of its kind to learn from")
        calendar = self.calendar(history, context)
        _, errors = calendar.around(history, history.n_days)
        return FittedPooled(calendar, levels, noise_of(errors))

    def calendar(self, history: DailySeries, context: Context) -> FittedCalendarRegression:
        """The effects of the calendar beyond which levels are sought. Raises ForecasterError."""
        memories = _YEAR_MEMORIES if self.yearly else _WEEK_MEMORIES
        candidates = [Candidate(_PROCESS, memory) for memory in memories]
        return fit_calendar_regression(history, context, candidates, yearly=self.yearly)


POOLED = (Pooled("pooled", yearly=False), Pooled("pooled_yearly", yearly=True))
"""Both kinds; sisters teach each apart."""
