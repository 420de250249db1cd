"""Independent calls at once through joblib, on whatever backend is set; what is finished is not lost with what is not.

A call is a function of a module with plain values, and its result does not depend on where it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import joblib

from data.worker_ended import WorkerEndedError

Call = tuple[Callable[..., Any], tuple[Any, ...]]

_ALONE = (
    "The process that worked on it was ended from outside, twice, the second time with nothing beside it: most often that is"
    " for want of memory. Set a smaller [compute] n_jobs, or use a machine with more memory."
)


def as_finished(calls: Sequence[Call], n_jobs: int) -> Iterator[tuple[int, Any]]:
    """The number of each call and its result, as soon as it is there; on backends that cannot do that, all at the end.

    `n_jobs` 1 calls here, -1 takes all that the backend has. When a process of this machine is ended from outside, the
    calls that ran then are made once more, one at a time; a call whose process is ended again has a WorkerEndedError in the
    place of its result. A Dask scheduler itself gives calls of lost workers to others.
    """
    if n_jobs == 1 or len(calls) < 2:
        # Here and now: no process has to be started for it.
        yield from ((number, function(*arguments)) for number, (function, arguments) in enumerate(calls))
        return
    waiting = list(range(len(calls)))
    while waiting:
        done: set[int] = set()
        try:
            for number, result in _results([(number, *calls[number]) for number in waiting], n_jobs):
                done.add(number)
                yield number, result
        except BrokenProcessPool:
            left = [number for number in waiting if number not in done]
            # Calls start in their order, so those that ran are among the first of what is left.
            n_running = joblib.effective_n_jobs(n_jobs)
            for number in left[:n_running]:
                yield number, _alone(calls[number])
            waiting = left[n_running:]
        else:
            return


def _results(
    numbered: Sequence[tuple[int, Callable[..., Any], tuple[Any, ...]]], n_jobs: int
) -> Iterator[tuple[int, Any]]:
    calls = (joblib.delayed(_numbered)(*one) for one in numbered)
    try:
        parallel = joblib.Parallel(n_jobs=n_jobs, return_as="generator_unordered", batch_size=1)
    except ValueError:
        # multiprocessing, and Ray, which builds on it, hand over results at the end only.
        parallel = joblib.Parallel(n_jobs=n_jobs, batch_size=1)
    yield from parallel(calls)


def _numbered(number: int, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[int, Any]:
    return number, function(*arguments)


def _alone(call: Call) -> Any:
    function, arguments = call
    try:
        # Two jobs, of which one has nothing to do: with a single one joblib would call it in this process.
        (result,) = joblib.Parallel(n_jobs=2)([joblib.delayed(function)(*arguments)])
    except BrokenProcessPool:
        return WorkerEndedError(_ALONE)
    return result
