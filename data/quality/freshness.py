"""How old each table is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import DayGrid, zone_info
from data.inputs import HospitalTables, Note, PlanInputs, Severity
from data.quality.report import TableFreshness
from data.store import Store
from data.tables import SOURCE_TABLES

_TIME_COLUMN = {
    "stays": "entered",
    "daily_counts": "date",
    "requests": "date",
    "pins": "date",
    "roster": "date",
    "equipment_use": "date",
    "absences": "last_day",
    "maintenance": "last_day",
}
_FRESH_DAYS = 7


def table_freshness(store: Store, tables: HospitalTables, grid: DayGrid) -> tuple[TableFreshness, ...]:
    """One entry per declared table, in the order of SOURCE_TABLES; `tables` are those of the plan's inputs."""
    found = []
    for schema in SOURCE_TABLES:
        table: pa.Table = getattr(tables, schema.name)
        first, last = _span(table, _TIME_COLUMN.get(schema.name), grid.zone)
        history = store.history(schema.name)
        found.append(
            TableFreshness(
                table=schema.name,
                title=schema.title,
                kind=str(schema.kind),
                n_rows=table.num_rows,
                first_day=first,
                last_day=last,
                age_days=None if last is None else (grid.first_day - last).days - 1,
                imported=history[-1].created if history else None,
            )
        )
    return tuple(found)


def freshness_notes(inputs: PlanInputs, tables: tuple[TableFreshness, ...]) -> list[Note]:
    """What is missing or old for the days to plan."""
    by_name = {entry.table: entry for entry in tables}
    notes = []
    for name in ("absences", "requests"):
        last = by_name[name].last_day
        if last is None or last < inputs.grid.first_day:
            text = f"No {name} are stored for the planned days: nobody is counted as having any."
            notes.append(Note(Severity.WARNING if name == "absences" else Severity.INFO, name, text))
    notes += _roster_notes(by_name["roster"], inputs.grid)
    has_types = bool(inputs.hospital.equipment_types)
    if has_types and not by_name["equipment"].n_rows:
        text = "hospital.toml has equipment types but no devices are stored: all demand will be short."
        notes.append(Note(Severity.WARNING, "equipment", text))
    use = by_name["equipment_use"]
    if has_types and use.age_days is not None and use.age_days > _FRESH_DAYS:
        text = f"Equipment in use was last reported for {use.last_day}, {use.age_days} days before the plan."
        notes.append(Note(Severity.WARNING, "equipment_use", text))
    return notes


def _roster_notes(roster: TableFreshness, grid: DayGrid) -> list[Note]:
    day_before = grid.first_day - timedelta(days=1)
    if roster.last_day is None:
        text = "No published roster is stored: rest, runs of days and weekends start from nothing."
    elif roster.last_day < day_before:
        text = (
            f"The published roster ends on {roster.last_day}: the days to {day_before} are taken as not worked, so rest "
            "and runs of days at the start of the plan are not checked against them."
        )
    else:
        return []
    return [Note(Severity.WARNING, "roster", text)]


def _span(table: pa.Table, column: str | None, zone: str) -> tuple[date | None, date | None]:
    if column is None or not table.num_rows:
        return None, None
    ends = pc.min_max(table.column(column)).as_py()
    days = [_day(ends[side], zone) for side in ("min", "max")]
    return days[0], days[1]


def _day(value: date | datetime, zone: str) -> date:
    return value.astimezone(zone_info(zone)).date() if isinstance(value, datetime) else value
