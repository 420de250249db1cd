"""`solve`: split, give each part to an engine, put the results together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.support import reasons_against
from optimization.roster.cpsat.engine import solve_by_cpsat
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

# up to so many cells (people times days) CP-SAT proves the optimum sooner than columns are built
_SMALL_CELLS = 100

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

    With `warm_start` the search begins at that roster, and returns nothing dearer if it keeps the hard rules. Raises
    ValueError when it is not of the people and days of the problem.

    `on_progress` and `interrupted` are called from the calling thread. When `interrupted` answers true, the best roster
    so far is returned.
    """
    started = time.monotonic()
    if warm_start is not None:
        lengths = {len(line) for line in warm_start.lines}
        if len(warm_start.lines) != len(problem.employees) or lengths - {problem.n_days}:
            raise ValueError(
                "a roster to start from needs one line for each employee, with one cell for each day"
            )
    parts = split(problem)
    weights = [1 + len(part.problem.employees) * part.problem.n_days for part in parts]
    results: list[SolveResult] = []
    for number, part in enumerate(parts):
        seconds = options.seconds
        if not options.reproducible:
            seconds -= time.monotonic() - started
        share = weights[number] / (sum(weights) if options.reproducible else sum(weights[number:]))
        sums = _Sums(started, number, len(parts), results, on_progress)
        known = None if warm_start is None else restrict(warm_start, part)
        result = _solve_part(
            part.problem, replace(options, seconds=max(0.1, seconds * share)), sums.show, interrupted, known
        )
        results.append(result)
        if result.status is SolveStatus.INFEASIBLE:
            break
    return _merged(problem, parts, results, options, time.monotonic() - started)


def _solve_part(
    problem: RosterProblem,
    options: SolveOptions,
    on_progress: OnProgress,
    interrupted: Interrupted | None,
    warm_start: Roster | None,
) -> SolveResult:
    """Columns, save for small parts, which CP-SAT proves outright, and what columns cannot take or find, which is said."""
    if len(problem.employees) * problem.n_days <= _SMALL_CELLS:
        return solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
    started = time.monotonic()
    known_bound: float | None = None
    reasons = reasons_against(problem)
    if not reasons:
        found = solve_by_columns(problem, options, warm_start, on_progress, interrupted)
        if found.status is not SolveStatus.NONE_FOUND or found.termination is not Termination.STALL:
            return found
        known_bound = found.bound
        reasons = found.report.notes or ("no whole lines were found that meet every minimum together",)
        if not options.reproducible:
            seconds = options.seconds - (time.monotonic() - started)
            options = replace(options, seconds=max(0.1, seconds))
    result = solve_by_cpsat(problem, options, on_progress, interrupted, warm_start)
    note = f"planned with CP-SAT instead of whole lines: {'; '.join(reasons)}"
    result = replace(result, report=replace(result.report, notes=(*result.report.notes, note)))
    return _with_bound(result, known_bound)


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
        if self.n_parts == 1:
            self.on_progress(replace(progress, seconds=seconds))
            return
        phase = f"part {self.number + 1} of {self.n_parts}: {progress.phase}"
        objective = _sum_int([*(result.objective for result in self.done), progress.objective])
        bound = _sum_float([*(result.bound for result in self.done), progress.bound])
        self.on_progress(Progress(seconds, phase, objective, bound, self.number + 1, self.n_parts))


def _merged(
    problem: RosterProblem,
    parts: Sequence[Part],
    results: Sequence[SolveResult],
    options: SolveOptions,
    seconds: float,
) -> SolveResult:
    engines = sorted({result.report.engine for result in results})
    notes = tuple(dict.fromkeys(note for result in results for note in result.report.notes))
    report = SolverReport(
        "+".join(engines),
        seconds,
        options.seed,
        options.n_workers,
        options.reproducible,
        n_groups=len(parts),
        notes=notes,
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
