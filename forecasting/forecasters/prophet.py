"""Prophet with the hospital's public holidays: trend, weekday and, with two years of history, a yearly pattern.

Prophet alone is slow to follow the level of the last weeks. Its curve is therefore multiplied by a level: the ratio of
what was counted to what the curve said, weighted towards recent days. Negative values cannot occur, and the spread
is that of the counts around such forecasts made through the last year, for each number of days ahead.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data.inputs import Measure
from forecasting.forecasters.protocol import Context, ForecasterError
from forecasting.quantiles import FloatArray, Prediction, predict_counts
from forecasting.series import YEARLY_FROM_DAYS, DailySeries

if TYPE_CHECKING:
    from prophet import Prophet as ProphetCurve

_YEAR = 365
_LEAST_MEAN = 3.0
_LEAST_DEVICES = 15.0
"""Use of devices follows the beds: below this, the calendar adds less than its fit costs."""
_ERROR_DAYS = 364
_HALF_LIFE_DAYS = 21
_LEAST_CURVE_SHARE = 0.05
"""The curve is kept above this share of the mean count, so that the ratio to it stays finite."""

_NO_OUTPUT = logging.NullHandler()


@dataclass(frozen=True, slots=True)
class FittedProphet:
    """The fitted curve of one series."""

    curve: ProphetCurve
    least: float

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """The curve times the level known at each origin."""
        shape = self._shape(history, max(max(origins) + n_days, history.n_days))
        level = _running_level(history.counts, shape[: history.n_days])
        at = np.asarray(origins)[:, np.newaxis]
        return np.asarray(shape[at + np.arange(n_days)] * level[at - 1])

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """The curve times the level; negative binomial with the dispersion of past errors as many days ahead."""
        shape = self._shape(history, history.n_days + n_days)
        past, ahead = shape[: history.n_days], shape[history.n_days :]
        level = _running_level(history.counts, past)
        mean = ahead * level[-1]
        return predict_counts(mean, mean * _dispersions(history.counts, past, level, n_days))

    def _shape(self, history: DailySeries, n_days: int) -> FloatArray:
        days = pd.date_range(pd.Timestamp(history.first_day), periods=n_days)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=DeprecationWarning)
            shape = self.curve.predict(pd.DataFrame({"ds": days}))["yhat"].to_numpy(dtype=float)
        return np.asarray(np.maximum(shape, self.least))


@dataclass(frozen=True, slots=True)
class ProphetWithHolidays:
    """Prophet for series of hospital size: at least a year, and a mean of three a day."""

    name: str = "prophet"

    def why_not(self, history: DailySeries) -> str | None:
        """Too short or too small; with days of none or one, a curve through them says nothing."""
        if history.n_days < _YEAR:
            return f"{history.n_days} days are less than a year"
        mean = float(history.known.mean())
        least = _LEAST_DEVICES if history.key.measure is Measure.EQUIPMENT_IN_USE else _LEAST_MEAN
        if mean < least:
            return f"a mean of {mean:.2g} is below {least:g}"
        return None

    def fit(self, history: DailySeries, context: Context) -> FittedProphet:
        """Fit the curve; holidays are those that fall in the history, with the same names ahead.

        The fit ends at the nearest peak of the posterior, found without random numbers.
        """
        holidays = _holiday_frame(history, context)
        curve = _prophet(
            growth="linear",
            n_changepoints=10,
            weekly_seasonality=True,
            yearly_seasonality=6 if history.n_days >= YEARLY_FROM_DAYS else False,
            daily_seasonality=False,
            seasonality_mode="multiplicative",
            holidays=holidays if len(holidays) else None,
            holidays_prior_scale=0.5,
            uncertainty_samples=0,
        )
        days = pd.date_range(pd.Timestamp(history.first_day), periods=history.n_days)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=DeprecationWarning)
            try:
                curve.fit(pd.DataFrame({"ds": days, "y": history.counts}))
            except (RuntimeError, ValueError) as error:
                raise ForecasterError(f"its fit failed ({error})") from error
        return FittedProphet(curve, least=_LEAST_CURVE_SHARE * float(history.known.mean()))


def _prophet(**settings: Any) -> ProphetCurve:
    """An unfitted curve, with the loggers of prophet and of its compiler set to errors only.

    The compiler's interface prints two lines a fit unless its logger already has a handler when it first wants to
    write; prophet notes missing plotly while it is imported.
    """
    for name in ("cmdstanpy", "prophet", "prophet.plot"):
        logging.getLogger(name).setLevel(logging.CRITICAL if name == "prophet.plot" else logging.ERROR)
    logging.getLogger("cmdstanpy").addHandler(_NO_OUTPUT)
    from prophet import Prophet

    return Prophet(**settings)


def _holiday_frame(history: DailySeries, context: Context) -> pd.DataFrame:
    """Prophet's table of holidays: those whose name falls in the history, wherever else they fall."""
    last = history.end - timedelta(days=1)
    learnt = {name for day, name in context.holidays.items() if history.first_day <= day <= last}
    rows: list[tuple[date, str]] = sorted((d, name) for d, name in context.holidays.items() if name in learnt)
    return pd.DataFrame(
        {"ds": pd.to_datetime([day for day, _ in rows]), "holiday": [name for _, name in rows]}
    )


def _running_level(values: FloatArray, shape: FloatArray) -> FloatArray:
    """After each day, the exponentially weighted sum of counts over that of the curve, both from known days.

    Ratios of sums, so that a small curve value does not count for more than it is worth; half a month of the
    curve itself stands at the start.
    """
    keep = 0.5 ** (1 / _HALF_LIFE_DAYS)
    known = ~np.isnan(values)
    start = float(shape.mean()) * _HALF_LIFE_DAYS
    counted, expected = start, start
    level = np.empty(len(values))
    for day in range(len(values)):
        counted *= keep
        expected *= keep
        if known[day]:
            counted += values[day]
            expected += shape[day]
        level[day] = counted / expected if expected > 0 else 1.0
    return level


def _dispersions(values: FloatArray, shape: FloatArray, level: FloatArray, n_days: int) -> FloatArray:
    """Mean of (count - forecast)^2 / forecast over the last year, for each number of days ahead; it never falls."""
    dispersions = np.empty(n_days)
    for day in range(n_days):
        ahead = day + 1
        forecast = shape[ahead:] * level[:-ahead]
        errors = ((values[ahead:] - forecast) ** 2 / forecast)[-_ERROR_DAYS:]
        dispersions[day] = np.nanmean(errors)
    return np.maximum.accumulate(dispersions)
