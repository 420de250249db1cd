"""How long many series take: generated daily counts of three years, trials and combination included."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date

import holidays
import numpy as np

from benchmarks.forecasting.rolling import PRODUCT, Results, scores_of
from benchmarks.forecasting.scores import Score, outcome
from data.configuration.planning import Forecasting
from data.inputs import Measure
from forecasting.forecasters import Context
from forecasting.metrics import MEDIAN
from forecasting.parallel import forecast_all
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries, SeriesKey

_FIRST = date(2023, 1, 1)
_N_DAYS = 1_096
_AHEAD = 28
_MEASURES = (Measure.ATTENDANCES, Measure.ADMISSIONS, Measure.TRANSFERS_IN, Measure.EQUIPMENT_IN_USE)


def run_speed(n_series: int, n_jobs: int | None, on_done: Callable[[int, int], None]) -> list[Score]:
    """Scores of the 28 days after; `seconds` is the time that passed for one series, on all jobs together.

    `n_jobs` None takes all cores.
    """
    days = dict(holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2027)))
    random = np.random.default_rng(1)
    counts = [_counts(random) for _ in range(n_series)]
    keys = [SeriesKey(f"U{n:03d}", _MEASURES[n % len(_MEASURES)]) for n in range(n_series)]
    histories = [DailySeries(key, _FIRST, own[:_N_DAYS]) for key, own in zip(keys, counts, strict=True)]
    settings = Forecasting()
    started = time.perf_counter()
    made = forecast_all(
        [(history, _AHEAD) for history in histories],
        settings.forecasters,
        settings.backtest_origins,
        Context(days),
        n_jobs,
        lambda done: on_done(done, n_series),
    )
    seconds = time.perf_counter() - started
    results: Results = defaultdict(list)
    for one, own in zip(made, counts, strict=True):
        quantiles = one.prediction.quantiles
        name = str(one.history.key.measure.value)
        results[PRODUCT, name].append(
            outcome(quantiles, quantiles[:, MEDIAN], own[_N_DAYS:], one.history.counts)
        )
    return scores_of("speed", (7, _AHEAD), results, {PRODUCT: seconds})


def _counts(random: np.random.Generator) -> FloatArray:
    """Weekdays, a time of year and a wandering level around a mean between 1 and 150; more spread than Poisson."""
    day = np.arange(_N_DAYS + _AHEAD)
    weekday = random.normal(0, 0.12, 7)[day % 7]
    year = random.uniform(0, 0.15) * np.cos(2 * np.pi * (day / 365.25 - random.uniform(0, 0.1)))
    level = np.cumsum(random.normal(0, 0.006, len(day)))
    mean = np.exp(random.uniform(0, 5) + weekday + year + level)
    return np.asarray(random.poisson(random.gamma(20, mean / 20)), dtype=float)
