"""`wardwise scenario sweep` and `find`: every combination is planned once, kept, and told in sentences."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Call, printed_json


@pytest.fixture
def hospital(own_hospital: Path) -> Path:
    """Without bank, and planned in this process: two plans are not worth starting others."""
    path = own_hospital / "hospital.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n[compute]\nn_jobs = 1\n[cover]\nmost_per_shift = 0\n",
        encoding="utf-8",
    )
    return own_hospital


def test_a_sweep_plans_every_combination_once_and_shows_it(hospital: Path, call: Call) -> None:
    words = (
        "scenario",
        "sweep",
        "sickness",
        "--vary",
        "sickness.percent=0,60",
        "--seconds",
        2,
        "-w",
        hospital,
    )
    view = printed_json(call(*words, "--json"))
    healthy, sick = view["points"]
    assert [point["values"] for point in view["points"]] == [[0], [60]]
    assert healthy["open_shifts"] < sick["open_shifts"]
    assert view["break_evens"][0]["holds_at"] == 0
    assert view["break_evens"][0]["breaks_at"] == 60

    again = call(*words)
    assert "Making rosters" not in again.stderr, "points are kept"
    assert "up to sickness.percent = 0 and breaks at 60" in " ".join(again.stdout.split())
    page = hospital / "runs" / "sweep-2026-W49-sickness-sickness.percent.html"
    assert f"The page is {page}" in again.stderr
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "A fifth is off sick [/x]" in text
    with page.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["sickness.percent"], row["open_shifts"]) for row in rows] == [
        ("0", str(healthy["open_shifts"])),
        ("60", str(sick["open_shifts"])),
    ]

    words = (
        "scenario",
        "find",
        "sickness",
        "--seconds",
        2,
        "-w",
        hospital,
        "--free",
        "sickness.percent=0:60:60",
    )
    found = call(*words, "--target", f"open_shifts={healthy['open_shifts']}")
    assert (
        f"sickness.percent = 0 reaches open_shifts of at most {healthy['open_shifts']}; 60 does not."
        in found.stdout
    )
    assert "Making rosters" not in found.stderr, "points of the sweep are taken over"
    nothing = printed_json(call(*words, "--target", "open_shifts=-1", "--json"))
    assert nothing["reached_at"] is None
    assert nothing["answer"].startswith(
        "None of the 2 values of sickness.percent that were tried, from 0 to 60, reaches"
    )


def test_what_cannot_be_varied_is_refused_before_anything_is_planned(hospital: Path, call: Call) -> None:
    result = call("scenario", "sweep", "sickness", "--vary", "sicknes.percent=0,60", "-w", hospital)
    assert result.exit_code == 2
    assert "did you mean 'sickness'?" in result.stderr
    result = call("scenario", "find", "--free", "agency.hours=0,10,15", "-w", hospital)
    assert result.exit_code == 2
    assert "a range FIRST:LAST:STEP" in result.stderr
