"""Rolling origins: at each, the product's forecast and each forecaster alone, with the history before it and no more."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from benchmarks.forecasting.scores import Outcome, Score, outcome, score, summaries
from benchmarks.forecasting.series_set import SeriesSet
from data.configuration.planning import Forecasting
from data.worker_ended import WorkerEndedError
from forecasting.at_once import Call, as_finished
from forecasting.forecasters import FORECASTERS, Context, ForecasterError
from forecasting.parallel import forecast_all
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries
from forecasting.shapes import learn_shapes

PRODUCT = "wardwise"
ALONE = tuple(name for name in FORECASTERS if name != "intermittent")
"""Those for daily series of any size; `intermittent` is for rare counts."""
_LEAST_DAYS = 60
_STALE_DAYS = 28
"""A series that ended so long ago is not forecast, as in a plan: a trust that was merged into another."""

Results = dict[tuple[str, str], list[Outcome]]
"""By forecaster and series."""


@dataclass(slots=True)
class Tried:
    """What was forecast from one origin, and the processor seconds of each forecaster for all of it."""

    results: Results = field(default_factory=lambda: defaultdict(list))
    seconds: dict[str, float] = field(default_factory=dict)


def run_rolling(
    name: str,
    found: SeriesSet,
    alone: tuple[str, ...],
    n_jobs: int | None,
    on_origin: Callable[[int, int], None],
) -> list[Score]:
    """Scores per series, their mean, lowest and highest; every forecaster finds its parameters again at every origin.

    Every forecaster is judged on the same days by its central forecast, unrounded. Origins run on `n_jobs` processes, None
    for all cores; figures but the seconds do not depend on it. Raises WorkerEndedError.
    """
    calls: list[Call] = [(try_origin, (found, origin, alone)) for origin in found.origins]
    tried: dict[int, Tried] = {}
    for number, result in as_finished(calls, -1 if n_jobs is None else n_jobs):
        if isinstance(result, WorkerEndedError):
            raise result
        tried[number] = result
        on_origin(len(tried), len(calls))
    results: Results = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    for _, own in sorted(tried.items()):
        for key, outcomes in own.results.items():
            results[key] += outcomes
        for forecaster, taken in own.seconds.items():
            seconds[forecaster] += taken
    return scores_of(name, found.horizons, results, seconds)


def try_origin(found: SeriesSet, origin: date, alone: tuple[str, ...]) -> Tried:
    """The forecasts from one origin: the product's and those of the forecasters `alone`."""
    tried = Tried()
    n_days = max(found.horizons)
    histories = [one.before((origin - one.first_day).days) for one in found.series]
    pairs = [
        (history, one)
        for history, one in zip(histories, found.series, strict=True)
        if history.n_days >= _LEAST_DAYS and (origin - history.end).days <= _STALE_DAYS
    ]
    _forecast_product(pairs, found, origin, n_days, tried)
    for forecaster in alone:
        _forecast_alone(forecaster, pairs, found, origin, n_days, tried)
    return tried


def _forecast_product(
    pairs: list[tuple[DailySeries, DailySeries]], found: SeriesSet, origin: date, n_days: int, tried: Tried
) -> None:
    settings = Forecasting()
    started = processor_seconds()
    tasks = [(history, n_days + (origin - history.end).days) for history, _ in pairs]
    made = forecast_all(
        tasks,
        settings.forecasters,
        settings.backtest_origins,
        Context(found.holidays),
        1,
        lambda _: None,
    )
    tried.seconds[PRODUCT] = processor_seconds() - started
    for (history, one), result in zip(pairs, made, strict=True):
        quantiles = result.prediction.tail(n_days).quantiles
        made_of = _outcome(quantiles, result.centre[-n_days:], one, history, origin)
        tried.results[PRODUCT, one.key.unit_id].append(made_of)


def _forecast_alone(
    name: str,
    pairs: list[tuple[DailySeries, DailySeries]],
    found: SeriesSet,
    origin: date,
    n_days: int,
    tried: Tried,
) -> None:
    started = processor_seconds()
    shapes = learn_shapes([history for history, _ in pairs], found.holidays, 1)
    context = Context(found.holidays, shapes)
    for history, one in pairs:
        gap = (origin - history.end).days
        ahead = predict_alone(name, history, context, n_days + gap).tail(n_days)
        made_of = _outcome(ahead.quantiles, ahead.mean, one, history, origin)
        tried.results[name, one.key.unit_id].append(made_of)
    tried.seconds[name] = processor_seconds() - started


def predict_alone(name: str, history: DailySeries, context: Context, n_days: int) -> Prediction:
    """Where a forecaster does not suit, or fails, seasonal naive takes its place: it is judged on the same days."""
    forecaster, naive = FORECASTERS[name], FORECASTERS["seasonal_naive"]
    if forecaster.why_not(history) is not None:
        forecaster = naive
    try:
        return forecaster.fit(history, context).predict(history, n_days)
    except ForecasterError:
        return naive.fit(history, context).predict(history, n_days)


def processor_seconds() -> float:
    """Of this process and of those that it started and that ended: Prophet's fit is a program of its own."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def _outcome(
    quantiles: FloatArray, centre: FloatArray, one: DailySeries, history: DailySeries, origin: date
) -> Outcome:
    start = (origin - one.first_day).days
    padded = np.concatenate([one.counts, np.full(len(quantiles) + _STALE_DAYS, np.nan)])
    return outcome(quantiles, centre, padded[start : start + len(quantiles)], history.counts)


def scores_of(
    name: str, horizons: tuple[int, ...], results: Results, seconds: Mapping[str, float]
) -> list[Score]:
    """Scores per series, their mean, lowest and highest, for each forecaster and horizon; `seconds` are those of all its forecasts."""
    rows = []
    for forecaster in dict.fromkeys(forecaster for forecaster, _ in results):
        own = {series: outcomes for (other, series), outcomes in results.items() if other == forecaster}
        n_forecasts = sum(len(outcomes) for outcomes in own.values())
        per_forecast = seconds[forecaster] / n_forecasts if forecaster in seconds else None
        for horizon in horizons:
            scores = [
                score((name, forecaster, series), outcomes, horizon, per_forecast)
                for series, outcomes in own.items()
                if not all(np.isnan(one.actual[:horizon]).all() for one in outcomes)
            ]
            rows += [*scores, *summaries(scores)]
    return rows
