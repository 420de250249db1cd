"""Arrivals at an emergency department by the hour: daily totals, spread over the hours as a plan spreads them.

The product stands beside the same hour of last week, and beside daily totals of ETS and of Prophet alone spread in the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import pandas as pd

from benchmarks.forecasting.rolling import PRODUCT, Results, processor_seconds, scores_of
from benchmarks.forecasting.scores import Score, outcome
from benchmarks.forecasting.series_set import every
from data.configuration.planning import Forecasting
from data.inputs import Measure
from forecasting.arrivals import hourly_entries, hourly_shares
from forecasting.backtest import Backtest
from forecasting.census import error_correlation
from forecasting.forecasters import FORECASTERS, Context
from forecasting.metrics import MEDIAN
from forecasting.parallel import forecast_all
from forecasting.patient_hours import UnitStays, hour_clock
from forecasting.quantiles import FloatArray, Prediction, path_quantiles, sample_paths
from forecasting.series import DailySeries, SeriesKey

_ORIGINS = every(date(2017, 4, 3), 13, 26)
_N_DAYS = 7
_DAY_HOURS = 24
_WEEK_HOURS = 168
_YEAR_HOURS = 8784
_N_SAMPLES = 1000
_KEY = SeriesKey("ED", Measure.ATTENDANCES)
NAIVE = "same hour last week"
_ALONE = ("ets", "prophet")
"""Forecasters of daily totals that are tried alone."""


def run_ed_hourly(folder: Path, on_origin: Callable[[int, int], None]) -> list[Score]:
    """Scores over the hours of 1 and 7 days (horizons in hours), scaled by the same hour of the week before.

    The source has 24 hours on each day of the wall clock, so that its clock is taken as one without changes. The spread
    of the naive forecast is that of its own errors. Raises OSError when the file is not there.
    """
    rows = pd.read_csv(folder / "uihc_ed_hourly_GPL3" / "uihc_ed_arrivals.csv.gz", parse_dates=["Date"])
    first_day = rows["Date"].iloc[0].date()
    arrivals = rows["Arrivals"].to_numpy(dtype=float)
    days = dict(holidays.country_holidays("US", subdiv="IA", years=range(2013, 2020)))
    results: Results = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    for number, origin in enumerate(_ORIGINS):
        now = (origin - first_day).days * _DAY_HOURS
        past, actual = arrivals[:now], arrivals[now : now + _WEEK_HOURS]
        history = DailySeries(_KEY, first_day, past.reshape(-1, _DAY_HOURS).sum(axis=1))
        for name in (PRODUCT, NAIVE, *_ALONE):
            started = processor_seconds()
            made = (
                _naive(past) if name == NAIVE else _spread(*_daily(name, history, days), past, origin, number)
            )
            seconds[name] += processor_seconds() - started
            results[name, "ED"].append(outcome(made, made[:, MEDIAN], actual, past, _WEEK_HOURS))
        on_origin(number + 1, len(_ORIGINS))
    return scores_of("ed_hourly", (_DAY_HOURS, _WEEK_HOURS), results, seconds)


def _daily(name: str, history: DailySeries, days: dict[date, str]) -> tuple[Prediction, Backtest | None]:
    """The totals of the days ahead, and what is known of past errors: nothing of a forecaster alone."""
    if name != PRODUCT:
        return FORECASTERS[name].fit(history, Context(days)).predict(history, _N_DAYS), None
    settings = Forecasting()
    made = forecast_all(
        [(history, _N_DAYS)],
        settings.forecasters,
        settings.backtest_origins,
        Context(days),
        1,
        lambda _: None,
    )[0]
    return made.prediction, made.backtest


def _spread(
    prediction: Prediction, backtest: Backtest | None, past: FloatArray, origin: date, seed: int
) -> FloatArray:
    """Quantiles of the hours (n_hours, n_levels): totals in the shares that the hours had in the last year."""
    clock = hour_clock(
        datetime.combine(origin, datetime.min.time(), UTC), ZoneInfo("UTC"), -_YEAR_HOURS, _WEEK_HOURS
    )
    recent = past[-_YEAR_HOURS:].astype(np.int64)
    entered = np.repeat(np.arange(-len(recent), 0) + 0.5, recent)
    shares = hourly_shares(UnitStays(entered, np.full(len(entered), np.inf)), clock, 0)
    random = np.random.default_rng(seed)
    daily = sample_paths(prediction, error_correlation(backtest), _N_SAMPLES, random)
    return path_quantiles(hourly_entries(daily, shares, clock, 0, random))


def _naive(past: FloatArray) -> FloatArray:
    """Last week again, as wide as such forecasts were off in the last year."""
    week = past[-_WEEK_HOURS:]
    errors = past[-_YEAR_HOURS:] - past[-_YEAR_HOURS - _WEEK_HOURS : -_WEEK_HOURS]
    return np.maximum(path_quantiles(week[np.newaxis, :] + errors[:, np.newaxis]), 0.0)
