"""Exponential smoothing in state space form (statsmodels ETSModel): level and weekday pattern that move slowly."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecasting.forecasters.gaps import without_gaps
from forecasting.forecasters.protocol import Context, ForecasterError
from forecasting.quantiles import FloatArray, Prediction, predict_counts
from forecasting.series import DailySeries

_WEEK = 7
_MOST_DAYS = 730
_LEVEL_DAYS = 56


@dataclass(frozen=True, slots=True)
class FittedEts:
    """The smoothing parameters of one series."""

    parameters: FloatArray

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """Level plus weekday as known at each origin; the states start two years before the oldest of them."""
        start = max(min(origins) - _MOST_DAYS, 0)
        values = without_gaps(history.counts[start:])
        level, weekday = _initial_states(values)
        alpha, gamma = (float(parameter) for parameter in self.parameters[:2])
        rows = {origin - start: row for row, origin in enumerate(origins)}
        found = np.empty((len(origins), n_days))
        for day in range(len(values) + 1):
            if day in rows:
                found[rows[day]] = level + np.resize(np.roll(weekday, -(day % _WEEK)), n_days)
            if day < len(values):
                error = values[day] - level - weekday[day % _WEEK]
                level += alpha * error
                weekday[day % _WEEK] += gamma * error
        return np.maximum(found, 0.0)

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """Filter the history with the parameters; mean and variance are exact for this additive form."""
        values = without_gaps(history.last(_MOST_DAYS).counts)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=UserWarning)
            # The likelihood of a perfect fit is infinite; it is not used.
            warnings.simplefilter("ignore", category=RuntimeWarning)
            result = _state_space(values).smooth(self.parameters)
            ahead = result.get_prediction(start=len(values), end=len(values) + n_days - 1)
        return predict_counts(
            np.asarray(ahead.predicted_mean, dtype=float), np.asarray(ahead.forecast_variance, dtype=float)
        )


@dataclass(frozen=True, slots=True)
class Ets:
    """ETS(A,N,A): additive errors, no trend, additive weekdays. Needs four weeks.

    Additive on purpose: multiplicative errors and trends make forecasts explode on days near zero.
    """

    name: str = "ets"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short, or never changing."""
        if history.n_days < 4 * _WEEK:
            return f"{history.n_days} days are less than four weeks"
        if np.ptp(history.last(_MOST_DAYS).known) == 0:
            return "the series never changes"
        return None

    def fit(self, history: DailySeries, context: Context) -> FittedEts:  # noqa: ARG002 - holidays are not used
        """Maximum likelihood over at most two years."""
        # Imported here: it costs a second, which planning without a fit (all from stays cached) need not pay.
        from statsmodels.tools.sm_exceptions import ModelWarning

        values = without_gaps(history.last(_MOST_DAYS).counts)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=ModelWarning)
            warnings.simplefilter("ignore", category=RuntimeWarning)
            try:
                result = _state_space(values).fit(disp=False, maxiter=200)
            except (ValueError, np.linalg.LinAlgError) as error:
                raise ForecasterError(f"its parameters could not be found ({error})") from error
        parameters = np.asarray(result.params, dtype=float)
        if not np.isfinite(parameters).all():
            raise ForecasterError("its parameters could not be found (not finite)")
        return FittedEts(parameters)


def _state_space(values: FloatArray):  # type: ignore[no-untyped-def]
    """The model with initial states read off the first weeks.

    Known initial states leave two parameters to search for, ten times faster than estimating nine, and do not
    depend on the length of the history, so that parameters found earlier hold for a longer one.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    level, weekday = _initial_states(values)
    return ETSModel(
        pd.Series(values),
        error="add",
        seasonal="add",
        seasonal_periods=_WEEK,
        initialization_method="known",
        initial_level=level,
        initial_seasonal=weekday,
    )


def _initial_states(values: FloatArray) -> tuple[float, FloatArray]:
    """Level, and deviation of each weekday from the first one on, read off the first weeks."""
    start = values[:_LEVEL_DAYS]
    weeks = start[: len(start) // _WEEK * _WEEK].reshape(-1, _WEEK)
    weekday = weeks.mean(axis=0)
    return float(start.mean()), np.asarray(weekday - weekday.mean())
