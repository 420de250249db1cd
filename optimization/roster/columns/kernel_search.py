"""Compiled: one pricing call. Tables, prices on the counters they leave out, and labels where these are not enough."""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.compiled import compiled
from optimization.roster.columns.kernel_labels import search_labels
from optimization.roster.columns.kernel_tables import detours, fill_tables, follow, trace
from optimization.roster.columns.space import LineSpace

TOLERANCE = 1e-6
MOST_STEPS = 12
_FEW_STEPS = 4
WIDTH = 3000
_NARROW = 150
# what takes as long as so many table entries: a call, a fill apart from its entries, a move out of a state on a day, and out of
# a label
_WORK_PER_CALL = 10_000
_WORK_PER_FILL = 1_000
_WORK_PER_MOVE = 6
_WORK_PER_LABELLED = 8


@compiled
def day_costs(cell_costs: np.ndarray, class_of: np.ndarray, n_classes: int) -> tuple[np.ndarray, np.ndarray]:
    """[day, class]: the cost of the cheapest cell of the class, and its number."""
    n_days, n_cells = cell_costs.shape
    costs = np.full((n_days, n_classes), np.inf)
    choice = np.zeros((n_days, n_classes), dtype=np.int64)
    for cell in range(n_cells - 1, -1, -1):
        number = class_of[cell]
        for day in range(n_days):
            if cell_costs[day, cell] <= costs[day, number]:
                costs[day, number] = cell_costs[day, cell]
                choice[day, number] = cell
    return costs, choice


@compiled
def search_line(
    space: LineSpace,
    day_cost: np.ndarray,
    start_prices: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
    cutoff: float,
    exact: bool,
    n_lines: int,
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray, int]:
    """The bound; lines [number, day] of classes and what they cost, cheapest first; better prices of counters; the work.

    One line is the best one found, the others leave it once. Work is counted in table entries filled, or what takes as
    long (`clock`).
    """
    n_days = day_cost.shape[0]
    in_slot = _in_slot(space)
    n_windows = len(in_slot)
    work = _WORK_PER_CALL
    moves_of_day = n_days * len(space.move_class) // space.first.shape[0]
    if offset[-1] == 0:
        return np.inf, np.zeros((0, n_days), dtype=np.int64), np.zeros(0), start_prices, work
    work_of_fill = _WORK_PER_FILL + _WORK_PER_MOVE * moves_of_day + int(offset[-1])
    prices, best_prices = start_prices, start_prices
    bound, best_cost = -np.inf, np.inf
    best = np.full(n_days, -1, dtype=np.int64)
    table = np.zeros(0)
    needs_labels = True
    for _ in range(MOST_STEPS if exact else _FEW_STEPS):
        table = fill_tables(space, day_cost, prices, low, high, offset)
        work += work_of_fill
        value = table[offset[space.start]]
        if np.isinf(value):
            return np.inf, np.zeros((0, n_days), dtype=np.int64), np.zeros(0), best_prices, work
        value -= promises(space, in_slot, prices).sum()
        classes = np.zeros(n_days, dtype=np.int64)
        trace(space, day_cost, prices, low, high, offset, table, classes, 0)
        cost, steps = _follow(space, day_cost, classes)
        if cost < best_cost:
            best_cost, best = cost, classes
        if value > bound:
            bound, best_prices = value, prices
        if min(best_cost, cutoff) <= bound + TOLERANCE:
            needs_labels = False
            break
        slope = _slope(space, in_slot, prices, steps)
        size = (slope * slope).sum()
        if size == 0.0:
            break
        target = min(best_cost, cutoff, value + max(10.0, 0.02 * abs(value)))
        moved = np.empty(n_windows)
        for window in range(n_windows):
            moved[window] = prices[window] + (target - value) / size * slope[window]
            if space.window_monotone[window]:
                moved[window] = max(moved[window], 0.0)
        prices = moved
    if needs_labels and (exact or np.isinf(best_cost)):
        prices = best_prices
        table = fill_tables(space, day_cost, prices, low, high, offset)
        work += work_of_fill
        classes = np.zeros(n_days, dtype=np.int64)
        trace(space, day_cost, prices, low, high, offset, table, classes, 0)
        cost, _steps = _follow(space, day_cost, classes)
        if cost < best_cost:
            best_cost, best = cost, classes
        limit = min(cutoff, best_cost)
        if limit > bound + TOLERANCE:
            rest = _rest(space, promises(space, in_slot, prices))
            classes = np.zeros(n_days, dtype=np.int64)
            width = WIDTH if exact else _NARROW
            found, complete, n_labelled = search_labels(
                space, day_cost, prices, rest, low, high, offset, table, limit, width, classes
            )
            work += _WORK_PER_LABELLED * n_labelled
            if np.isfinite(found):
                cost, _steps = _follow(space, day_cost, classes)
                if cost < best_cost:
                    best_cost, best = cost, classes
            if complete:
                bound = max(bound, min(limit, best_cost))
    if np.isinf(best_cost):
        return bound, np.zeros((0, n_days), dtype=np.int64), np.zeros(0), best_prices, work
    lines, costs = _lines(space, day_cost, prices, low, high, offset, table, best, best_cost, n_lines)
    return bound, lines, costs, best_prices, work


@compiled
def _in_slot(space: LineSpace) -> np.ndarray:
    """By window: whether the tables leave it out."""
    in_slot = np.zeros(len(space.window_first) - 1, dtype=np.bool_)
    for slot in range(space.slot_window.shape[0]):
        for day in range(space.slot_window.shape[1]):
            if space.slot_window[slot, day] >= 0:
                in_slot[space.slot_window[slot, day]] = True
    return in_slot


@compiled
def promises(space: LineSpace, in_slot: np.ndarray, prices: np.ndarray) -> np.ndarray:
    """By window: the most that its price can exceed its cost."""
    out = np.zeros(len(prices))
    for window in range(len(prices)):
        if in_slot[window]:
            begin, end = space.window_first[window], space.window_first[window + 1]
            out[window] = -np.inf
            for n in range(end - begin):
                out[window] = max(out[window], prices[window] * n - space.window_costs[begin + n])
    return out


@compiled
def _slope(space: LineSpace, in_slot: np.ndarray, prices: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """By window: how the bound changes with its price, from the count among the dearest ones that is nearest to `steps`."""
    slope = np.zeros(len(prices))
    for window in range(len(prices)):
        if not in_slot[window]:
            continue
        begin, end = space.window_first[window], space.window_first[window + 1]
        most = -np.inf
        for n in range(end - begin):
            most = max(most, prices[window] * n - space.window_costs[begin + n])
        nearest = -1
        for n in range(end - begin):
            is_tie = prices[window] * n - space.window_costs[begin + n] >= most - TOLERANCE
            if is_tie and (nearest < 0 or abs(n - steps[window]) < abs(nearest - steps[window])):
                nearest = n
        slope[window] = steps[window] - nearest
    return slope


@compiled
def _rest(space: LineSpace, promised: np.ndarray) -> np.ndarray:
    """By boundary: what is promised for the windows that end after it."""
    n_slots, n_boundaries = space.slot_fold.shape
    rest = np.zeros(n_boundaries)
    for slot in range(n_slots):
        for boundary in range(n_boundaries):
            if space.slot_fold[slot, boundary] >= 0:
                rest[:boundary] += promised[space.slot_fold[slot, boundary]]
    return rest


@compiled
def _follow(space: LineSpace, day_cost: np.ndarray, classes: np.ndarray) -> tuple[float, np.ndarray]:
    """What a line costs, days included, and its steps per window."""
    cost, steps = follow(space, classes)
    for day in range(len(classes)):
        cost += day_cost[day, classes[day]]
    return cost, steps


@compiled
def _lines(
    space: LineSpace,
    day_cost: np.ndarray,
    prices: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
    table: np.ndarray,
    best: np.ndarray,
    best_cost: float,
    n_lines: int,
) -> tuple[np.ndarray, np.ndarray]:
    """The best line, and the best ones that leave it once."""
    n_days = len(best)
    lines = np.empty((n_lines, n_days), dtype=np.int64)
    costs = np.empty(n_lines)
    lines[0], costs[0] = best, best_cost
    n_found = 1
    if n_lines > 1:
        exits = detours(space, day_cost, prices, low, high, offset, table, best).ravel()
        order = np.argsort(exits, kind="mergesort")[: 2 * n_lines]
        for flat in order:
            if n_found == n_lines or np.isinf(exits[flat]):
                break
            day = flat // day_cost.shape[1]
            classes = best.copy()
            classes[day] = flat % day_cost.shape[1]
            trace(space, day_cost, prices, low, high, offset, table, classes, day + 1)
            if classes.min() < 0:
                continue
            cost, _steps = _follow(space, day_cost, classes)
            if np.isfinite(cost):
                lines[n_found], costs[n_found] = classes, cost
                n_found += 1
    # a narrow search can leave a line for one that is cheaper
    order = np.argsort(costs[:n_found], kind="mergesort")
    return lines[order], costs[order]
