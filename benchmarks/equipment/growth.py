"""Generated networks: sites on a map, types with services and rentals, devices not quite where they are needed."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from data.forecast import QUANTILE_LEVELS
from optimization.demand import Demand
from optimization.equipment.problem import EquipmentProblem, Moves, Place, Rental, Service, TypeProblem
from optimization.equipment.worth import Worth

_LEVELS = np.array(QUANTILE_LEVELS)
_KM = 150
_LOAD = 0.85
"""Mean demand as a share of the devices."""


def generated_network(n_sites: int, n_types: int, n_days: int, n_devices: int, seed: int) -> EquipmentProblem:
    """Demand is normal around a mean that drifts with the weeks, wider the further ahead it lies."""
    chance = np.random.default_rng(seed)
    place = chance.uniform(0, _KM, (n_sites, 2))
    km = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    minutes = (45 + 1.2 * km).astype(np.int64)
    size = chance.lognormal(0, 0.6, n_sites)
    size /= size.sum()
    places = tuple(Place(f"S{index:03d}", f"S{index:03d}") for index in range(n_sites))
    types = []
    for number in range(n_types):
        count = n_devices // n_types
        level = count * _LOAD * size[:, None] * (1 + 0.08 * chance.normal(size=(n_sites, 1)))
        mean = level * (1 + 0.1 * np.sin(np.arange(n_days) / 7 + chance.uniform(0, 6, (n_sites, 1))))
        spread = np.sqrt(mean) * np.linspace(1, 2, n_days)
        values = np.maximum(0, mean[..., None] + spread[..., None] * norm.ppf(_LEVELS))
        share = size * np.exp(0.25 * chance.normal(size=n_sites))
        stock = chance.multinomial(count, share / share.sum()).astype(np.int64)
        services = tuple(
            Service(site, due - 13, due, int(1 + chance.integers(2)), n_due)
            for site in range(n_sites)
            for due in range(6, n_days, 7)
            if (n_due := int(chance.binomial(stock[site], 0.02)))
        )
        due_at = np.bincount(
            [one.place for one in services], weights=[one.n_devices for one in services], minlength=n_sites
        )
        broken = chance.binomial(np.maximum(stock - due_at.astype(np.int64), 0), 0.03)
        out = np.repeat(broken[:, None], n_days, axis=1).astype(np.int64)
        zero = np.zeros((n_sites, n_days), dtype=np.int64)
        types.append(
            TypeProblem(
                type_id=f"T{number}",
                stock=stock,
                out=out,
                held=out,
                booked=zero,
                demand=Demand(_LEVELS, values),
                worth=Worth(50_000),
                weights=np.ones(n_sites),
                moves=Moves(1_500 + 40 * minutes, minutes, ~np.eye(n_sites, dtype=bool)),
                services=services,
                late_pence=2_000,
                rental=Rental(6_000, 40, 3, 7, 5_000),
            )
        )
    return EquipmentProblem(places, tuple(types))
