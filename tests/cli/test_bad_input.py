"""Bad input: exit code 2, one clear message that lists every problem, nothing on stdout, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, files_in
from tests.cli.tiny_hospital import write_csv

FOLDER_IS_A_FILE = "expected a folder that can be written (Not a directory)"


def refused(call: Call, folder: Path, *words: str | Path) -> list[str]:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    names = files_in(folder)
    result = call(*words)
    assert result.exit_code == 2, result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert files_in(folder) == names
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return result.stderr.splitlines()


def test_every_missing_file_is_named(own_hospital: Path, call: Call) -> None:
    lines = refused(call, own_hospital, "import", "no[red].csv", "nor-this.csv", "-w", own_hospital)
    assert lines == [
        "The files cannot be imported; nothing was written:",
        "  - no[red].csv: expected a file that exists; check the name and the folder",
        "  - nor-this.csv: expected a file that exists; check the name and the folder",
    ]


def test_a_wrong_column_is_named_with_the_near_miss(own_hospital: Path, call: Call, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "absences.csv",
        ("staff_id", "first_dya", "last_day"),
        [("001", "2026-12-01", "2026-12-02")],
    )
    lines = refused(call, own_hospital, "import", path, "-w", own_hospital)
    assert len(lines) == 2
    assert "absences.csv, column 'first_day': expected a column 'first_day'" in lines[1]
    assert "did you mean 'first_dya'?" in lines[1]


def test_an_empty_table_is_refused(own_hospital: Path, call: Call, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "staff.csv", ("staff_id", "name", "unit_id", "skill_id", "contract_id"), [])
    lines = refused(call, own_hospital, "import", path, "-w", own_hospital)
    assert lines[0] == "The files cannot be imported; nothing was written:"
    assert lines[1].startswith("  - staff.csv: expected")


def test_a_file_of_unknown_units_is_refused_letter_for_letter(
    own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    rows = [("2026-11-29", name, 4) for name in ("[rde]", "[/ICU]", "[link=http://x]y", ":warning:")]
    path = write_csv(tmp_path / "daily_counts.csv", ("date", "unit_id", "occupied_beds"), rows)
    lines = refused(call, own_hospital, "import", path, "-w", own_hospital)
    assert (
        "row 2, column 'unit_id': found '[rde]', expected one of MED, [red]; did you mean '[red]'?"
        in lines[1]
    )
    assert [line.split("found ")[1].split(",")[0] for line in lines[2:]] == [
        "'[/ICU]'",
        "'[link=http://x]y'",
        "':warning:'",
    ]


@pytest.mark.parametrize("command", ["plan", "forecast", "check"])
@pytest.mark.parametrize("week", ["2026-49", "W49", "2026-W54", "49", "[red]", ""])
def test_a_week_in_the_wrong_form_is_refused(own_hospital: Path, call: Call, command: str, week: str) -> None:
    lines = refused(call, own_hospital, command, "--week", week, "-w", own_hospital)
    assert len(lines) == 2
    assert f"found '{week}', expected an ISO week such as 2026-W49" in lines[1]


def test_a_week_before_all_history_is_refused(own_hospital: Path, call: Call) -> None:
    lines = refused(call, own_hospital, "plan", "--week", "2020-W01", "-w", own_hospital)
    assert "found '2020-W01', expected a week after the first day of history" in lines[1]


def test_a_workspace_that_is_none_says_how_to_make_one(call: Call, tmp_path: Path) -> None:
    lines = refused(call, tmp_path, "plan")
    assert lines[0] == "There is no workspace:"
    assert "wardwise init DIR" in lines[1]


def test_all_faults_of_the_configuration_are_listed(own_hospital: Path, call: Call) -> None:
    path = own_hospital / "hospital.toml"
    text = path.read_text(encoding="utf-8").replace("beds_staffed = 20", "beds_stafed = 20")
    path.write_text(text.replace('skill_id = "RN"', 'skill_id = "RM"'), encoding="utf-8")
    lines = refused(call, own_hospital, "plan", "-w", own_hospital)
    assert any("beds_stafed" in line and "did you mean 'beds_staffed'?" in line for line in lines)
    assert any(
        "beds_staffed: expected this key to be given" in line or "beds_staffed" in line for line in lines
    )


@pytest.mark.parametrize("command", [("plan",), ("scenario", "compare", "sickness")])
def test_a_folder_for_plans_that_cannot_be_written_is_found_before_the_solve(
    own_hospital: Path, call: Call, command: tuple[str, ...]
) -> None:
    (own_hospital / "runs").write_text("a file in the way", encoding="utf-8")
    lines = refused(call, own_hospital, *command, "-w", own_hospital)
    assert lines == ["Plans cannot be written:", f"  - {own_hospital / 'runs'}: {FOLDER_IS_A_FILE}"]


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_workspace_in_a_place_that_cannot_be_written_is_refused(
    call: Call, tmp_path: Path, command: str
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    lines = refused(call, tmp_path, command, tmp_path / "file" / "x")
    assert "expected a folder that can be written" in lines[-1]


def test_init_does_not_overwrite(own_hospital: Path, call: Call) -> None:
    lines = refused(call, own_hospital, "init", own_hospital)
    assert lines[0] == "The workspace exists already:"


def test_demo_does_not_fill_a_folder_that_holds_something_else(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    lines = refused(call, tmp_path, "demo", tmp_path / "mine")
    assert "expected a new or empty folder, or a hospital's; name another folder" in lines[1]


def test_a_scenario_that_is_not_there_is_refused(own_hospital: Path, call: Call) -> None:
    lines = refused(call, own_hospital, "plan", "--scenario", "flu[red]", "-w", own_hospital)
    assert "flu[red]" in lines[1]


def test_the_faults_of_all_compared_scenarios_are_listed_before_anything_is_planned(
    own_hospital: Path, call: Call
) -> None:
    bad = own_hospital / "scenarios" / "bad.toml"
    bad.write_text('name = "bad"\n[[changes]]\nkind = "demnd"\npercent = 5\n', encoding="utf-8")
    lines = refused(call, own_hospital, "scenario", "compare", "bad", "no.toml", "-w", own_hospital)
    assert lines[0] == "The scenarios cannot be used:"
    assert "found 'demnd'" in lines[1]
    assert "did you mean 'demand'?" in lines[1]
    assert "no.toml" in lines[2]


def test_a_scenario_cannot_be_compared_with_itself(own_hospital: Path, call: Call) -> None:
    lines = refused(call, own_hospital, "scenario", "compare", "sickness", "sickness", "-w", own_hospital)
    assert lines[1] == "  - found 'sickness', expected each scenario once, under a name of its own"


def test_a_run_that_is_not_there_is_refused_with_the_near_miss(own_hospital: Path, call: Call) -> None:
    (own_hospital / "runs" / "2026-W49-baseline-0123456789").mkdir(parents=True)
    (own_hospital / "runs" / "2026-W49-baseline-0123456789" / "run.json").write_text("{}", encoding="utf-8")
    lines = refused(call, own_hospital, "report", "2026-W49-baseline-012345678", "-w", own_hospital)
    assert "did you mean '2026-W49-baseline-0123456789'?" in lines[1]


def test_a_damaged_run_is_refused(own_hospital: Path, call: Call) -> None:
    (own_hospital / "runs" / "old").mkdir(parents=True)
    (own_hospital / "runs" / "old" / "run.json").write_text("{}", encoding="utf-8")
    lines = refused(call, own_hospital, "report", "old", "-w", own_hospital)
    assert "expected a run folder with a readable run.json" in lines[1]
