"""A bound that holds for every move and every single step, from the prices of a program that knows only some of them.

Lagrangian duality: whatever the prices, what devices and steps could earn at them at best is a bound. Moves that the program
does not know may open cheaper ways through places and days; steps that it takes together may earn more one by one. Both
are worked out exactly, and what they could save at most is taken off the program's optimum.
"""

from __future__ import annotations

import numpy as np

from optimization.equipment.family import TypeColumns, Windows, step_edges
from optimization.equipment.problem import Floats, TypeProblem, days_lost, ready_by_morning


def possible_saving(
    problem: TypeProblem, columns: TypeColumns, windows: Windows, prices: Floats, move_cost: Floats
) -> float:
    """By how much all moves and single steps could lower the optimum of one type at most, in pence.

    `prices` are of the program's rows; `move_cost` has shape (places, places, days) and holds the price of what leaves a site.
    """
    by_moves = _by_moves(problem, prices[columns.morning], prices[columns.day], move_cost)
    return by_moves + _by_steps(problem, windows, np.maximum(-prices[columns.use], 0.0))


def _by_moves(problem: TypeProblem, in_morning: Floats, on_day: Floats, move_cost: Floats) -> float:
    """What devices cost at best by all ways from where they stand, against `in_morning` of day 0 by the program's ways.

    Staying, and standing until the next morning, cost what prices differ by, which is what they cost in the program.
    """
    n_places, n_days = in_morning.shape
    lag, early = days_lost(problem.moves.minutes), ready_by_morning(problem.moves.minutes)
    places = np.arange(n_places)[None, :]
    next_morning = np.concatenate((in_morning[:, 1:], np.zeros((n_places, 1))), axis=1)
    leave, stand = np.zeros((n_places, n_days + 1)), np.zeros((n_places, n_days + 1))
    for day in range(n_days - 1, -1, -1):
        stand[:, day] = on_day[:, day] - next_morning[:, day] + leave[:, day + 1]
        arrives = np.minimum(day + lag, n_days)
        at_end = np.where(early, leave[places, arrives], stand[places, arrives])
        useful = problem.moves.allowed & (arrives < n_days)
        by_move = np.where(useful, move_cost[:, :, day] + at_end, np.inf).min(axis=1)
        leave[:, day] = np.minimum(in_morning[:, day] - on_day[:, day] + stand[:, day], by_move)
    return float((problem.stock * np.maximum(in_morning[:, 0] - leave[:, 0], 0.0)).sum())


def _by_steps(problem: TypeProblem, windows: Windows, value: Floats) -> float:
    """Steps earn what they save beyond the `value` of a device, one by one and as the program takes them together."""
    n_steps = problem.gains.shape[2]
    value = value.reshape(-1, 1)
    single = np.maximum(problem.gains.reshape(-1, n_steps) - value, 0.0).sum()
    width, saved = step_edges(problem, windows)
    together = np.maximum(saved - width * value, 0.0).sum()
    return float(single - together)
