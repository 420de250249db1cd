"""One part of a problem after another, and what time is left for those that ran out of theirs."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from optimization.roster.engines import solve_by_best_engine
from optimization.roster.result import (
    Interrupted,
    OnProgress,
    Progress,
    Roster,
    SolveOptions,
    SolveResult,
    SolveStatus,
    Termination,
    with_bound,
)
from optimization.roster.split import Part, restrict

_LEAST_SECONDS = 0.1
# less of the time than this share is not worth going on for
_WORTH_WHILE = 0.03


@dataclass(slots=True)
class PartsRun:
    """The parts of a problem, and the results of those that were solved, by number."""

    parts: Sequence[Part]
    options: SolveOptions
    started: float
    on_progress: OnProgress | None
    interrupted: Interrupted | None
    warm_start: Roster | None
    results: dict[int, SolveResult] = field(default_factory=dict)

    @property
    def in_order(self) -> list[SolveResult]:
        """The results in the order of the parts."""
        return [self.results[number] for number in sorted(self.results)]

    def solve_each(self) -> None:
        """Solve the parts one after another, each in its share of the time; the first without any roster ends it.

        Small parts prove their optimum soonest; what they leave of the time goes to the larger ones.
        """
        weights = [1 + len(part.problem.employees) * part.problem.n_days for part in self.parts]
        order = sorted(range(len(self.parts)), key=lambda number: (weights[number], number))
        for place, number in enumerate(order):
            share = weights[number] / sum(weights[later] for later in order[place:])
            known = None if self.warm_start is None else restrict(self.warm_start, self.parts[number])
            self._solve(number, place, share * self._left(), self.options.seed, known)
            if self.results[number].status is SolveStatus.INFEASIBLE:
                return

    def go_on(self) -> None:
        """Spend what time is left on the parts that ran out of theirs, the one with most to gain first."""
        n_times = 0
        while self._left() > _WORTH_WHILE * self.options.seconds:
            stopped = [
                n for n, one in self.results.items() if one.termination is Termination.TIME and one.roster
            ]
            is_over = any(one.termination is Termination.INTERRUPTED for one in self.results.values())
            if is_over or len(self.results) < len(self.parts) or not stopped:
                return
            n_times += 1
            number = max(stopped, key=lambda n: (_to_gain(self.results[n]), -n))
            seconds = self._left() / min(len(stopped), 2)
            before = self.results[number]
            self._solve(number, len(self.parts) - 1, seconds, self.options.seed + n_times, before.roster)
            self.results[number] = _together(before, self.results[number])

    def _left(self) -> float:
        used = sum(one.report.counted_seconds for one in self.results.values())
        return self.options.seconds - (used if self.options.reproducible else time.monotonic() - self.started)

    def _solve(self, number: int, place: int, seconds: float, seed: int, known: Roster | None) -> None:
        done = tuple(one for other, one in self.results.items() if other != number)
        sums = _Sums(self.started, place, len(self.parts), done, self.on_progress)
        own = replace(self.options, seconds=max(_LEAST_SECONDS, seconds), seed=seed)
        found = solve_by_best_engine(self.parts[number].problem, own, sums.show, self.interrupted, known)
        self.results[number] = found
        # a part may be done before its engine had anything to tell
        sums.show(Progress(found.report.seconds, "done", found.objective, found.bound))


def _to_gain(result: SolveResult) -> float:
    """What a better roster could save at most, in pence."""
    if result.objective is None or result.bound is None:
        return math.inf
    return result.objective - result.bound


def _together(before: SolveResult, after: SolveResult) -> SolveResult:
    """The better roster of two runs that followed each other, the better bound, and what both took."""
    best = after if after.objective is not None and _cost(after) <= _cost(before) else before
    report = replace(
        after.report,
        seconds=before.report.seconds + after.report.seconds,
        counted_seconds=before.report.counted_seconds + after.report.counted_seconds,
        notes=tuple(dict.fromkeys((*before.report.notes, *after.report.notes))),
        warnings=tuple(dict.fromkeys((*before.report.warnings, *after.report.warnings))),
    )
    result = replace(best, termination=after.termination, report=report)
    return with_bound(with_bound(result, before.bound), after.bound)


def _cost(result: SolveResult) -> float:
    return math.inf if result.objective is None else result.objective


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
        objective = sum_int([*(result.objective for result in self.done), progress.objective])
        bound = sum_float([*(result.bound for result in self.done), progress.bound])
        self.on_progress(Progress(seconds, progress.phase, objective, bound, self.number + 1, self.n_parts))


def sum_int(values: Sequence[int | None]) -> int | None:
    """The sum; None while one is missing."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def sum_float(values: Sequence[float | None]) -> float | None:
    """The sum; None while one is missing."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
