"""What devices are worth in each place on each day: expected shortage, and the saving of each further device.

The expected shortage is convex in the devices, so the savings of the first, the second ... device never rise, and a linear
program that is free to choose takes them in that order: the cost is exact, not an approximation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimization.demand import Demand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FINE = (np.arange(200) + 0.5) / 200
"""Evenly spaced levels for the part of the worth that is not linear in the shortage."""


@dataclass(frozen=True, slots=True)
class Worth:
    """How shortage is priced.

    A missing device-day costs `shortage_pence` times the weight of its place. `unequal_share` above 0 prices a shortage higher
    the larger the part of the need is that it leaves unmet, so that places that must go short do so in proportion
    (0: devices go where they are needed most often). Each device below the quantile `safe_level` of demand costs
    `safe_pence` more; None: no safety stock is asked for.
    """

    shortage_pence: int
    unequal_share: float = 0.0
    safe_level: float | None = None
    safe_pence: int = 0


def step_gains(demand: Demand, worth: Worth, weights: Floats) -> Ints:
    """What each further device saves in pence, shape (places, days, steps), never rising along the last axis.

    `weights` has one number for each place. The steps end where no device anywhere saves half a penny.
    """
    most = int(np.ceil(demand.values.max(initial=0.0))) + 1
    before = _cost(demand, worth, weights, 0)
    steps: list[Ints] = []
    for stock in range(1, most + 1):
        after = _cost(demand, worth, weights, stock)
        gain = np.rint(before - after).astype(np.int64)
        steps.append(np.minimum(gain, steps[-1]) if steps else gain)
        before = after
    gains = np.maximum(np.stack(steps, axis=-1), 0)
    used = int((gains.max(axis=(0, 1), initial=0) > 0).sum())
    found: Ints = gains[..., :used]
    return found


def _cost(demand: Demand, worth: Worth, weights: Floats, stock: int) -> Floats:
    shape = demand.values.shape[:2]
    cost = demand.expected_short(np.full(shape, stock))
    if worth.unequal_share > 0:
        cost = cost + worth.unequal_share * _unmet_share(demand, stock)
    cost = worth.shortage_pence * weights[:, None] * cost
    if worth.safe_level is not None:
        cost = cost + worth.safe_pence * np.maximum(
            np.ceil(demand.quantile(worth.safe_level) - 1e-9) - stock, 0.0
        )
    return cost


def _unmet_share(demand: Demand, stock: int) -> Floats:
    """E[(D - x)+ squared / D]: the shortage, each part of it weighted with the share of the need that is unmet."""
    places, days, _ = demand.values.shape
    fine = np.empty((places, days, len(_FINE)))
    for place in range(places):
        for day in range(days):
            fine[place, day] = np.interp(_FINE, demand.levels, demand.values[place, day])
    short = np.maximum(fine - stock, 0.0)
    share: Floats = np.divide(short * short, fine, out=np.zeros_like(fine), where=fine > 0).mean(axis=-1)
    return share
