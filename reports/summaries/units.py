"""Each unit's week in one line: beds, people and the worst shift."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from reports.run_view import Row, RunView


@dataclass(frozen=True, slots=True)
class Slot:
    """One shift of one unit on one day, all skills together."""

    unit_id: str
    date: date
    shift_id: str
    required: int
    own: int
    bank: int
    agency: int
    open: int
    expected_shortage: float

    @property
    def there(self) -> int:
        """Everybody who is there."""
        return self.own + self.bank + self.agency


@dataclass(frozen=True, slots=True)
class Beds:
    """Occupancy of one unit over the planned days; every day's figure is its highest hourly census."""

    staffed: int
    p50_mean: float
    p90_highest: float
    p90_day: date
    chance_full: float
    """Highest probability, over the days, that a day needs more than the staffed beds."""
    full_day: date


@dataclass(frozen=True, slots=True)
class UnitWeek:
    """One unit's line of the week at a glance; `beds` is None without an occupancy forecast."""

    unit_id: str
    name: str
    beds: Beds | None
    required: int
    bank: int
    agency: int
    open: int
    worst: Slot | None
    """The shift with most open places, the earliest of equals; None when nothing is open."""

    @property
    def fill_rate(self) -> float:
        """Needed shifts that are covered, from 0 to 1; 1 where nothing is needed."""
        return 1 - self.open / self.required if self.required else 1.0


def slots(run: RunView) -> dict[tuple[str, date, str], Slot]:
    """The coverage of each unit, day and shift, skills added up."""
    groups: dict[tuple[str, date, str], list[Row]] = defaultdict(list)
    for row in run.rows("coverage"):
        groups[row["unit_id"], row["date"], row["shift_id"]].append(row)
    return {key: _slot(key, rows) for key, rows in groups.items()}


def _slot(key: tuple[str, date, str], rows: list[Row]) -> Slot:
    columns = ("required", "own", "bank", "agency", "open", "expected_shortage")
    sums = {column: sum(row[column] for row in rows) for column in columns}
    return Slot(*key, **sums)


def unit_weeks(run: RunView) -> tuple[UnitWeek, ...]:
    """A line for each unit, in the order of the configuration."""
    by_unit: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots(run).values():
        by_unit[slot.unit_id].append(slot)
    return tuple(_unit_week(run, unit, by_unit[unit["unit_id"]]) for unit in run.units)


def _unit_week(run: RunView, unit: Row, found: list[Slot]) -> UnitWeek:
    short = sorted((s for s in found if s.open), key=lambda s: (-s.open, s.date, s.shift_id))
    return UnitWeek(
        unit_id=unit["unit_id"],
        name=unit["name"],
        beds=_beds([row for row in run.rows("occupancy") if row["unit_id"] == unit["unit_id"]]),
        required=sum(s.required for s in found),
        bank=sum(s.bank for s in found),
        agency=sum(s.agency for s in found),
        open=sum(s.open for s in found),
        worst=short[0] if short else None,
    )


def _beds(rows: list[Row]) -> Beds | None:
    if not rows:
        return None
    busiest = max(rows, key=lambda row: row["p90"])
    fullest = max(rows, key=lambda row: row["chance_full"])
    return Beds(
        staffed=busiest["beds_staffed"],
        p50_mean=sum(row["p50"] for row in rows) / len(rows),
        p90_highest=busiest["p90"],
        p90_day=busiest["date"],
        chance_full=fullest["chance_full"],
        full_day=fullest["date"],
    )
