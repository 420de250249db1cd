"""`wardwise publish`: a run becomes the published roster, once, whole, and without people in two places."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from data.publication import published_run, read_publication
from data.runs import read_run_table
from data.tables import LEDGER, ROSTER
from data.workspace import open_workspace
from tests.cli.conftest import Call, files_in, printed_json

MONDAY, SUNDAY = date(2026, 11, 30), date(2026, 12, 6)


@pytest.fixture
def run_folder(planned: tuple[object, Path], own_hospital: Path) -> Path:
    """The run of the week, in a workspace of its own."""
    return Path(shutil.copytree(planned[1], own_hospital / "runs" / planned[1].name))


def stored(workspace: Path) -> pa.Table:
    return open_workspace(workspace).store.read("roster")


def add_shift(workspace: Path, **shift: object) -> None:
    row = {"unit_id": "MED", "skill_id": "RN", "source": "contract"} | shift
    open_workspace(workspace).store.add(ROSTER, ROSTER.table([row]), "by hand")


def test_the_roster_goes_into_the_store_with_its_run(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    planned_rows = read_run_table(run_folder, "roster")
    result = printed_json(call("publish", run_folder.name, "-w", own_hospital, "--json"))
    assert (result["n_new"], result["n_removed"], result["n_changed"]) == (planned_rows.num_rows, 0, 0)
    own = {tuple(row.values()) for row in stored(own_hospital).to_pylist()}
    assert own == {tuple(row.values()) for row in planned_rows.select(ROSTER.by_name).to_pylist()}
    assert open_workspace(own_hospital).store.history("roster")[-1].source == f"run {run_folder.name}"
    assert published_run(own_hospital / "runs", MONDAY, SUNDAY) == run_folder
    summary = call("report", run_folder.name, "-w", own_hospital)
    assert ", published" in summary.stdout.splitlines()[0]


def test_publishing_twice_changes_nothing(run_folder: Path, own_hospital: Path, call: Call) -> None:
    call("publish", run_folder.name, "-w", own_hospital)
    before, files = read_publication(run_folder), files_in(own_hospital)
    again = call("publish", run_folder.name, "-w", own_hospital)
    assert "is the published roster of" in again.stdout
    assert "already; nothing changed." in " ".join(again.stdout.split())
    assert (read_publication(run_folder), files_in(own_hospital)) == (before, files)


def test_a_run_takes_the_place_of_all_that_was_published_for_its_days(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    """Shifts in units and on days that the new run leaves empty go as well; those of other weeks stay."""
    add_shift(own_hospital, staff_id="gone", date=MONDAY, shift_id="D", unit_id="OLD")
    add_shift(own_hospital, staff_id="001", date=date(2026, 11, 23), shift_id="D")
    result = printed_json(call("publish", run_folder.name, "-w", own_hospital, "--json"))
    assert result["n_removed"] == 1
    left = stored(own_hospital).to_pylist()
    assert not [row for row in left if row["unit_id"] == "OLD"]
    assert [row for row in left if row["date"] == date(2026, 11, 23)]


def test_the_run_that_it_replaces_is_named_and_marked(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    call("publish", run_folder.name, "-w", own_hospital)
    other = Path(shutil.copytree(run_folder, run_folder.with_name("2026-W49-other-0000000000")))
    (other / "published.json").unlink()
    record = (other / "run.json").read_text().replace(run_folder.name, other.name)
    (other / "run.json").write_text(record)
    result = printed_json(call("publish", other.name, "-w", own_hospital, "--json"))
    assert result["replaced_run_id"] == run_folder.name
    old = read_publication(run_folder)
    assert old is not None
    assert old.superseded_by == other.name
    assert published_run(own_hospital / "runs", MONDAY, SUNDAY) == other


def test_nobody_is_published_into_two_places(run_folder: Path, own_hospital: Path, call: Call) -> None:
    """A night published for the evening before runs into the first day shift of the plan."""
    rows = read_run_table(run_folder, "roster").to_pylist()
    first = next(row for row in rows if row["date"] == MONDAY and row["shift_id"] == "D")
    add_shift(own_hospital, staff_id=first["staff_id"], date=date(2026, 11, 29), shift_id="N")
    result = call("publish", run_folder.name, "-w", own_hospital)
    assert result.exit_code == 2
    assert f"{first['staff_id']}: N in MED on 2026-11-29 and D in" in result.stderr
    assert "(they overlap by 30 minutes)" in result.stderr
    assert stored(own_hospital).num_rows == 1
    assert read_publication(run_folder) is None


def test_people_who_are_not_there_any_more_are_named(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    from data.store import Addition
    from data.tables import STAFF

    store = open_workspace(own_hospital).store
    kept = store.read("staff").slice(1)
    store.add_all([Addition(STAFF, kept, "left", replaces=True)])
    result = call("publish", run_folder.name, "-w", own_hospital)
    assert result.exit_code == 2
    assert "column 'staff_id': found '001', expected somebody of the staff table" in result.stderr


def test_a_run_that_does_not_exist(own_hospital: Path, call: Call) -> None:
    result = call("publish", "2026-W49-nothing", "-w", own_hospital)
    assert result.exit_code == 2
    assert "There is no such run" in result.stderr


def test_wishes_go_into_the_ledger_and_late_changes_stay_there(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    late = {"staff_id": "0001", "date": MONDAY, "kind": "late_change"}
    store = open_workspace(own_hospital).store
    staff_id = store.read("staff").column("staff_id").to_pylist()[0]
    store.add(LEDGER, LEDGER.table([late | {"staff_id": staff_id}]), "an earlier publication")
    assert call("publish", run_folder.name, "-w", own_hospital).exit_code == 0
    kept = {tuple(row.values()) for row in store.read("ledger").to_pylist()}
    wishes = {
        (row["staff_id"], row["date"])
        for row in read_run_table(run_folder, "requests").to_pylist()
        if row["wish"] != "never"
    }
    assert {(who, when) for who, when, kind in kept if kind != "late_change"} == wishes
    assert (staff_id, MONDAY, "late_change") in kept
