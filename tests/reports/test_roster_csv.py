"""`roster.csv` carries exactly the agreed columns, true local times and texts that no spreadsheet runs."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from data.runs import read_run_table
from data.spreadsheet_text import unguard_text

HEADER = "staff_id,unit_id,skill,shift_id,start,end,paid_minutes,source"


def _rows(run_folder: Path) -> list[dict[str, str]]:
    with (run_folder / "roster.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_header_is_exactly_the_agreed_one(run_folder: Path) -> None:
    content = (run_folder / "roster.csv").read_bytes()
    assert content.startswith(f"{HEADER}\n".encode())
    assert b"\r" not in content


def test_every_assignment_comes_back_letter_for_letter(run_folder: Path) -> None:
    wanted = sorted(
        (r["staff_id"], r["unit_id"], r["skill_id"], r["shift_id"], r["start"], r["end"], r["source"])
        for r in read_run_table(run_folder, "roster").to_pylist()
    )
    found = sorted(
        (
            *(unguard_text(row[name]) for name in ("staff_id", "unit_id", "skill", "shift_id")),
            datetime.fromisoformat(row["start"]).astimezone(UTC),
            datetime.fromisoformat(row["end"]).astimezone(UTC),
            row["source"],
        )
        for row in _rows(run_folder)
    )
    assert found == wanted


def test_ids_that_a_spreadsheet_would_run_carry_one_apostrophe(run_folder: Path) -> None:
    ids = {row["staff_id"] for row in _rows(run_folder)}
    assert {"'-6", "'@12", "0017", "../S8"} <= ids
    assert not any(identifier[0] in "=+-@" for identifier in ids)


def test_minutes_stay_numbers(run_folder: Path) -> None:
    assert {row["paid_minutes"] for row in _rows(run_folder)} <= {"450", "540", "600"}


def test_night_of_the_clock_change_shows_both_offsets_and_its_true_length(run_folder: Path) -> None:
    night = next(
        row for row in _rows(run_folder) if row["shift_id"] == "N" and row["start"].startswith("2026-10-24")
    )
    assert night["start"] == "2026-10-24T22:00:00+01:00"
    assert night["end"] == "2026-10-25T07:30:00+00:00"
    assert night["paid_minutes"] == "600"  # 10.5 hours on the clock's long night, less 30 minutes of break
