"""One solve, timed, weighed and judged."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.measuring.errors import BenchmarkError
from benchmarks.measuring.progress import ProgressPrinter
from optimization.roster.assess import RosterRefusedError, assess
from optimization.roster.problem import RosterProblem
from optimization.roster.result import OnProgress, SolveOptions, SolveResult

Engine: TypeAlias = Callable[[RosterProblem, SolveOptions, OnProgress], SolveResult]
"""`solve`, or another function that takes a problem, options and a listener."""


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """`seconds` are those of the solve alone; `peak_mb` is the most memory that the process has ever held."""

    result: SolveResult
    seconds: float
    peak_mb: int


def judged_run(title: str, problem: RosterProblem, engine: Engine, options: SolveOptions) -> JudgedRun:
    """Solve, and judge the roster by our own check of the rules.

    Raises BenchmarkError when a hard rule is broken or the objective or bound is not what it is said to be.
    """
    started = time.monotonic()
    result = engine(problem, options, ProgressPrinter(title).show)
    seconds = round(time.monotonic() - started, 1)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if result.roster is not None:
        try:
            assess(problem, result.roster).refuse_if_wrong(result)
        except RosterRefusedError as error:
            raise BenchmarkError(f"{title}: {error}") from error
    return JudgedRun(result, seconds, peak_mb)
