"""`init`, `import`, `check` and `forecast`: what they print, what they write, and what they must not show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.exit_codes import ExitCode
from data.tables import SOURCE_TABLES
from scenarios.library import library_texts
from tests.cli.conftest import Call, files_in, printed_json
from tests.cli.tiny_hospital import write_csv

STAYS = ("visit_id", "patient_name", "birth_date", "national_no", "unit", "admitted", "discharged")
SECRETS = ("Surnamex", "1950-02-03", "9990001112")
BAD_STAYS = [
    ("V1", "Surnamex Given", "1950-02-03", "9990001112", "MED", "2026-11-01 10:00", "2026-11-02 10:00"),
    ("V2", "Surnamex Given", "1950-02-03", "9990001112", "MED", "2026-13-01 10:00", ""),
    ("Surnamex", "Surnamex Given", "1950-02-03", "9990001112", "MED", "2026-05-02 10:00", "2026-05-01 10:00"),
]
NAMES = ("[red]", "[bold]", "Ward [B]", "[link=x]y", ":warning:")


def test_init_writes_a_workspace_that_is_valid_and_says_what_is_next(call: Call, tmp_path: Path) -> None:
    result = call("init", "here")
    assert result.exit_code == 0, result.stderr
    assert "Next: edit here/hospital.toml" in result.stderr
    written = files_in(tmp_path / "here")
    assert {f"tables/{schema.name}.csv" for schema in SOURCE_TABLES} <= set(written)
    assert len([name for name in written if name.startswith("scenarios/")]) == 12
    listed = printed_json(call("scenario", "list", "--json", "-w", "here"))
    assert [row["name"] for row in listed] == sorted(Path(name).stem for name in library_texts())


def test_import_counts_rows_and_lists_problems_as_json(
    own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    rows = [
        ("001", "2026-12-01", "2026-12-03"),
        ("0O1", "2026-12-01", "2026-12-03"),
        ("002", "2026-12-03", "2026-12-01"),
    ]
    path = write_csv(tmp_path / "absences.csv", ("staff_id", "first_day", "last_day"), rows)
    result = call("import", path, "--json", "-w", own_hospital)
    assert result.exit_code == ExitCode.ATTENTION, result.stderr
    (file,) = json.loads(result.stdout)["files"]
    assert (file["table"], file["n_read"], file["n_loaded"], file["n_quarantined"]) == ("absences", 3, 1, 2)
    found = {
        problem["row"]: (problem["column"], problem["value"], problem["fix"]) for problem in file["problems"]
    }
    assert found[3] == ("staff_id", "0O1", "did you mean '001'?")
    assert found[4][:2] == ("last_day", "2026-12-01")


def test_a_dry_run_writes_nothing(own_hospital: Path, call: Call, tmp_path: Path) -> None:
    before = files_in(own_hospital)
    path = write_csv(
        tmp_path / "absences.csv", ("staff_id", "first_day", "last_day"), [("009", "2026-12-01", "x")]
    )
    path = write_csv(
        path, ("staff_id", "first_day", "last_day"), [("009", "2026-12-01", "2026-12-01"), ("x", "y", "z")]
    )
    result = call("import", path, "--dry-run", "-w", own_hospital)
    assert result.exit_code == ExitCode.ATTENTION, result.stderr
    assert "This was a dry run: nothing was written." in result.stdout
    assert files_in(own_hospital) == before


@pytest.mark.parametrize("option", [(), ("--json",), ("--dry-run",)])
def test_patient_data_stays_out_of_every_message(
    own_hospital: Path, call: Call, tmp_path: Path, option: tuple[str, ...]
) -> None:
    path = write_csv(tmp_path / "stays.csv", STAYS, BAD_STAYS)
    result = call("import", path, *option, "-w", own_hospital)
    assert result.exit_code == ExitCode.ATTENTION, result.stderr
    assert "discharged" in result.stdout
    assert [secret for secret in SECRETS if secret in result.output] == []


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_brackets_in_names_are_printed_letter_for_letter(
    call: Call, tmp_path: Path, own_hospital: Path, option: tuple[str, ...]
) -> None:
    head, rest = (own_hospital / "hospital.toml").read_text(encoding="utf-8").split("[[skills]]", 1)
    unit = '[[units]]\nid = "{0}"\nname = "{0}"\nbeds_staffed = 9\nshift_ids = ["D"]\n'
    more = "".join(unit.format(name) for name in NAMES[1:])
    (own_hospital / "hospital.toml").write_text(f"{head}{more}[[skills]]{rest}", encoding="utf-8")
    path = write_csv(
        tmp_path / "daily_counts [red].csv",
        ("date", "unit_id", "occupied_beds"),
        [("2026-11-29", name, 4) for name in (*NAMES, "[/b]")],
    )
    result = call("import", path, *option, "-w", own_hospital)
    assert result.exit_code == ExitCode.ATTENTION, result.stderr
    assert "daily_counts [red].csv" in result.stdout
    assert "'[/b]'" in result.stdout.replace('"value": "[/b]"', "'[/b]'")
    checked = call("check", *option, "-w", own_hospital)
    assert checked.exit_code == 0, checked.stderr
    assert [name for name in NAMES if name not in checked.stdout] == []


def test_check_says_whether_the_staff_can_cover_the_need(own_hospital: Path, call: Call) -> None:
    report = printed_json(call("check", "--json", "-w", own_hospital))
    assert (report["week"], report["n_weeks"]) == ("2026-W49", 1)
    assert report["cutoff"] == "2026-11-30T00:00:00+00:00"
    cover = {row["unit_id"]: row for row in report["staffing"]}
    assert cover["MED"]["needed_hours"] > 300
    assert cover["MED"]["covered_hours"] <= 11 * 37.5
    printed = call("check", "-w", own_hospital).stdout
    assert "MED RN" in printed
    assert "hours are needed at the recent census" in printed


def test_forecast_prints_every_unit_and_day_and_keeps_the_forecast(own_hospital: Path, call: Call) -> None:
    before = set(files_in(own_hospital))
    printed = call("forecast", "-w", own_hospital).stdout
    assert "Occupied beds, in the busiest hour" in printed
    assert "Mon 30 Nov" in printed
    assert "Sun 6 Dec" in printed
    assert "[red]" in printed
    assert "Highest census of the week" in printed
    together = [line.split() for line in printed.splitlines() if line.startswith("All units together ")]
    assert [len(line) for line in together] == [3 + 2 * 7, 3 + 2 + 1], "admissions by day, then the census"
    assert together[1][-1] == "30"
    assert "- Admissions in the week from Mon 30 Nov: " in printed
    assert "seasonal_naive (2 series)" in printed
    notes = printed.partition("\nNotes\n")[2]
    assert "too short for a yearly season" in " ".join(notes.split()), "said without --json as well"
    new = sorted(set(files_in(own_hospital)) - before)
    cached = [path for path in new if path.startswith("cache")]
    assert cached[:2] == ["cache", "cache/fits"]
    assert all(path.endswith(".npz") for path in cached[2:])
    kept = new[len(cached) :]
    assert kept[0] == "store/forecasts"
    assert kept[1].startswith("store/forecasts/2026-11-30-")
    names = [path.rpartition("/")[2] for path in kept[2:]]
    assert names == [
        "forecast.json",
        "peaks.parquet",
        "quantiles.parquet",
        "series.parquet",
        "totals.parquet",
    ]
    call("forecast", "-w", own_hospital)
    assert sorted(set(files_in(own_hospital)) - before) == new


def test_forecast_json_has_the_planned_days_with_ordered_quantiles(own_hospital: Path, call: Call) -> None:
    made = printed_json(call("forecast", "--json", "--week", "2026-W49", "-w", own_hospital))
    assert (made["week"], made["n_days"]) == ("2026-W49", 7)
    beds = [row for row in made["values"] if row["measure"] == "occupied_beds" and row["unit_id"] == "MED"]
    assert len(beds) == 7 * 24
    assert (beds[0]["time"], beds[-1]["time"]) == ("2026-11-30T00:00:00+00:00", "2026-12-06T23:00:00+00:00")
    assert all(0 <= row["p10"] <= row["p50"] <= row["p90"] for row in made["values"])
    assert {row["reason"] for row in made["series"]} != {""}
    peaks = {row["unit_id"]: row for row in made["week_peaks"]}
    assert set(peaks) == {"MED", "[red]", ""}
    assert peaks[""]["first_day"] == "2026-11-30"
    assert all(row["p90"] <= peaks["MED"]["p90"] for row in beds)
    assert [row["n_days"] for row in made["totals"] if row["measure"] == "admissions"] == [1] * 7 + [7]
    assert peaks["MED"]["p90"] < peaks[""]["p90"] <= peaks["MED"]["p90"] + peaks["[red]"]["p90"]
