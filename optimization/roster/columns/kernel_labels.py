"""Compiled: the search that keeps the counters which the tables leave out.

Labels move forward day by day. The tables, filled with prices on those counters, bound from below what any label
can still reach; labels above the limit are dropped, and so are labels that another one dominates.
"""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.compiled import compiled
from optimization.roster.columns.kernel_tables import entry, move_costs
from optimization.roster.columns.space import LineSpace


@compiled
def search_labels(
    space: LineSpace,
    day_cost: np.ndarray,
    prices: np.ndarray,
    rest: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    offset: np.ndarray,
    table: np.ndarray,
    limit: float,
    width: int,
    classes: np.ndarray,
) -> tuple[float, bool, int]:
    """The cheapest line that costs at most `limit`, written to `classes`; whether the search was complete; moves looked at.

    `rest[d]` is what the prices promise at most for the windows that end after boundary d. At most `width` labels
    are kept on each day. Without such a line the cost returned is infinite.
    """
    n_days, n_slots = day_cost.shape[0], space.slot_steps.shape[0]
    complete = True
    n_looked_at = 0
    n_labels = 1
    states = np.array([space.start])
    axis0 = np.zeros(1, dtype=np.int64)
    axis1 = np.zeros(1, dtype=np.int64)
    spent = np.zeros(1)
    slots = np.zeros((1, n_slots), dtype=np.int64)
    parents = np.full((n_days, width), -1, dtype=np.int32)
    moves = np.full((n_days, width), -1, dtype=np.int32)
    no_day_cost = np.zeros(prices.shape[0])
    for day in range(n_days):
        kind = space.kind_of_day[day]
        row0, row1 = space.axis_steps[0, day], space.axis_steps[1, day]
        fold0, fold1 = space.axis_fold[0, day], space.axis_fold[1, day]
        costs = move_costs(space, day_cost, no_day_cost, day)
        ahead = _open_windows(space, day)
        room = 0
        for label in range(n_labels):
            state = states[label]
            room += space.first[kind, state + 1] - space.first[kind, state]
        n_looked_at += room
        new_state = np.empty(room, dtype=np.int64)
        new0 = np.empty(room, dtype=np.int64)
        new1 = np.empty(room, dtype=np.int64)
        new_spent = np.empty(room)
        new_bound = np.empty(room)
        new_slots = np.empty((room, n_slots), dtype=np.int64)
        new_parent = np.empty(room, dtype=np.int32)
        new_move = np.empty(room, dtype=np.int32)
        new_at = np.empty(room, dtype=np.int64)
        n_new = 0
        for label in range(n_labels):
            state, i, j, cost = states[label], axis0[label], axis1[label], spent[label]
            if fold0 >= 0:
                cost += space.window_costs[space.window_first[fold0] + i]
                i = 0
            if fold1 >= 0:
                cost += space.window_costs[space.window_first[fold1] + j]
                j = 0
            for move in range(space.first[kind, state], space.first[kind, state + 1]):
                if np.isinf(costs[move]):
                    continue
                to0 = i + space.move_steps[row0, move]
                to1 = j + space.move_steps[row1, move]
                target = space.move_next[move]
                at = entry(space, low, high, offset, day + 1, target, to0, to1)
                if at < 0:
                    continue
                now = cost + costs[move]
                promise = 0.0
                for slot in range(n_slots):
                    count = slots[label, slot] + space.move_steps[space.slot_steps[slot, day], move]
                    window = space.slot_fold[slot, day + 1]
                    if window >= 0:
                        begin = space.window_first[window]
                        if begin + count >= space.window_first[window + 1]:
                            now = np.inf
                        else:
                            now += space.window_costs[begin + count]
                        count = 0
                    elif count > 0:
                        due = ahead[slot]
                        begin = space.window_first[due]
                        if space.window_monotone[due] and begin + count >= space.window_first[due + 1]:
                            now = np.inf
                        promise += prices[due] * count
                    new_slots[n_new, slot] = count
                bound = now + promise + table[at] - rest[day + 1]
                # without a limit, lines that are not allowed would pass it, too
                if bound <= limit and not np.isinf(bound):
                    new_state[n_new], new0[n_new], new1[n_new] = target, to0, to1
                    new_spent[n_new], new_bound[n_new], new_at[n_new] = now, bound, at
                    new_parent[n_new], new_move[n_new] = label, move
                    n_new += 1
        order = np.argsort(new_spent[:n_new])
        order = order[np.argsort(new_at[order], kind="mergesort")]
        kept = np.empty(n_new, dtype=np.int64)
        n_kept = 0
        begin = 0
        for place in range(n_new):
            label = order[place]
            if place == 0 or new_at[label] != new_at[order[place - 1]]:
                begin = n_kept
            dominated = False
            for earlier in range(begin, n_kept):
                if _dominates(space, ahead, new_slots, kept[earlier], label):
                    dominated = True
                    break
            if not dominated:
                kept[n_kept] = label
                n_kept += 1
        kept = kept[:n_kept]
        if n_kept > width:
            complete = False
            kept = kept[np.argsort(new_bound[kept])[:width]]
            n_kept = width
        n_labels = n_kept
        states, axis0, axis1 = new_state[kept], new0[kept], new1[kept]
        spent, slots = new_spent[kept], new_slots[kept]
        parents[day, :n_kept] = new_parent[kept]
        moves[day, :n_kept] = new_move[kept]
        if n_kept == 0:
            return np.inf, complete, n_looked_at
    best, chosen = np.inf, -1
    for label in range(n_labels):
        cost = spent[label] + space.last_cost[states[label]]
        if space.axis_fold[0, n_days] >= 0:
            cost += space.window_costs[space.window_first[space.axis_fold[0, n_days]] + axis0[label]]
        if space.axis_fold[1, n_days] >= 0:
            cost += space.window_costs[space.window_first[space.axis_fold[1, n_days]] + axis1[label]]
        if cost < best:
            best, chosen = cost, label
    for day in range(n_days - 1, -1, -1):
        if chosen < 0:
            break
        classes[day] = space.move_class[moves[day, chosen]]
        chosen = parents[day, chosen]
    return best, complete, n_looked_at


@compiled
def _open_windows(space: LineSpace, day: int) -> np.ndarray:
    """By slot: the window that holds its count after `day`, -1 for none."""
    n_slots, n_boundaries = space.slot_fold.shape
    ahead = np.full(n_slots, -1, dtype=np.int64)
    for slot in range(n_slots):
        for boundary in range(day + 1, n_boundaries):
            if space.slot_fold[slot, boundary] >= 0:
                ahead[slot] = space.slot_fold[slot, boundary]
                break
    return ahead


@compiled
def _dominates(space: LineSpace, ahead: np.ndarray, slots: np.ndarray, left: int, right: int) -> bool:
    """Whether the counts of label `left` can only turn out cheaper than those of `right`, whatever follows."""
    for slot in range(slots.shape[1]):
        if slots[left, slot] == slots[right, slot]:
            continue
        if slots[left, slot] > slots[right, slot]:
            return False
        if not space.window_monotone[ahead[slot]]:
            return False
    return True
