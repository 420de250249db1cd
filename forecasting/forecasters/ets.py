"""Exponential smoothing in state space form (statsmodels ETSModel): level and weekday pattern that move slowly."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

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

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """Filter the history with the parameters; mean and variance are exact for this additive form."""
        values = _complete(history.last(_MOST_DAYS))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=UserWarning)
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

        values = _complete(history.last(_MOST_DAYS))
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

    start = values[:_LEVEL_DAYS]
    level = float(start.mean())
    weeks = start[: len(start) // _WEEK * _WEEK].reshape(-1, _WEEK)
    seasonal = weeks.mean(axis=0)
    return ETSModel(
        pd.Series(values),
        error="add",
        seasonal="add",
        seasonal_periods=_WEEK,
        initialization_method="known",
        initial_level=level,
        initial_seasonal=seasonal - seasonal.mean(),
    )


def _complete(history: DailySeries) -> FloatArray:
    """The values with unknown days set to the median of the same weekday in the four weeks around them.

    Exponential smoothing has no notion of an unknown day. Where a weekday is never known the overall median stands.
    """
    values = history.counts
    if not np.isnan(values).any():
        return values
    filled = values.copy()
    overall = float(np.nanmedian(values))
    for day in np.flatnonzero(np.isnan(values)):
        around = values[max(day % _WEEK, day - 2 * _WEEK) : day + 2 * _WEEK + 1 : _WEEK]
        around = around[~np.isnan(around)]
        filled[day] = np.median(around) if around.size else overall
    return filled
