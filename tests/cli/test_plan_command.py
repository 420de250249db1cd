"""`wardwise plan`, from the command line to the files: what is printed where, and what is in the run folder."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from typer.testing import Result

from data.runs import read_record, read_run_table
from optimization.roster import engines
from optimization.roster.columns.compiler import missing_compiler
from tests.cli.conftest import Call, printed_json
from tests.cli.tiny_hospital import write_csv

Planned = tuple[Result, Path]


def test_json_on_stdout_has_the_key_figures_and_nothing_else(planned: Planned) -> None:
    result, folder = planned
    printed = json.loads(result.stdout)
    assert list(printed) == ["run_id", "run_dir", "status", "objective", "bound", "gap", "kpis"]
    assert printed["run_id"] == folder.name
    assert printed["run_id"].startswith("2026-W49-baseline-")
    assert printed["status"] in ("optimal", "feasible")
    assert printed["bound"] <= printed["objective"]
    assert printed["kpis"]["beds_staffed"] == 30
    assert set(printed["kpis"]["fill_rate_by_skill"]) == {"RN"}


def test_progress_and_the_place_of_the_report_are_on_stderr(planned: Planned) -> None:
    result, folder = planned
    lines = result.stderr.splitlines()
    assert lines[0] == "Forecasting ..."
    assert "Making the roster ..." in lines
    assert lines[-1] == f"The report is {folder / 'report.html'}"


def test_the_run_folder_is_whole(planned: Planned) -> None:
    _, folder = planned
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "run.json",
        "tables",
        "roster.csv",
        "roster.xlsx",
        "calendars",
        "report.html",
        "reports.json",
    }
    assert len(list((folder / "calendars").glob("*.ics"))) == 19
    assert list(folder.parent.iterdir()) == [folder], "a draft is left"


def test_roster_csv_has_the_promised_columns_and_ids_stay_text(planned: Planned) -> None:
    _, folder = planned
    with (folder / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ["staff_id", "unit_id", "skill", "shift_id", "start", "end", "paid_minutes", "source"]
    assert list(rows[0]) == columns
    assert {row["staff_id"] for row in rows if row["source"] == "contract"} <= {
        f"00{n}" for n in range(1, 20)
    }
    assert all(row["start"].endswith("+00:00") for row in rows)


def test_the_summary_shows_brackets_letter_for_letter(planned: Planned, call: Call) -> None:
    _, folder = planned
    result = call("report", folder)
    assert result.exit_code == 0, result.stderr
    assert "Two Wards [b], 2026-W49" in result.stdout
    assert "Ward [red]" in result.stdout


def test_report_writes_the_reports_of_a_run_again(planned: Planned, call: Call) -> None:
    _, folder = planned
    before = (folder / "roster.csv").read_bytes()
    (folder / "roster.csv").unlink()
    printed = printed_json(call("report", folder.name, "--workspace", folder.parents[1], "--json"))
    assert printed["run_id"] == folder.name
    assert (folder / "roster.csv").read_bytes() == before


def test_equal_inputs_and_seed_give_the_same_roster_in_the_same_place(planned: Planned, call: Call) -> None:
    _, folder = planned
    before = (folder / "roster.csv").read_bytes()
    printed = printed_json(call("plan", "--json", "--workspace", folder.parents[1], "--week", "2026-W49"))
    assert printed["run_dir"] == str(folder)
    assert (folder / "roster.csv").read_bytes() == before


def test_effort_given_on_the_command_line_is_recorded(own_hospital: Path, call: Call) -> None:
    words = ("--seconds", 3, "--seed", 7, "--fast", "--scenario", "sickness", "--week", "2026-W50")
    printed = printed_json(call("plan", "--json", "--workspace", own_hospital, *words))
    record = read_record(Path(printed["run_dir"]))
    assert (record.time_limit_seconds, record.seed, record.reproducible) == (3, 7, False)
    assert (record.week, record.scenario) == ("2026-W50", "sickness")
    assert list(record.scenario_files) == ["sickness.toml"]


def test_a_plan_of_the_folder_that_one_stands_in(
    own_hospital: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_hospital / "tables")
    result = call("scenario", "list", "--json")
    assert [row["name"] for row in printed_json(result)] == ["sickness"]


def test_settled_shifts_are_checked_kept_and_what_they_break_is_said(
    own_hospital: Path, tmp_path: Path, call: Call
) -> None:
    """A day shift on the morning after a night: both stay. Rows that cannot be are set aside with the near miss."""
    pins = write_csv(
        tmp_path / "pins.csv",
        ("employee_id", "day", "shift", "ward"),
        [
            ("001", "2026-12-01", "N", ""),
            ("001", "2026-12-02", "D", "[red]"),
            ("002", "2026-12-01", "", ""),
            ("002", "2026-12-03", "Q", ""),
            ("02", "2026-12-04", "D", ""),
        ],
    )
    imported = call("import", pins, "-w", own_hospital)
    assert "column 'shift': found 'Q', expected one of D, N" in imported.stdout + imported.stderr
    assert (
        "found '02', expected a staff_id in the staff table; did you mean"
        in imported.stdout + imported.stderr
    )
    made = call("plan", "-w", own_hospital, "--json")
    folder = Path(printed_json(made)["run_dir"])
    roster = {
        (row["staff_id"], str(row["date"])): (row["shift_id"], row["unit_id"])
        for row in read_run_table(folder, "roster").to_pylist()
    }
    assert roster["001", "2026-12-01"] == ("N", "MED")
    assert roster["001", "2026-12-02"] == ("D", "[red]")
    assert ("002", "2026-12-01") not in roster
    notes = [note.text for note in read_record(folder).notes]
    sentence = "Nurse 1 [red] has 0 h of rest between N on Tue 1 Dec 2026 and D on Wed 2 Dec 2026"
    assert any(note.startswith(f"Settled, and not within the rules: {sentence}") for note in notes)
    assert not any("unknown share" in note for note in notes), (
        "found by a reader: it stopped for the gap, and denied it"
    )
    assert any(note.startswith("But for what settled shifts break by themselves") for note in notes)
    found = printed_json(call("explain", folder.name, "-w", own_hospital, "--json"))["obstacles"]
    rest = next(
        each for each in found if each["wanted"] == "the settled shifts of Nurse 1 [red] within minimum rest"
    )
    assert rest["causes"] == [
        "Nurse 1 [red] is settled to be on N on Tue 1 Dec 2026",
        "Nurse 1 [red] is settled to be on D on Wed 2 Dec 2026",
        "Nurse 1 [red]: at least 11 h of rest between shifts, on Tue 1 Dec 2026 to Wed 2 Dec 2026",
    ]
    assert [way["pence"] for way in rest["ways"]] == [10_000, 10_000, None]


def test_a_plan_is_made_without_numba_and_says_so(
    call: Call, own_hospital: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It once ended with a traceback and "This is a fault in wardwise"."""
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr(engines, "_SMALL_CELLS", 0)  # two small wards stand for large ones
    missing_compiler.cache_clear()
    try:
        result = call("plan", "--seconds", "2", "--gap", "0.9", "--workspace", own_hospital)
    finally:
        missing_compiler.cache_clear()
    assert result.exit_code == 0, result.stderr
    assert (
        "roster: planned with CP-SAT alone, which finds dearer rosters for large wards: numba is not installed; "
        "install it with `python -m pip install numba`"
    ) in " ".join(result.stdout.split())
    (folder,) = (own_hospital / "runs").iterdir()
    assert read_record(folder).engine == "cp-sat"


def test_the_limits_of_the_search_are_options_and_land_in_the_record(call: Call, own_hospital: Path) -> None:
    words = ("--seconds", "3", "--gap", "0.5", "--stall", "2", "--workers", "3", "--fast")
    result = call("plan", *words, "--workspace", own_hospital)
    assert result.exit_code == 0, result.stderr
    (folder,) = (own_hospital / "runs").iterdir()
    record = read_record(folder)
    assert (record.time_limit_seconds, record.gap_limit, record.stall_limit_seconds) == (3, 0.5, 2)
    assert (record.reproducible, record.n_workers) == (False, 3)


def test_a_reproducible_plan_records_the_one_worker_that_it_used(planned: Planned) -> None:
    record = read_record(planned[1])
    assert (record.reproducible, record.n_workers, record.stall_limit_seconds) == (True, 1, None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--gap", "1.5"), "Input should be less than or equal to 1"),
        (("--seconds", "inf"), "'inf' is not a finite number"),
        (("--stall", "0"), "Input should be greater than or equal to 0.1"),
        (("--workers", "0"), "Input should be greater than or equal to 1"),
    ],
)
def test_limits_that_mean_nothing_are_refused(call: Call, words: tuple[str, str], said: str) -> None:
    result = call("plan", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '{words[0]}'" in result.stderr
    assert said in result.stderr
