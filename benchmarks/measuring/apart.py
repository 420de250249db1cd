"""Runs in processes of their own, so that the peak memory of each is its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from benchmarks.measuring.errors import BenchmarkError

Job = TypeVar("Job")
Row = TypeVar("Row")


def run_apart(function: Callable[[Job], Row], job: Job) -> Row:
    """`function(job)` in a new process; raises what it raises, and BenchmarkError when the process dies."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(function, job).result()
        except BrokenProcessPool as error:
            raise BenchmarkError(f"the process of {job} died; was there enough memory?") from error


def run_each_apart(function: Callable[[Job], Row], jobs: Sequence[Job], n_at_once: int = 1) -> Iterator[Row]:
    """The rows as they come; jobs that fail do not stop the others, and end it with one BenchmarkError for all of them."""
    failures = []
    with ThreadPoolExecutor(n_at_once) as pool:
        futures = [pool.submit(run_apart, function, job) for job in jobs]
        try:
            for future in as_completed(futures):
                try:
                    row = future.result()
                except BenchmarkError as error:
                    failures.append(str(error))
                else:
                    yield row
        finally:
            for future in futures:
                future.cancel()
    if failures:
        raise BenchmarkError("\n".join(failures))
