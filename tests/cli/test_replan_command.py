"""`wardwise replan`: what happened in words, a call list, a run that can be published; faults are named all at once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from data.runs import read_record, read_run_table
from data.store import Addition
from data.tables import ROSTER
from data.workspace import open_workspace
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
    assert found["at_least"] <= found["n_changed"] <= 1.3 * found["at_least"]
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
        "--absent: found '01', expected a staff_id of the staff table; did you mean '001'?",
        "found '001@2027-01-01', expected some day of the roster, 2026-11-30 to 2026-12-06",
        "found 'MED=99', expected at most 20, the staffed beds of MED",
        "--extra-demand: found 'MED@2026-12-01', expected UNIT@2026-12-01..2026-12-03=N",
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


def replan(call: Call, place: Path, *words: str) -> Path:
    """Re-plan a week ahead; the run folder, which is published as well."""
    found = printed_json(call("replan", *words, "--now", BEFORE, "-w", place, "--json"))
    assert call("publish", found["run_id"], "-w", place).exit_code == 0
    return Path(found["run_dir"])


def working(run: Path, day: date) -> list[str]:
    return sorted(row["staff_id"] for row in read_run_table(run, "roster").to_pylist() if row["date"] == day)


def test_an_absence_that_takes_no_shift_away_says_so(published: Path, own_hospital: Path, call: Call) -> None:
    """A mistyped day looked as if nobody were missed."""
    rows = read_run_table(published, "roster").to_pylist()
    worked = {(row["staff_id"], row["date"].day) for row in rows}
    # a night before the day would be lost as well
    staff_id, free = next(
        (who, day)
        for who in sorted({who for who, _ in worked if who.isdecimal()})
        for day in range(2, 7)
        if not {(who, day - 1), (who, day)} & worked
    )
    found = printed_json(
        call(
            "replan", "--absent", f"{staff_id}@2026-12-0{free}", "--now", BEFORE, "-w", own_hospital, "--json"
        )
    )
    assert (
        f"{staff_id} loses no shift: none is published 2026-12-0{free}, or the absence was known."
        in found["remarks"]
    )


def test_a_second_replan_knows_who_was_away_already(published: Path, own_hospital: Path, call: Call) -> None:
    """Found by a reader: people who called in sick for the first re-plan were called in by the second."""
    day = read_run_table(published, "roster").to_pylist()[0]["date"]
    away: list[str] = []
    run = published
    for _ in range(3):
        away.append(next(each for each in working(run, day) if each.isdecimal()))
        run = replan(call, own_hospital, "--absent", f"{away[-1]}@{day}")
        assert not set(away) & set(working(run, day))
    record = read_record(run)
    assert [event.target_id for event in record.happened] == away
    assert record.base_scenario == "baseline"
    why = call(
        "explain", run.name, "--why-not", away[0], f"MED/D@{day}", "--seconds", "5", "-w", own_hospital
    )
    assert "absence (sickness)" in " ".join(why.stdout.split())
    edited = own_hospital / "edited.csv"
    with edited.open("w") as file:
        file.write(f"staff_id,date,shift_id,unit_id\n{away[0]},{day},D,MED\n")
    checked = call("check", "--roster", edited, "-w", own_hospital)
    assert f"{day}" in checked.stdout.replace(day.strftime("%a %-d %b %Y"), str(day))
    assert "leave" in checked.stdout


def test_a_replan_stands_on_the_scenario_of_the_published_run(own_hospital: Path, call: Call) -> None:
    planned = Path(
        printed_json(call("plan", "--scenario", "sickness", "-w", own_hospital, "--json"))["run_dir"]
    )
    assert call("publish", planned.name, "-w", own_hospital).exit_code == 0
    first = read_run_table(planned, "roster").to_pylist()[0]
    run = replan(call, own_hospital, "--absent", f"{first['staff_id']}@{first['date']}")
    record = read_record(run)
    assert record.base_scenario == "sickness"
    assert record.scenario_files == read_record(planned).scenario_files
    sick = {tuple(row.values()) for row in read_run_table(planned, "absences").to_pylist()}
    assert sick <= {tuple(row.values()) for row in read_run_table(run, "absences").to_pylist()}
    second = read_run_table(run, "roster").to_pylist()[0]
    again = replan(call, own_hospital, "--absent", f"{second['staff_id']}@{second['date']}")
    assert sick <= {tuple(row.values()) for row in read_run_table(again, "absences").to_pylist()}


def add_to_roster(place: Path, *rows: dict[str, object]) -> None:
    workspace = open_workspace(place)
    workspace.store.add_all([Addition(ROSTER, ROSTER.table(list(rows)), "test")])


def test_a_closed_unit_cancels_its_bookings_and_people_who_left_are_replaced(
    published: Path, own_hospital: Path, call: Call
) -> None:
    """Found by a reader: each of these was refused with "one shift a day"."""
    day = read_run_table(published, "roster").to_pylist()[0]["date"]
    booked = {"date": day, "skill_id": "RN", "source": "bank"}
    add_to_roster(
        own_hospital,
        {"staff_id": "B-7", "unit_id": "[red]", "shift_id": "D", **booked},
        {"staff_id": "B-8", "unit_id": "MED", "shift_id": "D", **booked},
        {"staff_id": "left", "date": day, "unit_id": "MED", "shift_id": "N", "skill_id": "RN"},
    )
    closed = ("--close-beds", f"[red]@{day}=4", "--close-beds", f"[red]@{day}=6", "--absent", f"B-8@{day}")
    found = printed_json(call("replan", *closed, "--now", BEFORE, "-w", own_hospital, "--json"))
    told = {(each["staff_id"], each["what"]) for each in found["calls"]}
    assert ("B-8", "away") in told
    assert ("left", "away") in told
    assert any(each["what"] == "to cancel" and "[red]" in each["before"] for each in found["calls"])
    assert any(
        remark.startswith("Cancelled bank and agency shifts still cost") for remark in found["remarks"]
    )
    rows = read_run_table(Path(found["run_dir"]), "roster").to_pylist()
    assert not [row for row in rows if row["date"] == day and row["unit_id"] == "[red]"]
    assert not {"B-7", "B-8", "left"} & {row["staff_id"] for row in rows}


def test_a_second_shift_of_a_day_stays_beside_the_plan(
    published: Path, own_hospital: Path, call: Call
) -> None:
    rows = read_run_table(published, "roster").to_pylist()
    first = next(row for row in rows if row["shift_id"] == "D" and row["staff_id"].isdecimal())
    other = next(row for row in rows if row["staff_id"].isdecimal() and row["staff_id"] != first["staff_id"])
    add_to_roster(
        own_hospital,
        {"staff_id": first["staff_id"], "date": first["date"], "unit_id": first["unit_id"], "shift_id": "N"},
    )
    absent = f"{other['staff_id']}@{other['date']}"
    found = printed_json(call("replan", "--absent", absent, "--now", BEFORE, "-w", own_hospital, "--json"))
    assert any("kept as published beside the plan" in remark for remark in found["remarks"])
    kept = read_run_table(Path(found["run_dir"]), "roster").to_pylist()
    shifts = {
        row["shift_id"]
        for row in kept
        if (row["staff_id"], row["date"]) == (first["staff_id"], first["date"])
    }
    assert shifts == {"D", "N"}


def test_the_run_that_holds_the_days_is_changed(published: Path, own_hospital: Path, call: Call) -> None:
    """Found by a reader: with two weeks published the last one was taken, whatever the days."""
    later = Path(printed_json(call("plan", "--week", "2026-W50", "-w", own_hospital, "--json"))["run_dir"])
    assert call("publish", later.name, "-w", own_hospital).exit_code == 0
    first = read_run_table(published, "roster").to_pylist()[0]
    run = replan(call, own_hospital, "--absent", f"{first['staff_id']}@{first['date']}")
    assert read_record(run).week == "2026-W49"
    spanning = f"{first['staff_id']}@2026-12-06..2026-12-08"
    found = printed_json(call("replan", "--absent", spanning, "--now", BEFORE, "-w", own_hospital, "--json"))
    assert any(f"--run {later.name}" in remark for remark in found["remarks"])
