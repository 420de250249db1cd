"""What the bed plan says: beds by unit and day, outliers, moved admissions, levels of escalation, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.inputs import Note
from optimization.beds.decision import Costs


@dataclass(frozen=True, slots=True)
class BedDay:
    """One planned unit on one day.

    `beds` are open and staffed, `surge` of them beyond the licensed ones, `given` kept for patients of other units; `usual` are staffed
    when nothing is planned. `shift` patients more (or fewer) than forecast come through moved admissions. `census_p50` and `census_p90` are of the highest census, moved admissions included. Expected
    `outlying` patients lie with hosts, `waiting` have no bed at all; `chance_waiting` is the chance that there is one.
    """

    unit_id: str
    day: int
    beds: int
    usual: int
    surge: int
    given: int
    shift: int
    census_p50: float
    census_p90: float
    outlying: float
    waiting: float
    chance_waiting: float


@dataclass(frozen=True, slots=True)
class OutlierDay:
    """`n_beds` of a unit kept for patients of `home_unit_id`, and how many of them are expected to be in use."""

    home_unit_id: str
    unit_id: str
    day: int
    n_beds: int
    expected: float


@dataclass(frozen=True, slots=True)
class MovedAdmission:
    """A booked admission that moves to another day."""

    admission_id: str
    unit_id: str
    from_day: int
    to_day: int


@dataclass(frozen=True, slots=True)
class EscalationChance:
    """The chance that a level holds in the busiest hour of a day; `unit_id` None: all units together."""

    level_id: str
    unit_id: str | None
    day: int
    beds: int
    chance: float
    action: str | None


@dataclass(frozen=True, slots=True)
class BedPlan:
    """The plan; `costs` are None when no beds are planned.

    `usual_pence` is what the same costs with the usual beds; `bound_pence` a proven limit below which no plan gets.
    """

    days: tuple[BedDay, ...] = ()
    outliers: tuple[OutlierDay, ...] = ()
    moved: tuple[MovedAdmission, ...] = ()
    escalation: tuple[EscalationChance, ...] = ()
    costs: Costs | None = None
    usual_pence: float | None = None
    bound_pence: float | None = None
    notes: tuple[Note, ...] = ()

    @property
    def beds_of(self) -> Mapping[tuple[str, int], int]:
        """Beds by unit and day."""
        return {(one.unit_id, one.day): one.beds for one in self.days}

    @property
    def shift_of(self) -> Mapping[tuple[str, int], int]:
        """Patients more (or fewer) than forecast by unit and day, through moved admissions."""
        return {(one.unit_id, one.day): one.shift for one in self.days}
