"""Demand as a distribution, and what is expected to be missing of it.

Demand is given as quantiles. Between two levels the quantile function is a straight line, below the first and above the last
it is flat; the expected shortage E[(D - x)+] of x devices or beds is the area between the quantile function and x, where it
lies above. It is convex in x.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Quantiles of the most devices in use, or beds occupied, at once.

    `levels` rise strictly within (0, 1), shape (levels); `values` are the quantiles there, shape (places, days, levels), and
    never fall along the last axis. A place and day without demand has zeros.
    """

    levels: Floats
    values: Floats

    def quantile(self, level: float) -> Floats:
        """The quantile at `level`, shape (places, days)."""
        right = int(np.searchsorted(self.levels, level))
        if right == 0:
            return self.values[..., 0]
        if right == len(self.levels):
            return self.values[..., -1]
        low, high = self.levels[right - 1], self.levels[right]
        share = (level - low) / (high - low)
        found: Floats = self.values[..., right - 1] * (1 - share) + self.values[..., right] * share
        return found

    def expected_short(self, stock: NDArray[np.generic]) -> Floats:
        """E[(demand - stock)+] in devices; `stock` has shape (places, days) or (places, days, 1)."""
        held = np.asarray(stock, dtype=float).reshape(*self.values.shape[:2])
        total = np.zeros(held.shape)
        edges = np.concatenate(([0.0], self.levels, [1.0]))
        start = self.values[..., 0]
        for position, width in enumerate(np.diff(edges)):
            end = self.values[..., min(position, len(self.levels) - 1)]
            above = np.maximum(end - held, 0.0)
            rise = end - start
            below = np.clip(held - start, 0.0, None)
            # The part of the step on which the quantile lies above the stock.
            share = np.where(
                rise > 0, np.clip(1 - below / np.where(rise > 0, rise, 1.0), 0.0, 1.0), above > 0
            )
            total += width * share * (np.maximum(start - held, 0.0) + above) / 2
            start = end
        return total

    def chance_short(self, stock: NDArray[np.generic]) -> Floats:
        """The chance that one more device than `stock` would be needed: what the next device saves of expected shortage."""
        held = np.asarray(stock, dtype=float)
        chance: Floats = np.clip(self.expected_short(held) - self.expected_short(held + 1), 0.0, 1.0)
        return chance
