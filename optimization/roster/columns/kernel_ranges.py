"""Compiled: which counter values can occur at each (day, state), so that tables hold nothing else."""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.compiled import compiled
from optimization.roster.columns.space import FAR, LineSpace


@compiled
def feasible_ranges(space: LineSpace, day_cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each axis, boundary and state, the least and the most steps from which the end can be reached.

    `day_cost` is [day, class] in pence, infinite where a class is not allowed. An empty range has low > high.
    """
    n_days = day_cost.shape[0]
    low = np.full((2, n_days + 1, space.n_states), FAR, dtype=np.int64)
    high = np.full((2, n_days + 1, space.n_states), -FAR, dtype=np.int64)
    for boundary in range(n_days, -1, -1):
        for axis in range(2):
            window = space.axis_fold[axis, boundary]
            for state in range(space.n_states):
                least, most = FAR, -FAR
                if boundary == n_days:
                    if not np.isinf(space.last_cost[state]):
                        least, most = 0, FAR
                else:
                    kind = space.kind_of_day[boundary]
                    row = space.axis_steps[axis, boundary]
                    for move in range(space.first[kind, state], space.first[kind, state + 1]):
                        if np.isinf(day_cost[boundary, space.move_class[move]]):
                            continue
                        target = space.move_next[move]
                        steps = space.move_steps[row, move]
                        if low[axis, boundary + 1, target] <= high[axis, boundary + 1, target]:
                            least = min(least, low[axis, boundary + 1, target] - steps)
                            most = max(most, high[axis, boundary + 1, target] - steps)
                    least = max(least, 0)
                if window >= 0 and least == 0 and most >= 0:
                    least, most = _finite_steps(space, window)
                elif window >= 0:
                    least, most = FAR, -FAR
                least = max(least, space.pace_low[axis, boundary])
                most = min(most, space.pace_high[axis, boundary])
                if least > most:
                    least, most = FAR, -FAR
                low[axis, boundary, state] = least
                high[axis, boundary, state] = most
    return low, high


@compiled
def _finite_steps(space: LineSpace, window: int) -> tuple[int, int]:
    """The least and the most steps that the window allows."""
    begin, end = space.window_first[window], space.window_first[window + 1]
    least, most = 0, end - begin - 1
    while least <= most and np.isinf(space.window_costs[begin + least]):
        least += 1
    while most >= least and np.isinf(space.window_costs[begin + most]):
        most -= 1
    return least, most


@compiled
def reachable_ranges(space: LineSpace, day_cost: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The ranges of counter values, low and high by [axis, boundary, state], and where each table block starts.

    The last entry of the third array is the number of table entries; it is 0 when no line exists.
    """
    n_days = day_cost.shape[0]
    floor, roof = feasible_ranges(space, day_cost)
    low = np.full((2, n_days + 1, space.n_states), FAR, dtype=np.int64)
    high = np.full((2, n_days + 1, space.n_states), -FAR, dtype=np.int64)
    offset = np.zeros((n_days + 1) * space.n_states + 1, dtype=np.int64)
    start = space.start
    if floor[0, 0, start] > 0 or roof[0, 0, start] < 0 or floor[1, 0, start] > 0 or roof[1, 0, start] < 0:
        return low, high, offset
    low[:, 0, start] = 0
    high[:, 0, start] = 0
    for day in range(n_days):
        kind = space.kind_of_day[day]
        row0, row1 = space.axis_steps[0, day], space.axis_steps[1, day]
        for state in range(space.n_states):
            if low[0, day, state] > high[0, day, state] or low[1, day, state] > high[1, day, state]:
                continue
            a0, b0 = low[0, day, state], high[0, day, state]
            a1, b1 = low[1, day, state], high[1, day, state]
            if space.axis_fold[0, day] >= 0:
                a0, b0 = 0, 0
            if space.axis_fold[1, day] >= 0:
                a1, b1 = 0, 0
            for move in range(space.first[kind, state], space.first[kind, state + 1]):
                if np.isinf(day_cost[day, space.move_class[move]]):
                    continue
                target = space.move_next[move]
                steps0 = space.move_steps[row0, move]
                steps1 = space.move_steps[row1, move]
                c0 = max(a0 + steps0, floor[0, day + 1, target])
                d0 = min(b0 + steps0, roof[0, day + 1, target])
                c1 = max(a1 + steps1, floor[1, day + 1, target])
                d1 = min(b1 + steps1, roof[1, day + 1, target])
                if c0 > d0 or c1 > d1:
                    continue
                low[0, day + 1, target] = min(low[0, day + 1, target], c0)
                high[0, day + 1, target] = max(high[0, day + 1, target], d0)
                low[1, day + 1, target] = min(low[1, day + 1, target], c1)
                high[1, day + 1, target] = max(high[1, day + 1, target], d1)
    total = 0
    for boundary in range(n_days + 1):
        for state in range(space.n_states):
            offset[boundary * space.n_states + state] = total
            if low[0, boundary, state] <= high[0, boundary, state]:
                rows = high[0, boundary, state] - low[0, boundary, state] + 1
                total += rows * (high[1, boundary, state] - low[1, boundary, state] + 1)
    offset[-1] = total
    return low, high, offset
