"""From a workspace to `PlanInputs`: which days are planned, where history ends, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import DayGrid, IsoWeek, zone_info
from data.configuration.pack_notes import pack_notes
from data.history_end import finished_history
from data.inputs import HospitalTables, Note, PlanInputs, Severity
from data.known_rows import refuse_unknown_staff, without_unknown
from data.problems import InputError, Problem
from data.tables import SOURCE_TABLES
from data.workspace import Workspace

_STALE_DAYS = 14


def load_inputs(
    workspace: Workspace, week: IsoWeek | None, n_weeks: int | None = None, seed: int | None = None
) -> PlanInputs:
    """Everything that a plan of `n_weeks` weeks from `week` on is made from.

    `week` None is the week after the one that holds the last complete day of history; `n_weeks` and `seed` None are
    those of `[planning]`. The cutoff is the earlier of the horizon's start and the end of complete history
    (`data.history_end`); stays, counts and equipment use at or after it, and returns of days that were not over when they were
    read, are not in the tables, and a patient who left later is still there. Rows that name something the configuration no longer has are left out with a note.
    Raises InputError without history, without history before the horizon, or when staff rows name an unknown unit,
    skill or contract.
    """
    hospital = workspace.hospital
    zone = hospital.hospital.zone
    ids = [(s.name, workspace.store.snapshot_id(s.name)) for s in SOURCE_TABLES]
    tables = HospitalTables(**{s.name: workspace.store.read(s.name) for s in SOURCE_TABLES})
    history = finished_history(tables, hospital, workspace.store.last_written())
    tables, ends_at = history.tables, history.ends_at
    if week is None:
        week = IsoWeek.of(ends_at.astimezone(zone_info(zone)).date() - timedelta(days=1))
        week = IsoWeek.of(week.monday + timedelta(days=7))
    grid = DayGrid(week.monday, 7 * (n_weeks or hospital.planning.horizon_weeks), zone)
    cutoff = min(grid.start, ends_at)
    refuse_unknown_staff(tables.staff, hospital)
    tables, row_notes = without_unknown(tables, hospital)
    past = _until(tables, cutoff, zone)
    if past.stays.num_rows == 0 and past.daily_counts.num_rows == 0:
        expected = f"a week after the first day of history (nothing is stored from before {grid.first_day})"
        raise InputError(
            [Problem(value=str(week), expected=expected, fix="plan a later week, or import older data")]
        )
    return PlanInputs(
        hospital=hospital,
        tables=past,
        grid=grid,
        cutoff=cutoff,
        seed=hospital.planning.seed if seed is None else seed,
        snapshot_ids=tuple((name, snapshot) for name, snapshot in ids if snapshot is not None),
        notes=(
            *history.notes,
            *row_notes,
            *_hindsight_notes(grid, ends_at),
            *_age_notes(cutoff, grid),
            *_staff_notes(past),
            *(Note(Severity.WARNING, "rules", text) for text in pack_notes(hospital)),
        ),
        fits_folder=workspace.fits_folder,
        is_hindsight=grid.start < ends_at,
    )


def _until(tables: HospitalTables, cutoff: datetime, zone: str) -> HospitalTables:
    """The tables as somebody could have known them at the cutoff."""
    first_unknown = cutoff.astimezone(zone_info(zone)).date()
    stays = tables.stays.filter(pc.less(tables.stays.column("entered"), _instant(cutoff)))
    left = stays.column("left")
    known = pc.if_else(pc.less(left, _instant(cutoff)), left, pa.scalar(None, left.type))
    position = stays.column_names.index("left")
    return replace(
        tables,
        stays=stays.set_column(position, stays.schema.field("left"), known),
        daily_counts=_days_before(tables.daily_counts, first_unknown),
        equipment_use=_days_before(tables.equipment_use, first_unknown),
    )


def _days_before(table: pa.Table, day: date) -> pa.Table:
    return table.filter(pc.less(table.column("date"), pa.scalar(day, pa.date32())))


def _instant(when: datetime) -> pa.Scalar:
    return pa.scalar(when, pa.timestamp("us", tz="UTC"))


def _hindsight_notes(grid: DayGrid, ends_at: datetime) -> list[Note]:
    if grid.start >= ends_at:
        return []
    last = ends_at.astimezone(zone_info(grid.zone)).date() - timedelta(days=1)
    text = (
        f"{IsoWeek.of(grid.first_day)} has begun: history is known up to {last}. This is hindsight, made from what is known "
        f"now about the time before {grid.first_day}; data that came late count as known."
    )
    return [Note(Severity.WARNING, "history", text)]


def _age_notes(cutoff: datetime, grid: DayGrid) -> list[Note]:
    days = (grid.start - cutoff) // timedelta(days=1)
    if days <= _STALE_DAYS:
        return []
    last = cutoff.astimezone(zone_info(grid.zone)).date() - timedelta(days=1)
    text = f"History ends on {last}, {days} days before the first planned day; import newer data."
    return [Note(Severity.WARNING, "history", text)]


def _staff_notes(tables: HospitalTables) -> list[Note]:
    if tables.staff.num_rows:
        return []
    return [Note(Severity.WARNING, "staff", "No staff are stored: every shift is open or bought.")]
