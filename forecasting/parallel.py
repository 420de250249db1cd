"""Many series over the cores, with results that do not depend on how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import joblib

from forecasting.forecasters import Context
from forecasting.selection import SeriesForecast, choose
from forecasting.series import DailySeries
from forecasting.shapes import learn_shapes
from forecasting.trials import STEP_DAYS, Trials, try_forecasters

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
    """The forecast of each (history, days ahead), in the given order; `on_done` gets the number done so far.

    What series of one measure share is learnt first, and weights are shared at the end; the trials between, which take
    the time, run on all cores. `n_jobs` None takes all cores, or this process alone for a few series. Any joblib backend
    set by `joblib.parallel_config` (Dask, Ray) is used as it is.
    """
    histories = [history for history, _ in tasks]
    shapes = learn_shapes(histories, context.holidays, (n_origins + 1) * STEP_DAYS)
    informed = replace(context, shapes=shapes)
    if n_jobs is None:
        n_jobs = 1 if len(tasks) < _ALONE_BELOW else joblib.cpu_count()
    # Long histories of large counts take longest: first, so that the cores finish together.
    order = sorted(range(len(tasks)), key=lambda number: -float(tasks[number][0].known.sum()))
    calls = (joblib.delayed(try_forecasters)(*tasks[number], names, n_origins, informed) for number in order)
    results: dict[int, Trials] = {}
    parallel = joblib.Parallel(n_jobs=n_jobs, return_as="generator")
    for number, result in zip(order, parallel(calls), strict=True):
        results[number] = result
        on_done(len(results))
    return choose([results[number] for number in range(len(tasks))], informed)
