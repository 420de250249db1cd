"""Keeping a long line near fair shares of its totals, so that tables stay small and nothing is used up early."""

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
