"""What moves cost at the prices of a program, and which of those that it does not know would pay."""

from __future__ import annotations

import numpy as np

from optimization.equipment.columns import Arcs, TypeColumns, move_pence
from optimization.equipment.loads import Carrying
from optimization.equipment.problem import Floats, Ints, TypeProblem, days_lost, ready_by_morning

_MOST_PER_PLACE = 120
"""Moves that a program grows by at once: fewer need more rounds, more make each of them slower."""


def priced_moves(problem: TypeProblem, carrying: Carrying, prices: Floats, limits: Ints | None) -> Floats:
    """What each move costs with the price of a vehicle's room, shape (places, places, days).

    `limits` are the rows of that room, (sites, days); None: no limit.
    """
    site_of = carrying.site_of
    cost = move_pence(problem)[:, :, None]
    spread: Floats = np.broadcast_to(cost, (*cost.shape[:2], problem.n_days)).astype(float)
    if limits is not None:
        far = (site_of[:, None] != site_of[None, :])[:, :, None]
        spread = spread - far * problem.load * prices[limits][site_of][:, None, :]
    return spread


def paying_moves(problem: TypeProblem, columns: TypeColumns, prices: Floats, cost: Floats) -> Arcs:
    """Moves that save more than they `cost` at the prices of the rows, those that save most first."""
    in_morning, on_day = prices[columns.morning], prices[columns.day]
    lag, early = days_lost(problem.moves.minutes), ready_by_morning(problem.moves.minutes)
    places = np.arange(len(on_day))[None, :]
    starts, ends, days, worth = [], [], [], []
    for day in range(problem.n_days):
        useful = problem.moves.allowed & (day + lag < problem.n_days)
        arrival = np.minimum(day + lag, problem.n_days - 1)
        at_end = np.where(early, in_morning[places, arrival], on_day[places, arrival])
        reduced = cost[:, :, day] - in_morning[:, day][:, None] + at_end
        start, end = np.nonzero(useful & (reduced < -0.25))
        starts.append(start)
        ends.append(end)
        days.append(np.full(len(start), day))
        worth.append(reduced[start, end])
    found = Arcs(np.concatenate(starts), np.concatenate(ends), np.concatenate(days))
    order = np.argsort(np.concatenate(worth), kind="stable")[: _MOST_PER_PLACE * len(on_day)]
    return Arcs(found.start[order], found.end[order], found.day[order])
