"""The equipment problem: places, stock by day, services, moves, rentals and what is worth how much. Plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from data.inputs import Note
from optimization.demand import Demand
from optimization.equipment.worth import Worth, step_gains

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

POOL = "POOL"
"""The shared pool as a place. It has no demand of its own."""

USEFUL_WITHIN_MINUTES = 240
"""A moved device counts on the day of the move when it is ready within 4 hours, that is by about midday."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where devices stand: a unit, or the pool of a site."""

    place_id: str
    site_id: str


def days_lost(minutes: Ints) -> Ints:
    """Whole days on which a moved device is of no use, from the morning of the move.

    0 when it is ready within USEFUL_WITHIN_MINUTES; each further started day costs one more.
    """
    late = np.maximum(0, minutes - USEFUL_WITHIN_MINUTES)
    lost: Ints = -(-late // 1440)
    return lost


def ready_by_morning(minutes: Ints) -> Bools:
    """Whether a moved device is ready when the moves of the day on which it first counts leave, so that it may move on.

    Never within one day: what is moved in the morning stays where it is brought until the next.
    """
    lost = days_lost(minutes)
    ready: Bools = (lost > 0) & (minutes <= 1440 * lost)
    return ready


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Moving one device from a place (row) to another (column): `pence`, `minutes` out of use with cleaning, `allowed`."""

    pence: Ints
    minutes: Ints
    allowed: Bools


@dataclass(frozen=True, slots=True)
class Service:
    """`n_devices` at a place that each have to be serviced for `n_days` in a row.

    It may start on `earliest` or later and has to be over on `due` (the last day out of use), days counted from the first
    planned one; each day later costs `TypeProblem.late_pence`. With a `latest` start an outage follows: such devices are among
    those held. Others stay until the service is over, and are not. On `overdue_days` a device that is not serviced must not be
    used; they are days after `due` on which it would be fit.
    """

    place: int
    earliest: int
    due: int
    n_days: int
    n_devices: int
    latest: int | None = None
    overdue_days: tuple[int, ...] = ()

    def start_days(self, horizon: int) -> Ints:
        """The planned days on which it may start; `horizon` is how many are planned."""
        end = horizon if self.latest is None else min(horizon, self.latest + 1)
        return np.arange(max(0, self.earliest), end)

    def days_late(self, first_day: int) -> int:
        """When it starts on `first_day`; not within the planned days means on the day after them at best."""
        return max(0, first_day + self.n_days - 1 - self.due)


@dataclass(frozen=True, slots=True)
class Rental:
    """Renting: at most `at_most` devices at once in all places, from day `lead_days` on, for `min_days` or longer."""

    pence_per_day: int
    at_most: int
    lead_days: int = 0
    min_days: int = 1
    delivery_pence: int = 0


@dataclass(frozen=True, slots=True)
class LoanRequest:
    """Somebody asks for up to `n_devices` of those at a place, both days included, and pays for each device and day."""

    loan_id: str
    place: int
    first_day: int
    last_day: int
    n_devices: int
    pence_per_day: int


@dataclass(frozen=True, eq=False)
class TypeProblem:
    """One equipment type. Arrays have shape (places, days) unless said otherwise.

    `stock` (places) counts the devices at each place before day 0. `out` are out of use for settled reasons, the most at once on the day; `held` may not
    leave, as a settled outage has not ended; `booked` are promised to others, from the morning on. `services`
    ahead keep devices as well.
    """

    type_id: str
    stock: Ints
    out: Ints
    held: Ints
    booked: Ints
    demand: Demand
    worth: Worth
    weights: Floats
    moves: Moves
    services: tuple[Service, ...] = ()
    late_pence: int = 0
    services_at_once: int | None = None
    rental: Rental | None = None
    loans: tuple[LoanRequest, ...] = ()
    stands_in_for: Mapping[str, int] = field(default_factory=dict)
    """Types whose demand a device of this one can serve, with the price of a day."""
    load: int = 1
    """The room that a device takes up on a vehicle."""

    @property
    def n_days(self) -> int:
        """Planned days."""
        return int(self.out.shape[1])

    @cached_property
    def overdue(self) -> Ints:
        """Devices that would be out of use as overdue if none was serviced within the planned days."""
        out = np.zeros_like(self.out)
        for service in self.services:
            out[service.place, list(service.overdue_days)] += service.n_devices
        return out

    @property
    def unfit(self) -> Ints:
        """Devices of no use to the place if no service starts within the planned days and nothing is lent."""
        return self.out + self.booked + self.overdue

    @property
    def planned_level(self) -> Ints:
        """The median demand in whole devices, shape (places, days)."""
        return (self.demand.quantile(0.5) + 0.5).astype(np.int64)

    @cached_property
    def gains(self) -> Ints:
        """What each further device saves, shape (places, days, steps)."""
        return step_gains(self.demand, self.worth, self.weights)


@dataclass(frozen=True, slots=True, eq=False)
class EquipmentProblem:
    """All types, and what had to be assumed.

    `carried` limits what leaves each site (row, in the order of `site_ids`) on each day for other sites, in units of
    load; None: no limit.
    """

    places: tuple[Place, ...]
    types: tuple[TypeProblem, ...]
    carried: Ints | None = None
    notes: tuple[Note, ...] = ()

    @property
    def site_ids(self) -> tuple[str, ...]:
        """The sites, in the order of their first place."""
        return tuple(dict.fromkeys(place.site_id for place in self.places))

    @property
    def site_of(self) -> Ints:
        """The number of each place's site."""
        number = {site_id: index for index, site_id in enumerate(self.site_ids)}
        return np.array([number[place.site_id] for place in self.places], dtype=np.int64)
