"""A bound that holds for every move and every single step, from the prices of a program that knows only some of them.

Lagrangian duality: whatever the prices, what devices and steps could earn at them at best is a bound. Moves that the program
does not know may open cheaper ways through places and days; steps that it takes together may earn more one by one. Both
are worked out exactly. The prices need not be optimal; the nearer they are, the better is the bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimization.equipment.columns import TypeColumns, Windows, step_edges
from optimization.equipment.problem import Floats, TypeProblem, days_lost, ready_by_morning
from optimization.linear import LinearProgram


def lower_bound(
    program: LinearProgram,
    problems: Sequence[TypeProblem],
    columns: Mapping[str, TypeColumns],
    windows: Mapping[str, Windows],
    prices: Floats,
    move_costs: Mapping[str, Floats],
) -> float:
    """What the program costs at least, with all moves and single steps, in pence.

    `prices` are of the program's rows; `move_costs` have by type the shape (places, places, days) and hold the price of what
    leaves a site.
    """
    bound, reduced = program.lagrangian(prices)
    lower, upper = np.concatenate(program.lower), np.concatenate(program.upper)
    flowing = np.zeros(program.n_columns, dtype=bool)
    for own in columns.values():
        flowing[own.moved] = flowing[own.standing] = flowing[own.stayed] = True
    other = ~flowing & (reduced != 0.0)
    at_best = np.where(reduced > 0, lower, upper)
    bound += float((reduced[other] * at_best[other]).sum())
    for problem in problems:
        own = columns[problem.type_id]
        bound += float((np.maximum(reduced[own.stayed], 0.0) * lower[own.stayed]).sum())
        bound -= _by_moves(problem, own, prices, reduced, move_costs[problem.type_id])
        value = np.maximum(-prices[own.use], 0.0)
        bound -= _by_steps(problem, windows[problem.type_id], value)
    return bound


def _by_moves(
    problem: TypeProblem, columns: TypeColumns, prices: Floats, reduced: Floats, move_cost: Floats
) -> float:
    """What devices cost less by the best of all ways from where they stand than the price of the first morning there.

    Staying, and standing until the next morning, cost what prices differ by, or less where the program's prices were not yet
    optimal; what they cost more is counted for those that have to stay.
    """
    in_morning, on_day = prices[columns.morning], prices[columns.day]
    n_places, n_days = in_morning.shape
    lag, early = days_lost(problem.moves.minutes), ready_by_morning(problem.moves.minutes)
    places = np.arange(n_places)[None, :]
    next_morning = np.concatenate((in_morning[:, 1:], np.zeros((n_places, 1))), axis=1)
    staying = in_morning - on_day + np.minimum(reduced[columns.stayed], 0.0)
    standing = on_day - next_morning + np.minimum(reduced[columns.standing], 0.0)
    leave, stand = np.zeros((n_places, n_days + 1)), np.zeros((n_places, n_days + 1))
    for day in range(n_days - 1, -1, -1):
        stand[:, day] = standing[:, day] + leave[:, day + 1]
        arrives = np.minimum(day + lag, n_days)
        at_end = np.where(early, leave[places, arrives], stand[places, arrives])
        useful = problem.moves.allowed & (arrives < n_days)
        by_move = np.where(useful, move_cost[:, :, day] + at_end, np.inf).min(axis=1)
        leave[:, day] = np.minimum(staying[:, day] + stand[:, day], by_move)
    return float((problem.stock * np.maximum(in_morning[:, 0] - leave[:, 0], 0.0)).sum())


def _by_steps(problem: TypeProblem, windows: Windows, value: Floats) -> float:
    """What steps earn beyond the `value` of a device more one by one than as the program takes them together."""
    n_steps = problem.gains.shape[2]
    value = value.reshape(-1, 1)
    single = np.maximum(problem.gains.reshape(-1, n_steps) - value, 0.0).sum()
    width, saved = step_edges(problem, windows)
    together = np.maximum(saved - width * value, 0.0).sum()
    return float(single - together)
