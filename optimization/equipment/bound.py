"""A bound that holds for every move and every single step, from the prices of a program that knows only some of them.

Lagrangian duality: whatever the prices, what devices and steps could earn at them at best is a bound. Moves that the program
does not know may open cheaper ways through places and days; steps that it takes together may earn more one by one. Both
are worked out exactly, and what they could save at most is taken off the program's optimum.
"""

from __future__ import annotations

import numpy as np

from optimization.equipment.family import TypeColumns, Windows, step_edges
from optimization.equipment.problem import Floats, TypeProblem, days_lost


def possible_saving(
    problem: TypeProblem, columns: TypeColumns, windows: Windows, prices: Floats, move_cost: Floats
) -> float:
    """By how much all moves and single steps could lower the optimum of one type at most, in pence.

    `prices` are of the program's rows; `move_cost` has shape (places, places, days) and holds the price of what leaves a site.
    """
    return _by_moves(problem, prices[columns.balance], move_cost) + _by_steps(
        problem, windows, np.maximum(-prices[columns.use], 0.0)
    )


def _by_moves(problem: TypeProblem, price: Floats, move_cost: Floats) -> float:
    """A device in a place on a day costs `price` at best by the program's ways; by all ways it may cost less.

    Standing costs what prices differ by from one day to the next, which is what it costs in the program.
    """
    n_places, n_days = price.shape
    lag = days_lost(problem.moves.minutes)
    later = np.concatenate((price[:, 1:], np.zeros((n_places, 1))), axis=1)
    best = np.zeros((n_places, n_days + 1))
    places = np.arange(n_places)
    for day in range(n_days - 1, -1, -1):
        best[:, day] = price[:, day] - later[:, day] + best[:, day + 1]
        arrives = day + lag
        useful = problem.moves.allowed & (arrives < n_days)
        cost = np.where(useful, move_cost[:, :, day], np.inf)
        while True:
            by_move = (cost + best[places[None, :], np.minimum(arrives, n_days - 1)]).min(axis=1)
            if not (by_move < best[:, day] - 1e-9).any():
                break
            best[:, day] = np.minimum(best[:, day], by_move)
    devices = problem.arrivals.copy()
    devices[:, 0] += problem.stock
    return float((devices * np.maximum(price - best[:, :-1], 0.0)).sum())


def _by_steps(problem: TypeProblem, windows: Windows, value: Floats) -> float:
    """Steps earn what they save beyond the `value` of a device, one by one and as the program takes them together."""
    n_steps = problem.gains.shape[2]
    value = value.reshape(-1, 1)
    single = np.maximum(problem.gains.reshape(-1, n_steps) - value, 0.0).sum()
    width, saved = step_edges(problem, windows)
    together = np.maximum(saved - width * value, 0.0).sum()
    return float(single - together)
