"""One solve, timed, weighed and judged."""

from __future__ import annotations

import resource
import sys
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
    """`seconds` are those of the solve alone; `peak_mb` is the most memory that the process has ever held.

    `gaps` are (seconds, proven gap) as they came.
    """

    result: SolveResult
    seconds: float
    peak_mb: int
    gaps: tuple[tuple[float, float], ...]

    def seconds_to(self, gap: float) -> float | None:
        """When the proven gap was first so small; None: never."""
        return next((round(seconds, 1) for seconds, found in self.gaps if found <= gap), None)


def judged_run(title: str, problem: RosterProblem, engine: Engine, options: SolveOptions) -> JudgedRun:
    """Solve, and judge the roster by our own check of the rules; what the solver remarks goes to stderr.

    Raises BenchmarkError when a hard rule is broken or the objective or bound is not what it is said to be.
    """
    started = time.monotonic()
    printer = ProgressPrinter(title)
    result = engine(problem, options, printer.show)
    seconds = round(time.monotonic() - started, 1)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if result.roster is not None:
        try:
            assess(problem, result.roster).refuse_if_wrong(result)
        except RosterRefusedError as error:
            raise BenchmarkError(f"{title}: {error}") from error
    for remark in (*result.report.warnings, *result.report.notes):
        sys.stderr.write(f"{title}: {remark}\n")
    gaps = printer.gaps if result.gap is None else [*printer.gaps, (seconds, result.gap)]
    return JudgedRun(result, seconds, peak_mb, tuple(gaps))
