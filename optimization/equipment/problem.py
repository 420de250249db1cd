"""The equipment problem: places, devices and their days out of use, demand, and prices. Plain integers and data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.inputs import Note
from optimization.equipment.demand import Demand

POOL = "POOL"
"""The shared pool as a place. It has no demand of its own."""

USEFUL_WITHIN_MINUTES = 240
"""A moved device counts on the day of the move when it is ready within 4 hours, that is by about midday."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where devices stand: a unit, or the shared pool."""

    place_id: str
    site_id: str


@dataclass(frozen=True, slots=True)
class DeviceGroup:
    """Devices of one type that are out of use on the same days and hence interchangeable.

    `fit[day]` says whether they can be used; `n_at_start[place]` how many stand there before day 0.
    """

    fit: tuple[bool, ...]
    n_at_start: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MoveTerms:
    """What moving one device costs, in pence, and how long it is out of use, cleaning included."""

    pence: int
    minutes: int

    @property
    def days_lost(self) -> int:
        """Whole days on which a moved device is of no use, from the morning of the move.

        0 when it is ready within USEFUL_WITHIN_MINUTES; each further started day costs one more.
        """
        late = max(0, self.minutes - USEFUL_WITHIN_MINUTES)
        return -(-late // 1440)


@dataclass(frozen=True, slots=True)
class Rental:
    """Renting: `pence_per_day` for one device, at most `at_most` at once in all places."""

    pence_per_day: int
    at_most: int


@dataclass(frozen=True, slots=True)
class TypeProblem:
    """One equipment type; types do not share anything, so each is a problem of its own.

    `demand` maps (place index, day) to the demand there; a place and day that is missing needs none. `near` are the
    terms within a site and `far` between sites; far moves never cost less, nor take less time, than near ones.
    """

    type_id: str
    n_days: int
    places: tuple[Place, ...]
    groups: tuple[DeviceGroup, ...]
    demand: Mapping[tuple[int, int], Demand]
    shortage_pence: int
    near: MoveTerms
    far: MoveTerms
    rental: Rental | None = None


@dataclass(frozen=True, slots=True)
class EquipmentProblem:
    """All types, and what had to be assumed."""

    types: tuple[TypeProblem, ...]
    notes: tuple[Note, ...] = ()
