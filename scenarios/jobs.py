"""Running independent tasks at once through joblib: processes by default, a Dask or Ray cluster by one setting.

A task is a call of a function of a module with plain values, and its result does not depend on where it runs.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import joblib

from data.configuration.compute import Compute
from data.problems import InputError, Problem
from forecasting.at_once import Call, as_finished


@dataclass(frozen=True, slots=True)
class Jobs:
    """How many tasks run at once, inside `computing`."""

    n_jobs: int

    def run(self, tasks: Sequence[Call]) -> Iterator[tuple[int, Any]]:
        """The number of each task and its result, as `as_finished` says."""
        return as_finished(tasks, self.n_jobs)


@contextmanager
def computing(compute: Compute) -> Iterator[Jobs]:
    """Tasks, and the series of a forecast, are computed where `[compute]` says, inside the block.

    Raises InputError when the cluster's library is not installed or the cluster cannot be reached.
    """
    with ExitStack() as stack:
        if compute.backend == "dask":
            yield _dask(compute, stack)
        elif compute.backend == "ray":
            yield _ray(compute, stack)
        else:
            yield Jobs(compute.n_jobs or joblib.cpu_count())


def _dask(compute: Compute, stack: ExitStack) -> Jobs:
    distributed = _library("distributed", "dask")
    n_workers = compute.n_jobs or os.cpu_count() or 1
    try:
        # One thread each: solvers and numpy hold what threads would share.
        client: Any = (
            distributed.Client(compute.address, timeout="15s")
            if compute.address
            else distributed.Client(n_workers=n_workers, threads_per_worker=1, dashboard_address=None)
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise _fault("address", compute.address, f"a Dask scheduler that answers ({error})") from None
    stack.enter_context(client)
    # Each task carries the inputs, some MB; a warning about that would only puzzle those who plan.
    settings: Any = importlib.import_module("dask.config")
    stack.enter_context(settings.set({"distributed.admin.large-graph-warning-threshold": "1 GB"}))
    n_threads = sum(client.nthreads().values())
    if n_threads == 0:
        raise _fault("address", compute.address, "a Dask scheduler with workers; it has none")
    stack.enter_context(joblib.parallel_config("dask"))
    return Jobs(compute.n_jobs or n_threads)


def _ray(compute: Compute, stack: ExitStack) -> Jobs:
    ray = _library("ray", "ray")
    register: Any = importlib.import_module("ray.util.joblib")
    try:
        context: AbstractContextManager[Any] = ray.init(
            address=compute.address, num_cpus=None if compute.address else compute.n_jobs, log_to_driver=False
        )
    except (ConnectionError, ValueError) as error:
        raise _fault("address", compute.address, f"a Ray cluster that answers ({error})") from None
    stack.enter_context(context)
    register.register_ray()
    stack.enter_context(joblib.parallel_config("ray"))
    return Jobs(compute.n_jobs or int(ray.cluster_resources().get("CPU", 1)))


def _library(module: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError:
        fix = f'install it with `pip install "wardwise[{name}]"`, or take backend = "processes"'
        raise _fault("backend", name, "a library that is installed", fix) from None


def _fault(key: str, value: str | None, expected: str, fix: str | None = None) -> InputError:
    problem = Problem(file="hospital.toml", key=f"compute, {key}", value=value, expected=expected, fix=fix)
    return InputError([problem], "Nothing can be computed there")
