"""The demand for devices of one type in one unit on one day, as a distribution."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Demand:
    """Quantiles of the most devices in use at once.

    `levels` rise strictly within (0, 1); `values` are the quantiles there and never fall. Between two levels the
    quantile function is a straight line; below the first and above the last it is flat.
    """

    levels: tuple[float, ...]
    values: tuple[float, ...]

    def quantile(self, level: float) -> float:
        """The quantile at `level`."""
        if level <= self.levels[0]:
            return self.values[0]
        points = list(zip(self.levels, self.values, strict=True))
        for (low, start), (high, end) in pairwise(points):
            if level <= high:
                return start + (end - start) * (level - low) / (high - low)
        return self.values[-1]

    def expected_short(self, stock: float) -> float:
        """E[(demand - stock)+] in devices: the area between the quantile function and `stock`, where it lies above.

        It is convex in `stock` and falls by at most one per device.
        """
        levels = (0.0, *self.levels, 1.0)
        values = (self.values[0], *self.values, self.values[-1])
        total = 0.0
        for (low, start), (high, end) in pairwise(zip(levels, values, strict=True)):
            if end <= stock:
                continue
            width = high - low
            if start < stock:
                width *= (end - stock) / (end - start)
            total += width * ((max(start, stock) + end) / 2 - stock)
        return total


def step_gains(demand: Demand, shortage_pence: int) -> tuple[int, ...]:
    """What each further device saves, in pence: the first, the second ... until one saves less than half a penny.

    The savings never rise, because expected shortage is convex; rounding each of them keeps that.
    """
    gains: list[int] = []
    before = demand.expected_short(0)
    while before > 0:
        after = demand.expected_short(len(gains) + 1)
        gain = round(shortage_pence * (before - after))
        if gain == 0:
            break
        gains.append(gain)
        before = after
    return tuple(gains)


def shortage_cost(demand: Demand, shortage_pence: int, stock: int) -> int:
    """The cost in pence of expected shortage with `stock` devices, in the steps of `step_gains`."""
    return sum(step_gains(demand, shortage_pence)[stock:])
