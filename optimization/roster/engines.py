"""Which engine takes a problem: whole lines, or CP-SAT for what is small, refused, not found, or not to be run here."""

from __future__ import annotations

import time
from dataclasses import replace

from optimization.roster.columns.compiler import compiler_failure, missing_compiler
from optimization.roster.columns.support import reasons_against
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import RosterProblem
from optimization.roster.result import (
    Interrupted,
    OnProgress,
    Roster,
    SolveOptions,
    SolveResult,
    SolveStatus,
    Termination,
    with_bound,
)

# up to so many cells (people times days) CP-SAT proves the optimum sooner than columns are built
_SMALL_CELLS = 100

_LEAST_SECONDS = 0.1


def solve_by_best_engine(
    problem: RosterProblem,
    options: SolveOptions,
    on_progress: OnProgress | None = None,
    interrupted: Interrupted | None = None,
    warm_start: Roster | None = None,
) -> SolveResult:
    """The result of the engine that suits the problem; notes say why where it is not the usual one.

    Without numba, or where it fails, everything is left to CP-SAT, with a warning that says what to do about it.
    """
    began = time.monotonic()
    if len(problem.employees) * problem.n_days <= _SMALL_CELLS:
        return solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
    missing = missing_compiler()
    if missing is not None:
        result = solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
        return _with_remarks(result, warnings=(_cpsat_alone(missing),))
    reasons = reasons_against(problem)
    known_bound: float | None = None
    counted_seconds = 0.0
    if not reasons:
        # loads numba, which is known by now to be there
        from numba.core.errors import NumbaError

        from optimization.roster.columns.engine import solve_by_columns

        try:
            found = solve_by_columns(problem, options, warm_start, on_progress, interrupted)
        except NumbaError as error:
            result = solve_by_cpsat(
                problem, _with_time_left(options, began), on_progress, interrupted, warm_start
            )
            return _with_remarks(result, warnings=(_cpsat_alone(compiler_failure(error)),))
        if found.status is not SolveStatus.NONE_FOUND or found.termination is not Termination.STALL:
            return found
        known_bound = found.bound
        reasons = found.report.notes or ("no whole lines were found that meet every minimum together",)
        counted_seconds = found.report.counted_seconds
        options = _with_time_left(options, began, counted_seconds)
    result = solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
    note = f"planned with CP-SAT instead of whole lines: {'; '.join(reasons)}"
    report = replace(result.report, counted_seconds=result.report.counted_seconds + counted_seconds)
    return with_bound(_with_remarks(replace(result, report=report), notes=(note,)), known_bound)


def _cpsat_alone(why: str) -> str:
    return f"planned with CP-SAT alone, which finds dearer rosters for large wards: {why}"


def _with_time_left(options: SolveOptions, began: float, counted_seconds: float = 0.0) -> SolveOptions:
    """The options with the seconds that are left, by work counted where a run has to repeat exactly."""
    used = counted_seconds if options.reproducible else time.monotonic() - began
    return replace(options, seconds=max(_LEAST_SECONDS, options.seconds - used))


def _with_remarks(
    result: SolveResult, notes: tuple[str, ...] = (), warnings: tuple[str, ...] = ()
) -> SolveResult:
    report = result.report
    report = replace(report, notes=(*report.notes, *notes), warnings=(*report.warnings, *warnings))
    return replace(result, report=report)
