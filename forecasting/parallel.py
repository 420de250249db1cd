"""Many series over the cores, with results that do not depend on how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import joblib

from forecasting.forecasters import Context
from forecasting.selection import SeriesForecast, forecast_series
from forecasting.series import DailySeries

_ALONE_BELOW = 12
"""Fewer series are done in this process: a worker takes seconds to import statsmodels and prophet."""


def forecast_all(
    tasks: Sequence[tuple[DailySeries, int]],
    names: tuple[str, ...],
    n_origins: int,
    context: Context,
    n_jobs: int | None,
    on_done: Callable[[int], None],
) -> list[SeriesForecast]:
    """`forecast_series` for each (history, days ahead), in the given order; `on_done` gets the number done so far.

    `n_jobs` None takes all cores, or this process alone for a few series. Any joblib backend set by
    `joblib.parallel_config` (Dask, Ray) is used as it is.
    """
    if n_jobs is None:
        n_jobs = 1 if len(tasks) < _ALONE_BELOW else joblib.cpu_count()
    # Long histories of large counts take longest: first, so that the cores finish together.
    order = sorted(range(len(tasks)), key=lambda number: -float(tasks[number][0].known.sum()))
    calls = (joblib.delayed(forecast_series)(*tasks[number], names, n_origins, context) for number in order)
    results: dict[int, SeriesForecast] = {}
    parallel = joblib.Parallel(n_jobs=n_jobs, return_as="generator")
    for number, result in zip(order, parallel(calls), strict=True):
        results[number] = result
        on_done(len(results))
    return [results[number] for number in range(len(tasks))]
