"""Keeping the totals of a long line near fair shares, or near those of a known line, so that tables stay small."""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.space import LineSpace

# no day's share is larger than so many times the average: nobody can work much more than usual for long
_LARGEST_SHARE = 1.5


def paced(space: LineSpace, weights: np.ndarray, slack: float) -> LineSpace:
    """The space with each axis held, day by day, to the share of its window that `weights` (by day, 0 or more) give.

    `slack` times the most that a day adds is allowed beyond the share on either side.
    """
    low, high = space.pace_low.copy(), space.pace_high.copy()
    for axis, fold in enumerate(space.axis_fold):
        begin = 0
        for boundary in (int(b) for b in np.flatnonzero(fold >= 0)):
            window = int(fold[boundary])
            costs = space.window_costs[space.window_first[window] : space.window_first[window + 1]]
            allowed = np.flatnonzero(np.isfinite(costs))
            counted = np.where(space.axis_steps[axis, begin:boundary] > 0, weights[begin:boundary], 0.0)
            if counted.any():
                counted = np.minimum(counted, _LARGEST_SHARE * counted[counted > 0.0].mean())
            days = np.flatnonzero(space.axis_steps[axis, begin:boundary] > 0)
            if counted.any() and len(allowed):
                shares = np.concatenate([[0.0], np.cumsum(counted)]) / counted.sum()
                most = space.move_steps[space.axis_steps[axis, begin + days[0]]].max(initial=0)
                inside = slice(begin + 1, boundary)
                low[axis, inside] = np.maximum(0, np.floor(shares[1:-1] * allowed[0] - slack * most))
                high[axis, inside] = np.ceil(shares[1:-1] * allowed[-1] + slack * most)
            begin = boundary
    return space._replace(pace_low=low, pace_high=high)


def near_line(space: LineSpace, classes: np.ndarray, slack: float) -> LineSpace:
    """The space with each axis held, day by day, near the totals of a line of `classes`.

    `slack` times the most that a day adds is allowed beyond them on either side. What a whole window asks for stays as it
    is. The line must be one of the space.
    """
    low, high = space.pace_low.copy(), space.pace_high.copy()
    moves = _moves(space, classes)
    for axis, fold in enumerate(space.axis_fold):
        steps = space.move_steps[space.axis_steps[axis], moves]
        begins = np.flatnonzero(fold[:-1] >= 0)
        total = np.concatenate([[0], np.cumsum(steps)])
        # totals begin again at each fold
        before = np.concatenate([[0], total[begins]])
        since = total - before[np.searchsorted(begins, np.arange(len(total)), side="right")]
        inside = fold < 0
        room = slack * space.move_steps[space.axis_steps[axis]].max(initial=0)
        low[axis, inside] = np.maximum(low[axis, inside], np.floor(since[inside] - room))
        high[axis, inside] = np.minimum(high[axis, inside], np.ceil(since[inside] + room))
    return space._replace(pace_low=low, pace_high=high)


def _moves(space: LineSpace, classes: np.ndarray) -> np.ndarray:
    """By day: the transition that a line of classes takes."""
    state, moves = space.start, np.zeros(len(classes), dtype=np.int64)
    for day, wanted in enumerate(classes):
        kind = space.kind_of_day[day]
        begin, end = space.first[kind, state], space.first[kind, state + 1]
        moves[day] = begin + int(np.flatnonzero(space.move_class[begin:end] == wanted)[0])
        state = space.move_next[moves[day]]
    return moves
