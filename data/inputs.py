"""`PlanInputs`: everything a plan is made from, frozen. Scenarios change inputs, never results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.tables import (
    BED_LIMITS,
    BED_OUTLIERS,
    DEVICE_USES,
    EQUIPMENT_BOOKINGS,
    EQUIPMENT_SERVICES,
    ESCALATION_LEVELS,
    PINS,
    PLANNED_ADMISSIONS,
)


class Measure(StrEnum):
    """What is counted. Admissions to transfers_in are per day; occupied beds at instants; equipment per day."""

    ATTENDANCES = "attendances"
    ADMISSIONS = "admissions"
    TRANSFERS_IN = "transfers_in"
    OCCUPIED_BEDS = "occupied_beds"
    EQUIPMENT_IN_USE = "equipment_in_use"


@dataclass(frozen=True, slots=True)
class HospitalTables:
    """The stored tables, each as its schema in `data.tables` declares; a table never imported is empty."""

    stays: pa.Table
    daily_counts: pa.Table
    staff: pa.Table
    absences: pa.Table
    requests: pa.Table
    restrictions: pa.Table
    roster: pa.Table
    ledger: pa.Table
    call_outs: pa.Table
    equipment: pa.Table
    equipment_use: pa.Table
    maintenance: pa.Table
    pins: pa.Table = field(default_factory=PINS.empty)
    equipment_services: pa.Table = field(default_factory=EQUIPMENT_SERVICES.empty)
    equipment_bookings: pa.Table = field(default_factory=EQUIPMENT_BOOKINGS.empty)
    device_uses: pa.Table = field(default_factory=DEVICE_USES.empty)
    bed_limits: pa.Table = field(default_factory=BED_LIMITS.empty)
    bed_outliers: pa.Table = field(default_factory=BED_OUTLIERS.empty)
    planned_admissions: pa.Table = field(default_factory=PLANNED_ADMISSIONS.empty)
    escalation_levels: pa.Table = field(default_factory=ESCALATION_LEVELS.empty)


@dataclass(frozen=True, slots=True)
class DemandEffect:
    """More or fewer arrivals (admissions, attendances, transfers in) than history says, from a scenario.

    Both days are included. `unit_id` None means every unit. `percent` of +10 means a tenth more.
    """

    first_day: date
    last_day: date
    percent: float
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class PatientsEffect:
    """So many patients more (fewer when negative) come to `unit_id` on each of the days, both included, from a scenario."""

    first_day: date
    last_day: date
    patients_day: float
    unit_id: str


@dataclass(frozen=True, slots=True)
class ShareEffect:
    """`percent` of those who come to `from_unit_id` on the days, both included, lie in `unit_id`, which has no past."""

    unit_id: str
    from_unit_id: str
    first_day: date
    last_day: date
    percent: float


@dataclass(frozen=True, slots=True)
class LengthOfStayEffect:
    """Longer or shorter stays of patients who enter `unit_id` (None: every unit) on the days, both included."""

    first_day: date
    last_day: date
    percent: float
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class BedsEffect:
    """`beds_staffed` of a unit on the days, both included; 0 closes it.

    Patients that a closed unit would have taken go to `divert_to`; None means that they leave the hospital's care.
    """

    unit_id: str
    first_day: date
    last_day: date
    beds_staffed: int
    divert_to: str | None = None


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """Configuration, tables, the days to plan and what a scenario adds.

    `grid` holds the planned days. History ends at `cutoff` (UTC, the local midnight at which the horizon starts or
    earlier): nothing that happened at or after it is used. `snapshot_ids` names the stored snapshot of each table.
    """

    hospital: Hospital
    tables: HospitalTables
    grid: DayGrid
    cutoff: datetime
    seed: int
    snapshot_ids: tuple[tuple[str, str], ...] = ()
    demand_effects: tuple[DemandEffect, ...] = ()
    patients_effects: tuple[PatientsEffect, ...] = ()
    share_effects: tuple[ShareEffect, ...] = ()
    length_of_stay_effects: tuple[LengthOfStayEffect, ...] = ()
    beds_effects: tuple[BedsEffect, ...] = ()
    planned_beds: Mapping[tuple[str, date], int] = field(default_factory=dict)
    """By unit and day, what the bed plan decided; it is part of the inputs of everything that comes after it."""
    notes: tuple[Note, ...] = field(default=())
    fits_folder: Path | None = field(default=None, compare=False)
    """Where forecasters fitted to a history may be kept until it changes; the result does not depend on it."""
    is_hindsight: bool = False
    """History is known beyond the first planned day, though nothing of it is used."""

    @property
    def has_demand_effects(self) -> bool:
        """Whether a scenario changes demand at all."""
        arrivals = self.demand_effects or self.patients_effects or self.share_effects
        return bool(arrivals or self.length_of_stay_effects or self.beds_effects)

    def beds_staffed(self, unit_id: str, day: date) -> int:
        """Staffed beds of a unit on a day: as planned, else the last effect that covers the day decides."""
        if (unit_id, day) in self.planned_beds:
            return self.planned_beds[unit_id, day]
        beds = self.hospital.unit_by_id[unit_id].beds_staffed
        for effect in self.beds_effects:
            if effect.unit_id == unit_id and effect.first_day <= day <= effect.last_day:
                beds = effect.beds_staffed
        return beds

    def with_beds_effects(self, *effects: BedsEffect) -> PlanInputs:
        """The inputs with further effects, which hold from now on whatever was planned for their days."""
        changed = replace(self, beds_effects=(*self.beds_effects, *effects))
        for effect in effects:
            changed = changed.without_planned_beds(effect.unit_id, effect.first_day, effect.last_day)
        return changed

    def without_planned_beds(self, unit_id: str, first_day: date, last_day: date) -> PlanInputs:
        """The inputs with the beds of a unit to be planned anew on the days, both included."""
        kept = {
            (unit, day): beds
            for (unit, day), beds in self.planned_beds.items()
            if unit != unit_id or not first_day <= day <= last_day
        }
        return replace(self, planned_beds=kept)


class Severity(StrEnum):
    """How much a note matters."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that must not pass in silence: a fallback, a dropped row, a relaxed rule, a limit that was hit."""

    severity: Severity
    topic: str
    text: str
