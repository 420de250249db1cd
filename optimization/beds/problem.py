"""The beds problem: what may be opened, who may lie where, which admissions may move, and what staff costs. Plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimization.demand import Demand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outliers:
    """Patients of unit `home` may lie in unit `host` (numbers of units), in at most `at_most` of its beds on a day."""

    home: int
    host: int
    at_most: int | None
    pence: int


@dataclass(frozen=True, slots=True)
class Admissions:
    """Booked admissions of one unit that are alike: booked for day `planned`, may be moved to each of `days`.

    A patient takes a bed on `n_nights` days from the day of admission on. `move_pence` is for one patient.
    """

    unit: int
    planned: int
    days: tuple[int, ...]
    n_nights: int
    move_pence: int
    admission_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bought:
    """Bank or agency: pence an hour by skill (None: cannot be bought), and the most hours in a week."""

    pence: tuple[int | None, ...]
    hours_week: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """What the roster can give, in hours, and at which price an hour.

    `hours` has shape (units, beds from 0 on, skills) and is for a day with so many staffed beds. `other_hours` (weeks, skills)
    are needed elsewhere; `own_hours` (weeks, skills) are contracted and not away. `serves[j, k]`: skill j may work as k.
    `own_pence` and `missing_pence` are by skill.
    """

    hours: Floats
    other_hours: Floats
    own_hours: Floats
    serves: Bools
    own_pence: Ints
    missing_pence: Ints
    bought: tuple[Bought, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BedsProblem:
    """Arrays have shape (units, days) or (units).

    `fewest` and `most` (with surge beds) bound the beds of a day; those beyond `before_surge` are surge beds. `usual` are staffed
    when nothing is planned, `day_before` on the day before the first. `planned_at_most` limits booked admissions of a
    day; None: no limit. `demand` is the highest census of the day.
    """

    unit_ids: tuple[str, ...]
    demand: Demand
    fewest: Ints
    most: Ints
    before_surge: Ints
    usual: Ints
    day_before: Ints
    surge_pence: Ints
    opening_pence: Ints
    no_bed_pence: Ints
    planned_at_most: tuple[int | None, ...]
    outliers: tuple[Outliers, ...]
    admissions: tuple[Admissions, ...]
    staff: Staff

    @property
    def n_days(self) -> int:
        """Planned days."""
        return int(self.fewest.shape[1])

    def hosts_of(self, home: int) -> list[int]:
        """Numbers of the outlier terms of a unit, the cheapest first; those that cost more than no bed at all are left out."""
        found = [
            number
            for number, terms in enumerate(self.outliers)
            if terms.home == home and terms.pence <= self.no_bed_pence[home]
        ]
        return sorted(found, key=lambda number: (self.outliers[number].pence, number))

    def occupied(self, admissions: Admissions, day: int) -> Ints:
        """1 on the days on which a patient of `admissions` admitted on `day` takes a bed."""
        days = np.arange(self.n_days)
        return ((days >= day) & (days < day + admissions.n_nights)).astype(np.int64)
