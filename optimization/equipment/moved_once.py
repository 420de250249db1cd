"""The best move of devices once for all days together: a first guess of the ways that pay, and a plan where there is time for no other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimization.equipment.columns import move_pence
from optimization.equipment.flow import Flow, as_it_stands
from optimization.equipment.problem import Bools, Floats, Ints, TypeProblem, days_lost
from optimization.linear import LinearProgram

_STEP_GROUPS = 60
_SECONDS = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class MovedOnce:
    """For each way from `start` to `end`: devices moved, and what one more costs beyond what it saves."""

    start: Ints
    end: Ints
    moved: Floats
    beyond: Floats


def best_single_move(problem: TypeProblem, allowed: Bools) -> MovedOnce | None:
    """Over the `allowed` ways, (places, places). Many steps are taken in groups, as this is a guess; None when it was not found."""
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
    return MovedOnce(start, end, solution.values[moved], solution.reduced[moved])


def moved_at_start(problem: TypeProblem) -> Flow | None:
    """Those moves on the first morning, as far as devices may leave, and nothing else; None where there are none."""
    allowed: Bools = problem.moves.allowed & ~np.eye(len(problem.stock), dtype=bool)
    allowed &= days_lost(problem.moves.minutes) < problem.n_days
    found = best_single_move(problem, allowed)
    if found is None:
        return None
    flow = as_it_stands(problem)
    standing = flow.standing.copy()
    free = np.minimum(standing - flow.bound_to_stay(problem), flow.available(problem)).min(axis=1)
    lag = days_lost(problem.moves.minutes)
    moves = []
    for way in np.argsort(-found.moved, kind="stable"):
        start, end = int(found.start[way]), int(found.end[way])
        count = int(min(np.floor(found.moved[way] + 1e-6), free[start]))
        if count <= 0:
            continue
        free[start] -= count
        standing[start] -= count
        standing[end, lag[start, end] :] += count
        moves.append((0, start, end, count))
    return replace(flow, standing=standing, moves=np.array(moves, dtype=np.int64)) if moves else None
