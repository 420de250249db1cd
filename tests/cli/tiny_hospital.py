"""A hospital of two wards with half a year of daily counts: small enough to be planned in a test."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from typer.testing import CliRunner

from cli.main import app

FIRST_DAY = date(2026, 6, 1)
LAST_DAY = date(2026, 11, 29)
"""A Sunday: the planned week is 2026-W49."""

HOSPITAL = """
[hospital]
name = "Two Wards [b]"
zone = "Europe/London"
country = "GB"
subdivision = "ENG"

[[units]]
id = "MED"
name = "Medicine"
beds_staffed = 20
shift_ids = ["D", "N"]

[[units]]
id = "[red]"
name = "Ward [red]"
beds_staffed = 10
shift_ids = ["D", "N"]

[[skills]]
id = "RN"
name = "Nurse"
pence_per_hour = 2400
bank_pence_per_hour = 2900
shortage_pence_per_hour = 9000

[[contracts]]
id = "FULL"
name = "Full time"
hours_week = 37.5

[[shifts]]
id = "D"
name = "Day"
start = "07:30"
end = "20:00"
unpaid_break_minutes = 60

[[shifts]]
id = "N"
name = "Night"
start = "19:30"
end = "08:00"
unpaid_break_minutes = 60
is_night = true

[[staffing]]
unit_id = "MED"
skill_id = "RN"
method = "ratio"
patients_per_person = 8
minimum = 1

[[staffing]]
unit_id = "[red]"
skill_id = "RN"
method = "ratio"
patients_per_person = 8
minimum = 1

[[equipment_types]]
id = "PUMP"
name = "Pump"
per_occupied_bed = { MED = 0.5 }

[planning]
seconds = 4
gap = 0.05

[forecasting]
forecasters = ["seasonal_naive"]
n_samples = 50
backtest_origins = 6
"""

SICKNESS = """
name = "sickness"
title = "A fifth is off sick [/x]"

[[changes]]
kind = "absence_wave"
percent = 20
"""


def write_tiny_hospital(folder: Path) -> Path:
    """Make the workspace with the command line, as a user would."""
    (folder / "scenarios").mkdir(parents=True)
    (folder / "hospital.toml").write_text(HOSPITAL, encoding="utf-8")
    (folder / "scenarios" / "sickness.toml").write_text(SICKNESS, encoding="utf-8")
    tables = folder / "tables"
    tables.mkdir()
    write_csv(
        tables / "staff.csv",
        ("staff_id", "name", "unit_id", "skill_id", "contract_id"),
        ((f"00{n}", f"Nurse {n} [red]", "MED" if n < 12 else "[red]", "RN", "FULL") for n in range(1, 20)),
    )
    write_csv(
        tables / "daily_counts.csv",
        ("date", "unit_id", "admissions", "occupied_beds"),
        (
            (
                day,
                unit,
                2 + (day.toordinal() + size) % 3,
                size + day.weekday() // 2 + (day.toordinal() * 7) % 3,
            )
            for day in days()
            for unit, size in (("MED", 14), ("[red]", 6))
        ),
    )
    write_csv(
        tables / "equipment.csv",
        ("asset_id", "type_id", "unit_id"),
        ((f"P{n}", "PUMP", "MED") for n in range(9)),
    )
    files = [str(path) for path in sorted(tables.glob("*.csv"), reverse=True)]
    result = CliRunner().invoke(app, ["import", *files, "--workspace", str(folder)])
    assert result.exit_code == 0, result.stderr
    return folder


def days() -> Iterable[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += timedelta(days=1)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
