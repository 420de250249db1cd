"""The census of the last weeks, from stays where there are any, else from daily counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import DayGrid, zone_info
from data.census.hourly import count_hourly
from data.inputs import Note, PlanInputs, Severity
from data.quality.report import UnitCensus

RECENT_DAYS = 28


@dataclass(frozen=True, slots=True)
class RecentCensus:
    """`hourly[unit]` has the census at each full hour of the days of `grid`, hour after hour; units without are absent."""

    grid: DayGrid
    hourly: Mapping[str, npt.NDArray[np.float64]]


def recent_census(inputs: PlanInputs, segments: pa.Table) -> RecentCensus:
    """The last RECENT_DAYS days before the cutoff, from tidied stays; a daily count holds for all hours of its day."""
    zone = inputs.grid.zone
    end = inputs.cutoff.astimezone(zone_info(zone)).date()
    grid = DayGrid(end - timedelta(days=RECENT_DAYS), RECENT_DAYS, zone)
    with_stays = set(pc.unique(segments.column("unit_id")).to_pylist())
    unit_ids = [unit.id for unit in inputs.hospital.units]
    from_stays = [unit_id for unit_id in unit_ids if unit_id in with_stays]
    hourly: dict[str, npt.NDArray[np.float64]] = {}
    if from_stays:
        census = count_hourly(segments, from_stays, grid.start, grid.end)
        values = census.column("occupied").to_numpy().reshape(len(from_stays), -1)
        hourly |= {unit_id: values[row].astype(np.float64) for row, unit_id in enumerate(from_stays)}
    counts = inputs.tables.daily_counts.select(["unit_id", "date", "occupied_beds"]).to_pylist()
    by_unit: dict[str, dict[date, int]] = {}
    for row in counts:
        if row["occupied_beds"] is not None and row["date"] >= grid.first_day:
            by_unit.setdefault(row["unit_id"], {})[row["date"]] = row["occupied_beds"]
    for unit_id, days in by_unit.items():
        if unit_id not in hourly:
            mean = sum(days.values()) / len(days)
            daily = [days.get(grid.date_of(day), mean) for day in range(RECENT_DAYS)]
            hours = [grid.minutes(day) // 60 for day in range(RECENT_DAYS)]
            hourly[unit_id] = np.repeat(np.array(daily, dtype=np.float64), hours)
    return RecentCensus(grid, hourly)


def unit_census(inputs: PlanInputs, recent: RecentCensus) -> tuple[UnitCensus, ...]:
    """Mean and highest census of every unit against its beds."""
    found = []
    for unit in inputs.hospital.units:
        values = recent.hourly.get(unit.id)
        mean, highest = (None, None) if values is None else (float(values.mean()), float(values.max()))
        found.append(UnitCensus(unit.id, mean, highest, unit.beds_staffed, unit.beds_physical))
    return tuple(found)


def census_notes(census: tuple[UnitCensus, ...]) -> list[Note]:
    """Units without history, and units with more patients than beds."""
    notes = []
    for entry in census:
        if entry.mean is None:
            text = f"{entry.unit_id} has no stays or occupied beds in the last {RECENT_DAYS} days: its need is not known."
            notes.append(Note(Severity.WARNING, "census", text))
        elif entry.mean > entry.beds_physical:
            text = (
                f"{entry.unit_id} held {entry.mean:.1f} patients on average in the last {RECENT_DAYS} days, above its "
                f"{entry.beds_physical} beds: check the beds in hospital.toml, or stays without an end."
            )
            notes.append(Note(Severity.WARNING, "census", text))
    return notes
