"""Rolling over a long horizon: descents on some weeks at a time, everybody free, between days that stay."""

from __future__ import annotations

import math
from concurrent.futures import Executor
from itertools import pairwise

import numpy as np

from optimization.roster.columns.descent import descend
from optimization.roster.columns.generation import Generation
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.scope import make_scope
from optimization.roster.result import SolveOptions

LONG_DAYS = 100
"""Horizons above this may be too long to be planned in one piece."""

_SHORTEST_DAYS = 28
_LONGER = 3
_SHARE = 0.75
_RELAXING = 0.35
_NEAR = 0.01


def sweep_on(incumbent: Incumbent, grain: int, options: SolveOptions, executor: Executor | None) -> None:
    """Sweep over the horizon, with other cuts and over longer pieces each time, until pieces are as long as it.

    Short pieces come first because they are quick; longer ones can move totals from one part of the year to another.
    """
    n_days = incumbent.needs.problem.n_days
    length = min(_SHORTEST_DAYS, n_days)
    while length <= n_days:
        for offset in (0, length // 2):
            bounds = [0, *range(offset or length, n_days - length // 3, length), n_days]
            seconds = _SHARE * (options.seconds - incumbent.clock.seconds) / (len(bounds) - 1)
            for first, last in pairwise(bounds):
                if incumbent.stopped():
                    return
                incumbent.enter(f"days {first + 1} to {last}")
                _descend_on(incumbent, (first, last), seconds, grain, executor)
        length *= _LONGER


def _descend_on(
    incumbent: Incumbent, days: tuple[int, int], seconds: float, grain: int, executor: Executor | None
) -> None:
    lines, clock, (first, last) = incumbent.lines, incumbent.clock, days
    if lines is None:
        return
    scope = make_scope(incumbent.needs, incumbent.people, lines, range(len(lines)), days)
    if scope is None:
        return
    generation = Generation(grain, clock, incumbent.stopped, executor)
    relax_until = incumbent.stopped_within(_RELAXING * seconds)
    here = [lines[person.number][first:last] for person in scope.people]
    done = descend(scope, here, generation, math.inf, relax_until, (1 - _RELAXING) * seconds, near=_NEAR)
    if done.lines is not None:
        found = list(lines)
        for person, cells in zip(scope.people, done.lines, strict=True):
            before = lines[person.number]
            found[person.number] = np.concatenate([before[:first], cells, before[last:]])
        incumbent.offer(found)
