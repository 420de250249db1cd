"""Rolling origins: at each, the product's forecast and each forecaster alone, with the history before it and no more."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from benchmarks.forecasting.scores import Outcome, Score, outcome, score, summaries
from benchmarks.forecasting.series_set import SeriesSet
from data.configuration.planning import Forecasting
from forecasting.forecasters import FORECASTERS, Context, ForecasterError
from forecasting.metrics import MEDIAN
from forecasting.parallel import forecast_all
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries
from forecasting.shapes import learn_shapes

PRODUCT = "wardwise"
ALONE = ("seasonal_naive", "weekday_median", "theta", "ets", "regression_arima", "regression", "prophet")
_LEAST_DAYS = 60
_STALE_DAYS = 28
"""A series that ended so long ago is not forecast, as in a plan: a trust that was merged into another."""

Results = dict[tuple[str, str], list[Outcome]]
"""By forecaster and series."""


def run_rolling(
    name: str, found: SeriesSet, alone: tuple[str, ...], on_origin: Callable[[int, int], None]
) -> list[Score]:
    """Scores per series, their mean, lowest and highest; every forecaster finds its parameters again at every origin."""
    results: Results = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    n_days = max(found.horizons)
    for number, origin in enumerate(found.origins):
        histories = [one.before((origin - one.first_day).days) for one in found.series]
        pairs = [
            (history, one)
            for history, one in zip(histories, found.series, strict=True)
            if history.n_days >= _LEAST_DAYS and (origin - history.end).days <= _STALE_DAYS
        ]
        _forecast_product(pairs, found, origin, n_days, results, seconds)
        for forecaster in alone:
            _forecast_alone(forecaster, pairs, found, origin, n_days, results, seconds)
        on_origin(number + 1, len(found.origins))
    return scores_of(name, found.horizons, results, seconds)


def _forecast_product(
    pairs: list[tuple[DailySeries, DailySeries]],
    found: SeriesSet,
    origin: date,
    n_days: int,
    results: Results,
    seconds: dict[str, float],
) -> None:
    settings = Forecasting()
    started = time.process_time()
    tasks = [(history, n_days + (origin - history.end).days) for history, _ in pairs]
    made = forecast_all(
        tasks,
        settings.forecasters,
        settings.backtest_origins,
        Context(found.holidays),
        1,
        lambda _: None,
    )
    seconds[PRODUCT] += time.process_time() - started
    for (history, one), result in zip(pairs, made, strict=True):
        quantiles = result.prediction.tail(n_days).quantiles
        made_of = _outcome(quantiles, quantiles[:, MEDIAN], one, history, origin)
        results[PRODUCT, one.key.unit_id].append(made_of)


def _forecast_alone(
    name: str,
    pairs: list[tuple[DailySeries, DailySeries]],
    found: SeriesSet,
    origin: date,
    n_days: int,
    results: Results,
    seconds: dict[str, float],
) -> None:
    """Where a forecaster does not suit, or fails, seasonal naive takes its place: it is judged on the same days."""
    started = time.process_time()
    shapes = learn_shapes([history for history, _ in pairs], found.holidays, 1)
    context = Context(found.holidays, shapes)
    for history, one in pairs:
        forecaster = FORECASTERS[name if FORECASTERS[name].why_not(history) is None else "seasonal_naive"]
        gap = (origin - history.end).days
        try:
            prediction = forecaster.fit(history, context).predict(history, n_days + gap)
        except ForecasterError:
            naive = FORECASTERS["seasonal_naive"]
            prediction = naive.fit(history, context).predict(history, n_days + gap)
        ahead = prediction.tail(n_days)
        results[name, one.key.unit_id].append(_outcome(ahead.quantiles, ahead.mean, one, history, origin))
    seconds[name] += time.process_time() - started


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
