"""`solve`: split, give each part to an engine, put the results together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimization.roster.engines import solve_by_best_engine
from optimization.roster.problem import RosterProblem
from optimization.roster.result import (
    Interrupted,
    OnProgress,
    Progress,
    Roster,
    SolveOptions,
    SolveResult,
    SolverReport,
    SolveStatus,
    Termination,
)
from optimization.roster.split import Part, merge, restrict, split
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
    parts = split(problem)
    weights = [1 + len(part.problem.employees) * part.problem.n_days for part in parts]
    results: dict[int, SolveResult] = {}
    # small parts prove their optimum soonest; what they leave of the time goes to the larger ones
    order = sorted(range(len(parts)), key=lambda number: (weights[number], number))
    left = options.seconds
    for place, number in enumerate(order):
        part = parts[number]
        share = weights[number] / sum(weights[later] for later in order[place:])
        sums = _Sums(started, place, len(parts), tuple(results.values()), on_progress)
        known = None if warm_start is None else restrict(warm_start, part)
        own = replace(options, seconds=max(0.1, left * share))
        result = solve_by_best_engine(part.problem, own, sums.show, interrupted, known)
        results[number] = result
        if result.status is SolveStatus.INFEASIBLE:
            break
        used = sum(one.report.counted_seconds for one in results.values())
        left = options.seconds - (used if options.reproducible else time.monotonic() - started)
    in_order = [results[number] for number in range(len(parts)) if number in results]
    merged = _merged(problem, parts, in_order, options, time.monotonic() - started)
    return replace(merged, report=replace(merged.report, warnings=(*warnings, *merged.report.warnings)))


@dataclass(frozen=True, slots=True)
class _Sums:
    """Turns the progress of one part into that of the whole."""

    started: float
    number: int
    n_parts: int
    done: Sequence[SolveResult]
    on_progress: OnProgress | None

    def show(self, progress: Progress) -> None:
        """Report the objective and bound of the parts so far."""
        if self.on_progress is None:
            return
        seconds = time.monotonic() - self.started
        objective = _sum_int([*(result.objective for result in self.done), progress.objective])
        bound = _sum_float([*(result.bound for result in self.done), progress.bound])
        self.on_progress(Progress(seconds, progress.phase, objective, bound, self.number + 1, self.n_parts))


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
    bound = _sum_float([result.bound for result in results])
    rosters = [result.roster for result in results if result.roster is not None]
    if len(rosters) < len(results):
        return SolveResult(SolveStatus.NONE_FOUND, why, None, None, bound, report)
    objective = _sum_int([result.objective for result in results])
    return SolveResult(status, why, merge(problem, parts, rosters), objective, bound, report)


def _status(statuses: Sequence[SolveStatus]) -> SolveStatus:
    """One part without a roster leaves the whole without one; all must be proven for the whole to be."""
    for status in (SolveStatus.INFEASIBLE, SolveStatus.NONE_FOUND, SolveStatus.FEASIBLE):
        if status in statuses:
            return status
    return SolveStatus.OPTIMAL


def _sum_int(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _sum_float(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
