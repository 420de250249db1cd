"""Compiled: weights of lines under a smoothed cost of the shared rows, one person after another.

The cost f of a row's total v is convex and piecewise linear. Its proximal form at a centre c and stiffness rho has the
slope s that is a slope of f at u = v + (c - s) / rho; it moves evenly with v where f has a kink.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimization.roster.columns.compiled import compiled

_STEPS = 6
_PAIRS = 3
_LOOK_AT_ALL = 5
_CLOSE = 1e-4


class RowCosts(NamedTuple):
    """Row r has `positions` and `slopes` from `first[r]` to `first[r + 1]`; a slope holds from its position on.

    The first slope holds below its position as well. `stiffness` is rho, `zero` a total from which costs count. Slopes
    from `dear` on, up or down, stand for what must not happen.
    """

    first: np.ndarray
    positions: np.ndarray
    slopes: np.ndarray
    stiffness: np.ndarray
    zero: np.ndarray
    dear: float


class Lines(NamedTuple):
    """Line j enters `rows` with `values` from `first[j]` to `first[j + 1]`, and costs `costs[j]`.

    The open lines of person p are `of_person` from `person_first[p]` to `person_first[p + 1]`.
    """

    first: np.ndarray
    rows: np.ndarray
    values: np.ndarray
    costs: np.ndarray
    person_first: np.ndarray
    of_person: np.ndarray


class Boxes(NamedTuple):
    """Variables from 0 to `most` that are no lines; entries as of lines."""

    first: np.ndarray
    rows: np.ndarray
    values: np.ndarray
    costs: np.ndarray
    most: np.ndarray


@compiled
def slope(costs: RowCosts, row: int, total: float, centre: float) -> float:
    """The slope of the row's proximal cost at `total`."""
    stiffness = costs.stiffness[row]
    at = total + centre / stiffness
    last = costs.first[row + 1] - 1
    for piece in range(costs.first[row], last):
        rise = stiffness * (at - costs.positions[piece + 1])
        if rise <= costs.slopes[piece]:
            return float(costs.slopes[piece])
        if rise <= costs.slopes[piece + 1]:
            return float(rise)
    return float(costs.slopes[last])


@compiled
def row_cost(costs: RowCosts, row: int, total: float, price: float) -> float:
    """The true cost of the row's total; where the slope is dear, the total is almost right and pays `price` a unit."""
    low, high = min(total, costs.zero[row]), max(total, costs.zero[row])
    cost = 0.0
    for piece in range(costs.first[row], costs.first[row + 1]):
        begin = low if piece == costs.first[row] else max(low, costs.positions[piece])
        end = high if piece + 1 == costs.first[row + 1] else min(high, costs.positions[piece + 1])
        if end > begin:
            each = costs.slopes[piece] if abs(costs.slopes[piece]) < costs.dear else price
            cost += each * (end - begin)
    return cost if total >= costs.zero[row] else -cost


@compiled
def all_slopes(costs: RowCosts, totals: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """The slope of each row at its total."""
    slopes = np.empty(len(totals))
    for row in range(len(totals)):
        slopes[row] = slope(costs, row, totals[row], centre[row])
    return slopes


@compiled
def all_costs(costs: RowCosts, totals: np.ndarray, slopes: np.ndarray) -> float:
    """The true cost of all rows together, as for `row_cost`."""
    cost = 0.0
    for row in range(len(totals)):
        cost += row_cost(costs, row, totals[row], slopes[row])
    return cost


@compiled
def least_prices(lines: Lines, slopes: np.ndarray) -> np.ndarray:
    """By person: what the cheapest of the open lines costs with the rows' slopes."""
    least = np.full(len(lines.person_first) - 1, np.inf)
    for person in range(len(least)):
        for place in range(lines.person_first[person], lines.person_first[person + 1]):
            least[person] = min(least[person], line_price(lines, slopes, lines.of_person[place]))
    return least


@compiled
def improve_weights(
    n_sweeps: int,
    costs: RowCosts,
    centre: np.ndarray,
    totals: np.ndarray,
    slopes: np.ndarray,
    lines: Lines,
    weights: np.ndarray,
    boxes: Boxes,
    amounts: np.ndarray,
    tolerance: float,
) -> int:
    """Move weight from each person's worst line in use to the best one, again and again; returns the moves made.

    `totals`, `slopes`, `weights` and `amounts` (of the boxes) are kept up to date. Ends before `n_sweeps` when no
    move would gain more than `tolerance` per unit of weight. Most sweeps look at the lines in use and at those that were
    some person's best one already; every few sweeps all are looked at, and so they are before the end.
    """
    change = np.zeros(len(totals))
    was_best = np.zeros(len(weights), dtype=np.bool_)
    n_moves = 0
    looks_at_all = True
    for sweep in range(n_sweeps):
        looks_at_all |= sweep % _LOOK_AT_ALL == 0
        before = n_moves
        for person in range(len(lines.person_first) - 1):
            for _pair in range(_PAIRS):
                best, worst, gain = _extremes(lines, weights, slopes, person, was_best, looks_at_all)
                was_best[best] = True
                if gain <= tolerance or best == worst:
                    break
                step = _step(costs, centre, totals, change, lines, best, worst, weights[worst])
                if step >= weights[worst] * (1 - 1e-9):
                    step = weights[worst]
                    weights[worst] = 0.0
                else:
                    weights[worst] -= step
                weights[best] += step
                _apply(costs, centre, totals, slopes, change, lines, best, step)
                _apply(costs, centre, totals, slopes, change, lines, worst, step)
                if step <= 0.0:
                    break
                n_moves += 1
        for box in range(len(amounts)):
            n_moves += _move_box(costs, centre, totals, slopes, boxes, amounts, box, tolerance)
        if n_moves == before and looks_at_all:
            break
        looks_at_all = n_moves == before
    return n_moves


@compiled
def line_price(lines: Lines, slopes: np.ndarray, line: int) -> float:
    """What a line costs with the rows' slopes."""
    price = lines.costs[line]
    for entry in range(lines.first[line], lines.first[line + 1]):
        price += slopes[lines.rows[entry]] * lines.values[entry]
    return float(price)


@compiled
def _extremes(
    lines: Lines,
    weights: np.ndarray,
    slopes: np.ndarray,
    person: int,
    was_best: np.ndarray,
    looks_at_all: bool,
) -> tuple[int, int, float]:
    """The cheapest line, the dearest line in use, and what lies between them."""
    best, worst = -1, -1
    least, most = np.inf, -np.inf
    for place in range(lines.person_first[person], lines.person_first[person + 1]):
        line = lines.of_person[place]
        if not (looks_at_all or was_best[line] or weights[line] > 0.0):
            continue
        price = line_price(lines, slopes, line)
        if price < least:
            least, best = price, line
        if weights[line] > 0.0 and price > most:
            most, worst = price, line
    return best, worst, most - least


@compiled
def _step(
    costs: RowCosts,
    centre: np.ndarray,
    totals: np.ndarray,
    change: np.ndarray,
    lines: Lines,
    best: int,
    worst: int,
    most: float,
) -> float:
    """How much weight to move: Newton steps with a curvature that is never too small, so they never go too far.

    Leaves in `change` what one unit changes in each row.
    """
    for entry in range(lines.first[best], lines.first[best + 1]):
        change[lines.rows[entry]] += lines.values[entry]
    for entry in range(lines.first[worst], lines.first[worst + 1]):
        change[lines.rows[entry]] -= lines.values[entry]
    step = 0.0
    for _ in range(_STEPS):
        gradient, curvature = lines.costs[best] - lines.costs[worst], 0.0
        for line in (best, worst):
            sign = 1.0 if line == best else -1.0
            for entry in range(lines.first[line], lines.first[line + 1]):
                row = lines.rows[entry]
                if change[row] != 0.0:
                    value = sign * lines.values[entry]
                    gradient += value * slope(costs, row, totals[row] + step * change[row], centre[row])
                    curvature += costs.stiffness[row] * abs(change[row] * value)
        if gradient >= 0.0 or curvature <= 0.0:
            return step if gradient >= 0.0 else most
        move = -gradient / curvature
        if step + move >= most:
            return most
        step += move
        if move < _CLOSE * most:
            break
    return step


@compiled
def _apply(
    costs: RowCosts,
    centre: np.ndarray,
    totals: np.ndarray,
    slopes: np.ndarray,
    change: np.ndarray,
    lines: Lines,
    line: int,
    step: float,
) -> None:
    for entry in range(lines.first[line], lines.first[line + 1]):
        row = lines.rows[entry]
        if change[row] != 0.0:
            totals[row] += step * change[row]
            change[row] = 0.0
            slopes[row] = slope(costs, row, totals[row], centre[row])


@compiled
def _move_box(
    costs: RowCosts,
    centre: np.ndarray,
    totals: np.ndarray,
    slopes: np.ndarray,
    boxes: Boxes,
    amounts: np.ndarray,
    box: int,
    tolerance: float,
) -> int:
    gradient, curvature = boxes.costs[box], 0.0
    for entry in range(boxes.first[box], boxes.first[box + 1]):
        row, value = boxes.rows[entry], boxes.values[entry]
        gradient += slopes[row] * value
        curvature += costs.stiffness[row] * value * value
    if abs(gradient) <= tolerance:
        return 0
    amount = min(max(amounts[box] - gradient / curvature, 0.0), boxes.most[box])
    step = amount - amounts[box]
    if step == 0.0:
        return 0
    amounts[box] = amount
    for entry in range(boxes.first[box], boxes.first[box + 1]):
        row = boxes.rows[entry]
        totals[row] += step * boxes.values[entry]
        slopes[row] = slope(costs, row, totals[row], centre[row])
    return 1
