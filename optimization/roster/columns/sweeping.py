"""Rolling over a long horizon: descents on some weeks at a time, everybody free, between days that stay."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import Executor
from itertools import pairwise

import numpy as np

from optimization.roster.columns.descent import descend
from optimization.roster.columns.generation import Generation
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.plan import row_counts
from optimization.roster.columns.pool import Pool
from optimization.roster.columns.scope import make_scope

LONG_DAYS = 100
"""Horizons above this may be too long to be planned in one piece."""

_SHORTEST_DAYS = 28
_LONGER = 3
# how much of the time is shared out evenly over the days, the rest by cost
_EVEN = 0.5
_RELAXING = 0.35
_NEAR = 0.01


def sweeps_over(n_days: int) -> list[tuple[int, int]]:
    """Lengths of the pieces of each sweep, and where the first cut lies: other cuts, and longer pieces each time.

    Short pieces come first because they are quick; longer ones can move totals from one part of the year to another.
    """
    lengths = [min(_SHORTEST_DAYS, n_days)]
    while lengths[-1] * _LONGER <= n_days:
        lengths.append(lengths[-1] * _LONGER)
    return [(length, cut) for length in lengths for cut in (length, length // 2)]


def sweep_on(
    incumbent: Incumbent,
    pool: Pool,
    grain: int,
    pieces_of: tuple[int, int],
    seconds: float,
    executor: Executor | None,
) -> None:
    """Sweep over the horizon once, in pieces of a length cut as `sweeps_over` says, in about `seconds`.

    The dearest pieces come first and get the most time. Each sets out from the prices that the last one
    over the same days has left in `pool`.
    """
    n_days = incumbent.needs.problem.n_days
    length, cut = pieces_of
    bounds = [0, *range(cut, n_days - length // 3, length), n_days]
    for days, share in _dearest_first(incumbent, list(pairwise(bounds))):
        if incumbent.stopped():
            return
        incumbent.enter(f"days {days[0] + 1} to {days[1]}")
        _descend_on(incumbent, pool, days, share * seconds, grain, executor)


def _dearest_first(
    incumbent: Incumbent, pieces: Sequence[tuple[int, int]]
) -> list[tuple[tuple[int, int], float]]:
    """Pieces of days by what coverage costs on them, and the share of the time for each."""
    needs = incumbent.needs
    counts = row_counts(needs, incumbent.people, incumbent.lines or ())
    by_day = np.zeros(needs.problem.n_days)
    for number, row in enumerate(needs.problem.coverage):
        if 0 <= row.day < len(by_day):
            by_day[row.day] += max(0.0, needs.row_cost(number, int(counts[number])))
    costs = np.array([by_day[first:last].sum() for first, last in pieces])
    even = np.array([last - first for first, last in pieces]) / len(by_day)
    shares = _EVEN * even + (1 - _EVEN) * (costs / costs.sum() if costs.sum() > 0.0 else even)
    order = np.argsort(-shares, kind="stable")
    return [(pieces[place], float(shares[place])) for place in order]


def _descend_on(
    incumbent: Incumbent,
    pool: Pool,
    days: tuple[int, int],
    seconds: float,
    grain: int,
    executor: Executor | None,
) -> None:
    lines, (first, last) = incumbent.lines, days
    if lines is None:
        return
    scope = make_scope(incumbent.needs, incumbent.people, lines, range(len(lines)), days)
    if scope is None:
        return
    generation = Generation(grain, incumbent.clock, incumbent.stopped, executor)
    relax_until = incumbent.stopped_within(_RELAXING * seconds)
    here = [lines[person.number][first:last] for person in scope.people]
    seconds_to_dive = (1 - _RELAXING) * seconds
    done = descend(
        scope, here, generation, math.inf, relax_until, seconds_to_dive, near=_NEAR, duals=pool.duals(scope)
    )
    if done.relaxed.solution is not None:
        pool.set_prices(done.relaxed.solution, scope.rows)
    if done.lines is not None:
        numbers = (person.number for person in scope.people)
        incumbent.offer_part(dict(zip(numbers, done.lines, strict=True)), days)
