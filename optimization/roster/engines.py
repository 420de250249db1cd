"""Which engine takes a problem: whole lines, or CP-SAT for what is small, refused, not found, or not to be run here."""

from __future__ import annotations

import time
from dataclasses import replace

from optimization.roster.columns.compiler import missing_compiler
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

    Without numba everything is left to CP-SAT, with a warning that says how to install it.
    """
    if len(problem.employees) * problem.n_days <= _SMALL_CELLS:
        return solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
    missing = missing_compiler()
    if missing is not None:
        result = solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
        warning = f"planned with CP-SAT alone, which finds dearer rosters for large wards: {missing}"
        return _with_remarks(result, warnings=(warning,))
    reasons = reasons_against(problem)
    known_bound: float | None = None
    if not reasons:
        # loads numba, which is known by now to be there
        from optimization.roster.columns.engine import solve_by_columns

        started = time.monotonic()
        found = solve_by_columns(problem, options, warm_start, on_progress, interrupted)
        if found.status is not SolveStatus.NONE_FOUND or found.termination is not Termination.STALL:
            return found
        known_bound = found.bound
        reasons = found.report.notes or ("no whole lines were found that meet every minimum together",)
        used = found.report.counted_seconds if options.reproducible else time.monotonic() - started
        options = replace(options, seconds=max(_LEAST_SECONDS, options.seconds - used))
    result = solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
    note = f"planned with CP-SAT instead of whole lines: {'; '.join(reasons)}"
    return _with_bound(_with_remarks(result, notes=(note,)), known_bound)


def _with_remarks(
    result: SolveResult, notes: tuple[str, ...] = (), warnings: tuple[str, ...] = ()
) -> SolveResult:
    report = result.report
    report = replace(report, notes=(*report.notes, *notes), warnings=(*report.warnings, *warnings))
    return replace(result, report=report)


def _with_bound(result: SolveResult, bound: float | None) -> SolveResult:
    """The result with `bound`, which another engine proved, where it is the better one."""
    if bound is None or result.status in (SolveStatus.OPTIMAL, SolveStatus.INFEASIBLE):
        return result
    if result.bound is not None and result.bound >= bound:
        return result
    if result.objective is None or bound <= result.objective - 1:
        return replace(result, bound=bound)
    return replace(
        result, status=SolveStatus.OPTIMAL, termination=Termination.PROVED, bound=float(result.objective)
    )
