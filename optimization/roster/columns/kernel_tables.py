"""Compiled: the cheapest way to the end from every (day, state, axis counters), and the lines it gives."""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.compiled import compiled
from optimization.roster.columns.space import LineSpace


@compiled
def move_costs(space: LineSpace, day_cost: np.ndarray, prices: np.ndarray, day: int) -> np.ndarray:
    """The cost of each move out of `day`'s states: its own, the day's, and `prices` per step on slot counters."""
    kind = space.kind_of_day[day]
    costs = np.full(space.move_class.shape[0], np.inf)
    for move in range(space.first[kind, 0], space.first[kind, space.n_states]):
        costs[move] = _move_cost(space, day_cost, prices, day, move)
    return costs


@compiled
def _move_cost(space: LineSpace, day_cost: np.ndarray, prices: np.ndarray, day: int, move: int) -> float:
    cost = space.move_cost[move] + day_cost[day, space.move_class[move]]
    for slot in range(space.slot_measure.shape[0]):
        measure = space.slot_measure[slot, day]
        if measure >= 0:
            steps = space.move_use[move, measure] // space.slot_unit[slot, day]
            cost += prices[space.slot_window[slot, day]] * steps
    return float(cost)


@compiled
def fill_tables(
    space: LineSpace,
    day_cost: np.ndarray,
    prices: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
) -> np.ndarray:
    """The cost to go of every table entry: at boundary d and state s, rows are axis 0, columns axis 1 steps."""
    n_days, n_states = day_cost.shape[0], space.n_states
    table = np.full(offset[-1], np.inf)
    for boundary in range(n_days, -1, -1):
        fold0, fold1 = space.axis_fold[0, boundary], space.axis_fold[1, boundary]
        costs = move_costs(space, day_cost, prices, boundary) if boundary < n_days else np.zeros(0)
        for state in range(n_states):
            a0, b0 = low[0, boundary, state], high[0, boundary, state]
            a1, b1 = low[1, boundary, state], high[1, boundary, state]
            if a0 > b0:
                continue
            begin = offset[boundary * n_states + state]
            p0, q0 = (0, 0) if fold0 >= 0 else (a0, b0)
            p1, q1 = (0, 0) if fold1 >= 0 else (a1, b1)
            width = q1 - p1 + 1
            if fold0 >= 0 or fold1 >= 0:
                block = np.full((q0 - p0 + 1) * width, np.inf)
            else:
                block = table[begin : begin + (q0 - p0 + 1) * width]
            if boundary == n_days:
                block[:] = space.last_cost[state]
            else:
                _relax(space, boundary, state, costs, low, high, offset, table, block, p0, q0, p1, q1)
            if fold0 >= 0 or fold1 >= 0:
                for i in range(a0, b0 + 1):
                    due0 = space.window_costs[space.window_first[fold0] + i] if fold0 >= 0 else 0.0
                    row0 = 0 if fold0 >= 0 else i - p0
                    for j in range(a1, b1 + 1):
                        due1 = space.window_costs[space.window_first[fold1] + j] if fold1 >= 0 else 0.0
                        row1 = 0 if fold1 >= 0 else j - p1
                        at = begin + (i - a0) * (b1 - a1 + 1) + (j - a1)
                        table[at] = due0 + due1 + block[row0 * width + row1]
    return table


@compiled
def _relax(
    space: LineSpace,
    day: int,
    state: int,
    costs: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
    table: np.ndarray,
    block: np.ndarray,
    p0: int,
    q0: int,
    p1: int,
    q1: int,
) -> None:
    kind = space.kind_of_day[day]
    measure0, measure1 = space.axis_measure[0, day], space.axis_measure[1, day]
    unit0, unit1 = space.axis_unit[0, day], space.axis_unit[1, day]
    width = q1 - p1 + 1
    for move in range(space.first[kind, state], space.first[kind, state + 1]):
        cost = costs[move]
        if np.isinf(cost):
            continue
        target = space.move_next[move]
        r0, s0 = low[0, day + 1, target], high[0, day + 1, target]
        r1, s1 = low[1, day + 1, target], high[1, day + 1, target]
        if r0 > s0:
            continue
        steps0 = space.move_use[move, measure0] // unit0 if measure0 >= 0 else 0
        steps1 = space.move_use[move, measure1] // unit1 if measure1 >= 0 else 0
        after = offset[(day + 1) * space.n_states + target]
        wide = s1 - r1 + 1
        j_from, j_to = max(p1, r1 - steps1), min(q1, s1 - steps1)
        if j_from > j_to:
            continue
        for i in range(max(p0, r0 - steps0), min(q0, s0 - steps0) + 1):
            here = (i - p0) * width - p1
            there = after + (i + steps0 - r0) * wide + steps1 - r1
            # written so that the compiler does several at a time
            before = block[here + j_from : here + j_to + 1]
            beyond = table[there + j_from : there + j_to + 1]
            for j in range(before.shape[0]):
                value = cost + beyond[j]
                before[j] = min(before[j], value)


@compiled
def entry(
    space: LineSpace,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
    boundary: int,
    state: int,
    i: int,
    j: int,
) -> int:
    """Where the table holds (boundary, state, i, j); -1 where no line passes."""
    if i < low[0, boundary, state] or i > high[0, boundary, state]:
        return -1
    if j < low[1, boundary, state] or j > high[1, boundary, state]:
        return -1
    width = high[1, boundary, state] - low[1, boundary, state] + 1
    begin = offset[boundary * space.n_states + state]
    return int(begin + (i - low[0, boundary, state]) * width + j - low[1, boundary, state])


@compiled
def trace(
    space: LineSpace,
    day_cost: np.ndarray,
    prices: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
    table: np.ndarray,
    classes: np.ndarray,
    from_day: int,
) -> None:
    """Complete `classes`, whose first `from_day` entries are given, in the cheapest way the table knows."""
    state, i, j = space.start, 0, 0
    for day in range(day_cost.shape[0]):
        if space.axis_fold[0, day] >= 0:
            i = 0
        if space.axis_fold[1, day] >= 0:
            j = 0
        kind = space.kind_of_day[day]
        measure0, measure1 = space.axis_measure[0, day], space.axis_measure[1, day]
        unit0, unit1 = space.axis_unit[0, day], space.axis_unit[1, day]
        best, chosen = np.inf, -1
        for move in range(space.first[kind, state], space.first[kind, state + 1]):
            if day < from_day and space.move_class[move] != classes[day]:
                continue
            steps0 = space.move_use[move, measure0] // unit0 if measure0 >= 0 else 0
            steps1 = space.move_use[move, measure1] // unit1 if measure1 >= 0 else 0
            at = entry(space, low, high, offset, day + 1, space.move_next[move], i + steps0, j + steps1)
            if at < 0:
                continue
            cost = _move_cost(space, day_cost, prices, day, move) + table[at]
            if cost < best:
                best, chosen = cost, move
        if chosen < 0:
            classes[day] = -1
            return
        classes[day] = space.move_class[chosen]
        i += space.move_use[chosen, measure0] // unit0 if measure0 >= 0 else 0
        j += space.move_use[chosen, measure1] // unit1 if measure1 >= 0 else 0
        state = space.move_next[chosen]


@compiled
def detours(
    space: LineSpace,
    day_cost: np.ndarray,
    prices: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
    table: np.ndarray,
    classes: np.ndarray,
) -> np.ndarray:
    """[day, class]: the cost of leaving the line `classes` on that day with that class, and going on at best."""
    out = np.full(day_cost.shape, np.inf)
    state, i, j = space.start, 0, 0
    spent = 0.0
    for day in range(day_cost.shape[0]):
        for axis in range(2):
            window = space.axis_fold[axis, day]
            if window >= 0:
                spent += space.window_costs[space.window_first[window] + (i if axis == 0 else j)]
                if axis == 0:
                    i = 0
                else:
                    j = 0
        kind = space.kind_of_day[day]
        measure0, measure1 = space.axis_measure[0, day], space.axis_measure[1, day]
        unit0, unit1 = space.axis_unit[0, day], space.axis_unit[1, day]
        chosen = -1
        for move in range(space.first[kind, state], space.first[kind, state + 1]):
            if space.move_class[move] == classes[day]:
                chosen = move
                continue
            steps0 = space.move_use[move, measure0] // unit0 if measure0 >= 0 else 0
            steps1 = space.move_use[move, measure1] // unit1 if measure1 >= 0 else 0
            at = entry(space, low, high, offset, day + 1, space.move_next[move], i + steps0, j + steps1)
            if at >= 0:
                out[day, space.move_class[move]] = (
                    spent + _move_cost(space, day_cost, prices, day, move) + table[at]
                )
        spent += _move_cost(space, day_cost, prices, day, chosen)
        i += space.move_use[chosen, measure0] // unit0 if measure0 >= 0 else 0
        j += space.move_use[chosen, measure1] // unit1 if measure1 >= 0 else 0
        state = space.move_next[chosen]
    return out


@compiled
def follow(space: LineSpace, classes: np.ndarray) -> tuple[float, np.ndarray]:
    """The cost of a line of classes apart from day costs (infinite when forbidden), and the steps per window."""
    n_slots = space.slot_measure.shape[0]
    steps = np.zeros(space.window_first.shape[0] - 1, dtype=np.int64)
    counter = np.zeros(2 + n_slots, dtype=np.int64)
    state, cost = space.start, 0.0
    for boundary in range(classes.shape[0] + 1):
        for number in range(2 + n_slots):
            if number < 2:
                window = space.axis_fold[number, boundary]
            else:
                window = space.slot_fold[number - 2, boundary]
            if window >= 0:
                begin, end = space.window_first[window], space.window_first[window + 1]
                steps[window] = counter[number]
                if begin + counter[number] >= end:
                    cost = np.inf
                else:
                    cost += space.window_costs[begin + counter[number]]
                counter[number] = 0
        if boundary == classes.shape[0]:
            break
        kind = space.kind_of_day[boundary]
        chosen = -1
        for move in range(space.first[kind, state], space.first[kind, state + 1]):
            if space.move_class[move] == classes[boundary]:
                chosen = move
        if chosen < 0:
            return np.inf, steps
        cost += space.move_cost[chosen]
        for number in range(2 + n_slots):
            if number < 2:
                measure, unit = space.axis_measure[number, boundary], space.axis_unit[number, boundary]
            else:
                measure = space.slot_measure[number - 2, boundary]
                unit = space.slot_unit[number - 2, boundary]
            if measure >= 0:
                counter[number] += space.move_use[chosen, measure] // unit
        state = space.move_next[chosen]
    return cost + space.last_cost[state], steps
