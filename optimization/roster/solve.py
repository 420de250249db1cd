"""`solve`: split, give each part to an engine, put the results together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from optimization.roster.parts_run import PartsRun, sum_float, sum_int
from optimization.roster.problem import RosterProblem
from optimization.roster.result import (
    Interrupted,
    OnProgress,
    Roster,
    SolveOptions,
    SolveResult,
    SolverReport,
    SolveStatus,
    Termination,
)
from optimization.roster.split import Part, merge, split
from optimization.roster.warm_start import warm_start_warnings

# the reason that says most about a whole of several parts
_WORST_FIRST = (
    Termination.INTERRUPTED,
    Termination.TIME,
    Termination.STALL,
    Termination.GAP,
    Termination.PROVED,
)


def solve(
    problem: RosterProblem,
    options: SolveOptions,
    on_progress: OnProgress | None = None,
    interrupted: Interrupted | None = None,
    warm_start: Roster | None = None,
) -> SolveResult:
    """The best roster found within the limits, with a proven bound on the cost of any roster.

    With `warm_start` the search begins at that roster, and returns nothing dearer if it keeps the hard rules; a warning
    says which it breaks otherwise. Raises ValueError when it is not of the people and days of the problem.

    `on_progress` and `interrupted` are called from the calling thread. When `interrupted` answers true, the best roster
    so far is returned.
    """
    started = time.monotonic()
    warnings = () if warm_start is None else warm_start_warnings(problem, warm_start)
    run = PartsRun(split(problem), options, started, on_progress, interrupted, warm_start)
    run.solve_each()
    run.go_on()
    merged = _merged(problem, run.parts, run.in_order, options, time.monotonic() - started)
    return replace(merged, report=replace(merged.report, warnings=(*warnings, *merged.report.warnings)))


def _merged(
    problem: RosterProblem,
    parts: Sequence[Part],
    results: Sequence[SolveResult],
    options: SolveOptions,
    seconds: float,
) -> SolveResult:
    engines = sorted({result.report.engine for result in results})
    report = SolverReport(
        "+".join(engines),
        seconds,
        options.seed,
        max(result.report.n_workers for result in results),
        options.reproducible,
        sum(result.report.counted_seconds for result in results),
        n_groups=len(parts),
        notes=tuple(dict.fromkeys(note for result in results for note in result.report.notes)),
        warnings=tuple(dict.fromkeys(text for result in results for text in result.report.warnings)),
    )
    status = _status([result.status for result in results])
    # without a roster, the parts that have none say why
    decisive = [
        result.termination
        for result in results
        if result.roster is None or status is not SolveStatus.NONE_FOUND
    ]
    why = next((reason for reason in _WORST_FIRST if reason in decisive), Termination.PROVED)
    if status is SolveStatus.INFEASIBLE:
        return SolveResult(status, Termination.PROVED, None, None, None, report)
    bound = sum_float([result.bound for result in results])
    rosters = [result.roster for result in results if result.roster is not None]
    if len(rosters) < len(results):
        return SolveResult(SolveStatus.NONE_FOUND, why, None, None, bound, report)
    objective = sum_int([result.objective for result in results])
    return SolveResult(status, why, merge(problem, parts, rosters), objective, bound, report)


def _status(statuses: Sequence[SolveStatus]) -> SolveStatus:
    """One part without a roster leaves the whole without one; all must be proven for the whole to be."""
    for status in (SolveStatus.INFEASIBLE, SolveStatus.NONE_FOUND, SolveStatus.FEASIBLE):
        if status in statuses:
            return status
    return SolveStatus.OPTIMAL
