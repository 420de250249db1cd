"""Many series over the cores, with results that do not depend on how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.worker_ended import WorkerEndedError
from forecasting.at_once import Call, as_finished
from forecasting.fit_store import FitStore, trials_digest
from forecasting.forecasters import Context
from forecasting.selection import SeriesForecast, choose
from forecasting.series import DailySeries
from forecasting.shape_store import kept_shapes
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
    fits: FitStore | None = None,
) -> list[SeriesForecast]:
    """The forecast of each (history, days ahead), in the given order; `on_done` gets the number done so far.

    What series of one measure share is learnt first, and weights are shared at the end; the trials between, which take
    the time, run on all cores. `n_jobs` None takes all cores, or this process alone for a few series. Any joblib backend
    set by `joblib.parallel_config` (Dask, Ray) is used as it is. Trials of histories that have not changed, and what these
    share, are taken from `fits`, and new ones are kept there. Raises WorkerEndedError when a process is ended from outside time and again.
    """
    histories = [history for history, _ in tasks]
    shapes = kept_shapes(histories, context.holidays, (n_origins + 1) * STEP_DAYS, fits)
    informed = replace(context, shapes=shapes)
    digests = [trials_digest(*task, names, n_origins, informed) for task in tasks] if fits is not None else []
    results: dict[int, Trials] = {}
    for number, digest in enumerate(digests):
        kept = fits.find(digest, *tasks[number]) if fits is not None else None
        if kept is not None:
            results[number] = kept
    on_done(len(results))
    # Long histories of large counts take longest: first, so that the cores finish together.
    missing = [number for number in range(len(tasks)) if number not in results]
    order = sorted(missing, key=lambda number: -float(tasks[number][0].known.sum()))
    if n_jobs is None:
        n_jobs = 1 if len(order) < _ALONE_BELOW else -1
    calls: list[Call] = [(try_forecasters, (*tasks[number], names, n_origins, informed)) for number in order]
    for place, result in as_finished(calls, n_jobs):
        if isinstance(result, WorkerEndedError):
            raise result
        number = order[place]
        results[number] = result
        if fits is not None:
            fits.keep(digests[number], result)
        on_done(len(results))
    if fits is not None:
        fits.forget_old()
    return choose([results[number] for number in range(len(tasks))], informed)
