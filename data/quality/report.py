"""What `check_workspace` finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.calendar import IsoWeek
from data.inputs import Note, Severity


@dataclass(frozen=True, slots=True)
class TableFreshness:
    """One stored table. `first_day` and `last_day` are local days; None for registers and for tables without rows.

    `age_days` is how many whole days lie between the last day and the first planned one; negative when it reaches into
    the plan. `imported` is the time of the newest import, UTC ISO 8601.
    """

    table: str
    title: str
    kind: str
    n_rows: int
    first_day: date | None
    last_day: date | None
    age_days: int | None
    imported: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of a series for which nothing is known (returns), or that look unreported (event lists); ends included."""

    table: str
    unit_id: str
    measure: str
    first_day: date
    last_day: date
    n_days: int


@dataclass(frozen=True, slots=True)
class StayCounts:
    """Visits as recorded, and those that are not counted as recorded (`data.census.clean`)."""

    n_visits: int
    n_overlapping: int
    n_in_two_units: int
    n_open: int
    n_open_long: int
    """Still there after more than LONG_STAY_DAYS."""


@dataclass(frozen=True, slots=True)
class StaffingCover:
    """Hours of one skill in one unit over the planned days.

    `needed_hours` follows from the standards at the census of the last weeks; `own_hours` are contracted hours of the
    unit's own people of the skill less absence; `covered_hours` is what contracted people can cover at best when floats
    and stand-ins are shared out in the way that covers most hours of the whole hospital.
    """

    unit_id: str
    skill_id: str
    needed_hours: float
    own_hours: float
    covered_hours: float
    can_buy: bool
    """Whether the skill has a bank or agency price."""

    @property
    def short_hours(self) -> float:
        """Needed hours that no contracted person can cover."""
        return self.needed_hours - self.covered_hours


@dataclass(frozen=True, slots=True)
class UnitCensus:
    """Census of the last weeks against beds; None without history of the unit."""

    unit_id: str
    mean: float | None
    highest: float | None
    beds_staffed: int
    beds_physical: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that was looked at; `findings` say in sentences what deserves attention, warnings first."""

    week: IsoWeek
    n_weeks: int
    cutoff: datetime
    tables: tuple[TableFreshness, ...]
    gaps: tuple[Gap, ...]
    stays: StayCounts
    census: tuple[UnitCensus, ...]
    staffing: tuple[StaffingCover, ...]
    findings: tuple[Note, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no warning."""
        return all(note.severity is not Severity.WARNING for note in self.findings)
