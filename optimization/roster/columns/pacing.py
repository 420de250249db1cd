"""Keeping a long line near even shares of its totals, so that tables stay small and nothing is used up early."""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.space import LineSpace


def paced(space: LineSpace, can_work: np.ndarray, slack: float) -> LineSpace:
    """The space with each axis held, day by day, to its window's share of the days that can be worked (`can_work`).

    `slack` times the most that a day adds is allowed beyond the share on either side.
    """
    low, high = space.pace_low.copy(), space.pace_high.copy()
    for axis, fold in enumerate(space.axis_fold):
        begin = 0
        for boundary in (int(b) for b in np.flatnonzero(fold >= 0)):
            window = int(fold[boundary])
            costs = space.window_costs[space.window_first[window] : space.window_first[window + 1]]
            allowed = np.flatnonzero(np.isfinite(costs))
            counted = can_work[begin:boundary] & (space.axis_measure[axis, begin:boundary] >= 0)
            days = np.flatnonzero(space.axis_measure[axis, begin:boundary] >= 0)
            if counted.any() and len(allowed):
                shares = np.concatenate([[0.0], np.cumsum(counted)]) / counted.sum()
                measure = int(space.axis_measure[axis, begin + days[0]])
                most = space.move_use[:, measure].max(initial=0) // space.axis_unit[axis, begin + days[0]]
                inside = slice(begin + 1, boundary)
                low[axis, inside] = np.maximum(0, np.floor(shares[1:-1] * allowed[0] - slack * most))
                high[axis, inside] = np.ceil(shares[1:-1] * allowed[-1] + slack * most)
            begin = boundary
    return space._replace(pace_low=low, pace_high=high)
