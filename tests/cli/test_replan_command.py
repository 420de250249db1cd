"""`wardwise replan`: what happened in words, a call list, a run that can be published; faults are named all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.runs import read_run_table
from tests.cli.conftest import Call, printed_json

BEFORE = "2026-11-20T08:00"


@pytest.fixture
def published(planned: tuple[object, Path], own_hospital: Path, call: Call) -> Path:
    folder = Path(shutil.copytree(planned[1], own_hospital / "runs" / planned[1].name))
    assert call("publish", folder.name, "-w", own_hospital).exit_code == 0
    return folder


def test_an_absence_gives_a_call_list_and_a_run_to_publish(
    published: Path, own_hospital: Path, call: Call
) -> None:
    first = read_run_table(published, "roster").to_pylist()[0]
    absent = f"{first['staff_id']}@{first['date']}"
    result = call("replan", "--absent", absent, "--now", BEFORE, "-w", own_hospital, "--json")
    found = printed_json(result)
    assert found["n_changed"] <= 1.3 * max(1, found["at_least"]) + 1
    lost = [each for each in found["calls"] if each["what"] == "away"]
    assert (first["staff_id"], str(first["date"])) in {(each["staff_id"], each["date"]) for each in lost}
    assert [each["starts"] for each in found["calls"]] == sorted(each["starts"] for each in found["calls"])
    run = Path(found["run_dir"])
    rows = read_run_table(run, "roster").to_pylist()
    assert (first["staff_id"], first["date"]) not in {(row["staff_id"], row["date"]) for row in rows}
    (change,) = read_run_table(run, "input_changes").to_pylist()
    assert (change["change"], change["after"]) == ("absence", "away")
    again = printed_json(call("publish", run.name, "-w", own_hospital, "--json"))
    assert again["replaced_run_id"] == published.name


@pytest.mark.usefixtures("published")
def test_faults_are_named_all_at_once(own_hospital: Path, call: Call) -> None:
    result = call(
        "replan", "--absent", "01@2026-12-01", "--absent", "001@2027-01-01", "--close-beds", "MED@..=99",
        "--extra-demand", "MED@2026-12-01", "--absent", "001@2026-12-03..2026-12-01", "-w", own_hospital,
    )  # fmt: skip
    assert result.exit_code == 2
    for words in (
        "column '--absent': found '01', expected a staff_id of the staff table; did you mean '001'?",
        "found '001@2027-01-01', expected some day of the roster, 2026-11-30 to 2026-12-06",
        "found 'MED=99', expected at most 20, the staffed beds of MED",
        "column '--extra-demand': found 'MED@2026-12-01', expected UNIT@2026-12-01..2026-12-03=N",
        "found '001@2026-12-03..2026-12-01', expected days such as",
    ):
        assert words in result.stderr


def test_without_a_published_run_there_is_nothing_to_change(own_hospital: Path, call: Call) -> None:
    result = call("replan", "--absent", "001@2026-12-01", "-w", own_hospital)
    assert result.exit_code == 2
    assert "expected a published run; publish one with `wardwise publish RUN`" in result.stderr


@pytest.mark.usefixtures("published")
def test_days_that_are_over_cannot_be_changed(own_hospital: Path, call: Call) -> None:
    late = ("--now", "2026-12-08T00:00")
    result = call("replan", "--absent", "001@2026-12-01", *late, "-w", own_hospital)
    assert result.exit_code == 2
    assert "These days are over" in result.stderr
