"""Outages by the hour: what contradicts its days is set aside, and a file of hours alone becomes maintenance."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.importers.files import import_files
from data.workspace import Workspace
from tests.workspaces import new_workspace, write_text

DEVICES = "asset_id,type,unit\nP1,PUMP,ICU\nP2,PUMP,ICU\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path / "w")
    import_files(workspace, [write_text(tmp_path / "equipment.csv", DEVICES)])
    return workspace


def test_hours_that_lie_on_other_days_are_set_aside(workspace: Workspace, tmp_path: Path) -> None:
    lines = [
        "asset_id,first_day,last_day,out_from,back_at",
        "P1,2026-04-08,2026-04-10,2026-04-08 10:00,2026-04-10 12:00",
        "P1,2026-04-15,2026-04-16,2026-04-14 10:00,",
        "P2,2026-04-15,2026-04-16,,2026-04-18 12:00",
        "P2,2026-04-20,2026-04-20,2026-04-20 12:00,2026-04-20 12:00",
        "P2,2026-04-22,2026-04-22,,2026-04-23 00:00",
    ]
    report = import_files(workspace, [write_text(tmp_path / "maintenance.csv", "\n".join(lines) + "\n")])
    assert [(p.row, p.column, p.expected) for p in report.problems] == [
        (3, "out_from", "an hour on 2026-04-15 ('first_day')"),
        (4, "back_at", "an hour on 2026-04-16 ('last_day')"),
        (5, "back_at", "an hour after 'out_from'"),
    ]
    assert report.files[0].n_loaded == 2


def test_a_file_of_hours_alone_has_its_days_worked_out(workspace: Workspace, tmp_path: Path) -> None:
    """What ends at midnight ends on the day before; the hospital's zone says which day an hour lies on."""
    text = "device_id,out_from,back_at,kind\nP1,2026-04-08 10:00,2026-04-10 12:00,service\nP2,2026-04-07T23:30Z,2026-04-10 00:00,\n"
    report = import_files(workspace, [write_text(tmp_path / "outages.csv", text)])
    assert (report.files[0].table, report.problems) == ("maintenance", ())
    rows = workspace.store.read("maintenance").to_pylist()
    assert [(row["asset_id"], row["first_day"], row["last_day"]) for row in rows] == [
        ("P1", date(2026, 4, 8), date(2026, 4, 10)),
        ("P2", date(2026, 4, 8), date(2026, 4, 9)),
    ]
    assert rows[0]["out_from"] == datetime(2026, 4, 8, 9, tzinfo=UTC)
    assert rows[0]["back_at"] == datetime(2026, 4, 10, 11, tzinfo=UTC)


def test_an_outage_by_the_hour_that_ends_before_it_begins_is_set_aside(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "device_id,out_from,back_at\nP1,2026-04-08 10:00,2026-04-08 09:00\nP2,2026-04-08 10:00,2026-04-08 11:00\n"
    report = import_files(workspace, [write_text(tmp_path / "outages.csv", text)])
    assert [(p.row, p.column, p.expected) for p in report.problems] == [
        (2, "back_at", "an hour after 'out_from'")
    ]
