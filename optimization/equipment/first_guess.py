"""What a program of equipment begins with: moves that may pay if made once for all days, and the steps of worth about an even spread."""

from __future__ import annotations

import numpy as np

from optimization.equipment.columns import Arcs, move_pence
from optimization.equipment.moved_once import best_single_move
from optimization.equipment.problem import Bools, Floats, Ints, TypeProblem, days_lost

_FEW_MOVES = 20_000
"""Up to so many possible moves of a type all are in the program from the start."""
_BEST = 8
_NEAREST = 4
_EVERY_DAYS = 3
"""Moves on the days between are added where they pay; waiting a day or two tells nearly as well what devices are worth where."""


def first_arcs(problem: TypeProblem) -> tuple[Arcs, bool]:
    """All moves where they are few, else those of the most promising ways on some days; and whether that is all."""
    allowed: Bools = problem.moves.allowed & ~np.eye(len(problem.stock), dtype=bool)
    every = int(allowed.sum()) * problem.n_days <= _FEW_MOVES
    if not every:
        allowed = allowed & _promising(problem, allowed)
    start, end = np.nonzero(allowed)
    days = np.arange(0, problem.n_days, 1 if every else _EVERY_DAYS)
    lag = days_lost(problem.moves.minutes)[start, end]
    pair, day = np.nonzero(days[None, :] + lag[:, None] < problem.n_days)
    return Arcs(start[pair], end[pair], days[day]), every


def _promising(problem: TypeProblem, allowed: Bools) -> Bools:
    """Ways that are used, or nearly pay, when devices move once for all days together; and those to the nearest places."""
    pence = np.where(allowed, move_pence(problem), np.iinfo(np.int64).max).astype(float)
    chosen = np.zeros_like(allowed)
    np.put_along_axis(chosen, _lowest(pence, _NEAREST), values=True, axis=1)
    once = best_single_move(problem, allowed)
    beyond = pence
    if once is not None:
        beyond = np.full(allowed.shape, np.inf)
        beyond[once.start, once.end] = once.beyond
    np.put_along_axis(chosen, _lowest(beyond, _BEST), values=True, axis=1)
    np.put_along_axis(chosen.T, _lowest(beyond.T, _BEST), values=True, axis=1)
    return chosen


def _lowest(values: Floats, n: int) -> Ints:
    return np.argsort(values, axis=1, kind="stable")[:, :n]


def even_spread(problem: TypeProblem) -> Ints:
    """Devices by place and day if they could be anywhere at once: a first guess of where steps matter."""
    n_places, n_days, n_steps = problem.gains.shape
    centre = np.zeros((n_places, n_days), dtype=np.int64)
    if not n_steps:
        return centre
    fit = (problem.stock[:, None] - problem.out - problem.booked).sum(axis=0)
    for day in range(n_days):
        steps = np.sort(problem.gains[:, day].ravel())[::-1]
        threshold = steps[min(int(fit[day]), len(steps)) - 1] if fit[day] > 0 else steps[0] + 1
        centre[:, day] = (problem.gains[:, day] > max(threshold, 0)).sum(axis=1)
    return centre
