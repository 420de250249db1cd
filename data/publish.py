"""Publishing a run: its roster takes the place of what the store held for its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from data.calendar import zone_info
from data.ledger.events import ledger_events
from data.problems import InputError, Problem
from data.publication import (
    Publication,
    publications,
    read_publication,
    run_days,
    write_publication,
)
from data.quality.double_bookings import double_bookings
from data.runs import read_record, read_run_table
from data.store import Addition
from data.tables import LEDGER, ROSTER
from data.tables.roster import BOUGHT_SOURCES
from data.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did; counts are shifts against the roster stored for the same days.

    `replaced_run_id` is the run that was published for these days before; None when none was, or when it is this one.
    """

    run_id: str
    first_day: date
    last_day: date
    n_shifts: int
    n_new: int
    n_changed: int
    n_unchanged: int
    n_removed: int
    n_people_affected: int
    replaced_run_id: str | None
    is_scenario: bool

    @property
    def was_published(self) -> bool:
        """Whether the store held this very roster already."""
        return not (self.n_new or self.n_changed or self.n_removed)


def publish_run(workspace: Workspace, folder: Path) -> Published:
    """Write the run's roster into the store as the published one, and say so in its folder.

    Publishing once more changes nothing. Raises InputError, and writes nothing, when somebody would be in two shifts at
    once, in the run or with published shifts before or after it, or when a shift, unit or person is not known any more.
    """
    record = read_record(folder)
    first, last = run_days(record)
    stored = workspace.store.read("roster")
    rows = read_run_table(folder, "roster").select([column.name for column in ROSTER.columns])
    _require_sound(workspace, folder, rows, stored, first, last)
    before = _on(stored, first, last)
    addition = Addition(ROSTER, rows, f"run {record.run_id}", replaces=True, days=(first, last))
    events = _ledger_addition(workspace, folder, first, last, addition.source)
    report, *_ = workspace.store.add_all([addition, events])
    replaced = _take_over(workspace, folder, record.run_id, first, last, report.snapshot_id or "")
    return Published(
        run_id=record.run_id,
        first_day=first,
        last_day=last,
        n_shifts=rows.num_rows,
        n_new=report.n_added,
        n_changed=report.n_replaced,
        n_unchanged=report.n_unchanged,
        n_removed=report.n_removed,
        n_people_affected=len(_changed_people(before, rows.to_pylist())),
        replaced_run_id=replaced,
        is_scenario=record.scenario != "baseline",
    )


def _ledger_addition(workspace: Workspace, folder: Path, first: date, last: date, source: str) -> Addition:
    """What the run leaves for fair shares: its wishes take the place of what is stored for the days, late changes add up."""
    hospital = workspace.hospital
    today = datetime.now(zone_info(hospital.hospital.zone)).date()
    events = ledger_events(folder, today, hospital.rules.fairness.late_change_days).to_pylist()
    earlier = [
        row
        for row in _on(workspace.store.read("ledger"), first, last)
        if row["kind"] == "late_change" and row not in events
    ]
    return Addition(LEDGER, LEDGER.table([*events, *earlier]), source, replaces=True, days=(first, last))


def _on(table: pa.Table, first: date, last: date) -> list[dict[str, Any]]:
    return [row for row in table.to_pylist() if first <= row["date"] <= last]


def _changed_people(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> set[str]:
    """The staff whose shifts differ; bank and agency shifts are nobody's."""
    old, new = (
        {tuple(row.values()) for row in rows if row["source"] not in BOUGHT_SOURCES}
        for rows in (before, after)
    )
    return {str(row[0]) for row in old ^ new}


def _require_sound(
    workspace: Workspace, folder: Path, rows: pa.Table, stored: pa.Table, first: date, last: date
) -> None:
    problems = [*_unknown(workspace, folder, rows)]
    neighbours = [
        row
        for row in stored.to_pylist()
        if first - timedelta(days=2) <= row["date"] < first or last < row["date"] <= last + timedelta(days=2)
    ]
    together = pa.Table.from_pylist([*rows.to_pylist(), *neighbours], ROSTER.empty().schema)
    for double in double_bookings(workspace.hospital, together):
        one, other = double.first, double.second
        if not (first <= one.date <= last or first <= other.date <= last):
            continue  # a fault of what was published earlier, which this run cannot mend
        problems.append(
            Problem(
                file=str(folder),
                value=f"{double.staff_id}: {one.shift_id} in {one.unit_id} on {one.date} and {other.shift_id} in "
                f"{other.unit_id} on {other.date}",
                expected=f"nobody in two shifts at once (they overlap by {double.minutes} minutes)",
                fix="plan the week again, so that the published days beside it are taken into account",
            )
        )
    if problems:
        raise InputError(problems, "The run cannot be published; nothing was written")


def _unknown(workspace: Workspace, folder: Path, rows: pa.Table) -> list[Problem]:
    """What the run names and the hospital does not have any more."""
    hospital = workspace.hospital
    staff = set(workspace.store.read("staff").column("staff_id").to_pylist())
    problems = []
    for column, known in (
        ("unit_id", set(hospital.unit_by_id)),
        ("shift_id", set(hospital.shift_by_id)),
        ("skill_id", set(hospital.skill_by_id)),
    ):
        strange = sorted(set(rows.column(column).to_pylist()) - known)
        problems += [
            Problem(file=str(folder), column=column, value=value, expected="an id of hospital.toml")
            for value in strange
        ]
    own = {row["staff_id"] for row in rows.to_pylist() if row["source"] not in BOUGHT_SOURCES}
    problems += [
        Problem(
            file=str(folder),
            column="staff_id",
            value=value,
            expected="somebody of the staff table",
            fix="plan the week again",
        )
        for value in sorted(own - staff)
    ]
    return problems


def _take_over(
    workspace: Workspace, folder: Path, run_id: str, first: date, last: date, snapshot_id: str
) -> str | None:
    """Mark this run as published and others of its days as replaced; the run that was published before."""
    known = read_publication(folder)
    replaced = None
    for other, publication in publications(workspace.runs_folder):
        if publication.run_id == run_id or not publication.covers(first, last):
            continue
        if publication.superseded_by is None:
            replaced = publication.run_id
            write_publication(other, publication.model_copy(update={"superseded_by": run_id}))
    is_current = known is not None and known.superseded_by is None and known.snapshot_id == snapshot_id
    if known is None or not is_current or replaced:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        write_publication(
            folder,
            Publication(
                run_id=run_id,
                published=now,
                first_day=first,
                last_day=last,
                snapshot_id=snapshot_id,
                replaced_run_id=replaced,
            ),
        )
    return replaced
