"""Compiled: what a line looks like at the two ends of some of its days."""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.compiled import compiled
from optimization.roster.columns.space import LineSpace


@compiled
def _steps(space: LineSpace, move: int, counter: int, day: int) -> int:
    """What a move on `day` adds to a counter: the two axes come first, then the slots."""
    row = space.axis_steps[counter, day] if counter < 2 else space.slot_steps[counter - 2, day]
    return int(space.move_steps[row, move])


@compiled
def _window(space: LineSpace, counter: int, boundary: int) -> int:
    """The window of a counter that falls due at a boundary; -1 for none."""
    if counter < 2:
        return int(space.axis_fold[counter, boundary])
    return int(space.slot_fold[counter - 2, boundary])


@compiled
def _move(space: LineSpace, day: int, state: int, number: int) -> int:
    """The move out of `state` on `day` to the class `number`; -1 where it is forbidden."""
    kind = space.kind_of_day[day]
    for move in range(space.first[kind, state], space.first[kind, state + 1]):
        if space.move_class[move] == number:
            return move
    return -1


@compiled
def arrive(space: LineSpace, classes: np.ndarray) -> tuple[int, np.ndarray]:
    """The state after the days of `classes`, from day 0, and the steps of each counter that are still open then.

    The state is -1 when the days are forbidden.
    """
    counters = np.zeros(2 + space.slot_steps.shape[0], dtype=np.int64)
    state = space.start
    for day in range(classes.shape[0] + 1):
        for counter in range(counters.shape[0]):
            if _window(space, counter, day) >= 0:
                counters[counter] = 0
        if day == classes.shape[0]:
            break
        move = _move(space, day, state, classes[day])
        if move < 0:
            return -1, counters
        for counter in range(counters.shape[0]):
            counters[counter] += _steps(space, move, counter, day)
        state = space.move_next[move]
    return state, counters


@compiled
def depart(space: LineSpace, classes: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray]:
    """For each state before day `first`: the cost of going on with `classes` to the end, and what that adds.

    The first array is in pence, without the windows, infinite where the rest is forbidden. The second has the steps
    [state, counter] that the rest adds to the windows open before day `first`.
    """
    n_counters = 2 + space.slot_steps.shape[0]
    costs = np.zeros(space.n_states)
    added = np.zeros((space.n_states, n_counters), dtype=np.int64)
    for begin in range(space.n_states):
        state = begin
        is_open = np.ones(n_counters, dtype=np.bool_)
        for day in range(first, classes.shape[0]):
            move = _move(space, day, state, classes[day])
            if move < 0:
                costs[begin] = np.inf
                break
            costs[begin] += space.move_cost[move]
            for counter in range(n_counters):
                if day > first and _window(space, counter, day) >= 0:
                    is_open[counter] = False
                if is_open[counter]:
                    added[begin, counter] += _steps(space, move, counter, day)
            state = space.move_next[move]
        costs[begin] += space.last_cost[state] if np.isfinite(costs[begin]) else 0.0
    return costs, added
