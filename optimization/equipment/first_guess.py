"""What a program of equipment begins with: moves that may pay if made once for all days, and the steps of worth about an even spread."""

from __future__ import annotations

import numpy as np

from optimization.equipment.columns import Arcs, move_pence
from optimization.equipment.problem import Bools, Floats, Ints, TypeProblem, days_lost
from optimization.linear import LinearProgram

_FEW_MOVES = 20_000
"""Up to so many possible moves of a type all are in the program from the start."""
_BEST = 8
_NEAREST = 4
_STEP_GROUPS = 60
_SECONDS = 10.0
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
    beyond = _moved_once(problem, allowed)
    beyond = pence if beyond is None else np.where(allowed, beyond, np.inf)
    np.put_along_axis(chosen, _lowest(beyond, _BEST), values=True, axis=1)
    np.put_along_axis(chosen.T, _lowest(beyond.T, _BEST), values=True, axis=1)
    return chosen


def _lowest(values: Floats, n: int) -> Ints:
    return np.argsort(values, axis=1, kind="stable")[:, :n]


def _moved_once(problem: TypeProblem, allowed: Bools) -> Floats | None:
    """What each way costs beyond what it saves, (places, places), in the best single move of devices for all days together.

    Many steps are taken in groups, as this is a guess; None when it was not found.
    """
    program = LinearProgram()
    fit = problem.stock - (problem.out + problem.booked).mean(axis=1)
    there = program.add_rows(len(fit), upper=np.maximum(fit, 0.0))
    start, end = np.nonzero(allowed)
    moved = program.add_columns(len(start), cost=move_pence(problem)[start, end])
    program.add_terms(there[start], moved, 1.0)
    program.add_terms(there[end], moved, -1.0)
    n_steps = problem.gains.shape[2]
    first = np.arange(0, n_steps, max(1, n_steps // _STEP_GROUPS))
    saved = np.add.reduceat(problem.gains.sum(axis=1), first, axis=1) if n_steps else problem.gains[:, 0]
    width = np.diff(first, append=n_steps)
    place, group = np.nonzero(saved)
    filled = program.add_columns(
        len(place), cost=-(saved[place, group] / width[group]), upper=width[group].astype(float)
    )
    program.add_terms(there[place], filled, 1.0)
    solution = program.solve(_SECONDS, relaxed=True)
    if solution is None or solution.reduced is None:
        return None
    beyond = np.zeros(allowed.shape)
    beyond[start, end] = solution.reduced[moved]
    return beyond


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
