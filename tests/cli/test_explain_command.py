"""`wardwise explain`: a forced assignment says which rule speaks against it, or what it costs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from data.runs import read_run_table
from tests.cli.conftest import Call, printed_json

TUESDAY = date(2026, 12, 1)


@pytest.fixture
def run_folder(planned: tuple[object, Path], own_hospital: Path) -> Path:
    return Path(shutil.copytree(planned[1], own_hospital / "runs" / planned[1].name))


def shifts(run_folder: Path) -> list[dict[str, object]]:
    return [row for row in read_run_table(run_folder, "roster").to_pylist() if row["source"] != "bank"]


def test_a_rule_that_must_hold_is_named_with_the_day_off_that_would_help(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    """Somebody who works a night cannot have the day shift after it."""
    night = next(row for row in shifts(run_folder) if row["shift_id"] == "N" and row["date"] <= TUESDAY)
    after = f"D@{date.fromordinal(night['date'].toordinal() + 1)}"  # type: ignore[attr-defined]
    found = printed_json(
        call("explain", run_folder.name, "--why-not", night["staff_id"], after, "-w", own_hospital, "--json")
    )
    (reason,) = found["reasons"]
    assert not reason["can_be"]
    assert any("0 h of rest between N on" in sentence for sentence in reason["why"])


def test_each_shift_of_somebody_has_its_cost(run_folder: Path, own_hospital: Path, call: Call) -> None:
    staff_id = shifts(run_folder)[0]["staff_id"]
    mine = [row for row in shifts(run_folder) if row["staff_id"] == staff_id]
    found = printed_json(call("explain", run_folder.name, "--person", staff_id, "-w", own_hospital, "--json"))
    assert [reason["date"] for reason in found["reasons"]] == sorted(str(row["date"]) for row in mine)
    assert all(reason["what"] == "off" for reason in found["reasons"])
    assert any("coverage: +" in sentence for reason in found["reasons"] for sentence in reason["why"])


def test_everybody_else_for_a_shift_the_cheapest_first(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    found = printed_json(
        call("explain", run_folder.name, "--shift", f"MED/D@{TUESDAY}", "-w", own_hospital, "--json")
    )
    assert found["facts"][0].startswith("MED needs ")
    possible = [reason["pence"] for reason in found["reasons"] if reason["can_be"]]
    assert possible == sorted(possible)
    on_it = {
        r["staff_id"]
        for r in shifts(run_folder)
        if (r["unit_id"], r["shift_id"], r["date"]) == ("MED", "D", TUESDAY)
    }
    assert not on_it & {reason["staff_id"] for reason in found["reasons"]}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--person", "01"), "found '01', expected a person of the plan; did you mean '001'?"),
        (
            ("--shift", "Q@2026-12-01"),
            "expected a shift of the plan such as N@2026-12-01 or MED/N@2026-12-01",
        ),
        (("--shift", "D@2027-12-01"), "found 'D@2027-12-01', expected a day of the run"),
        ((), "expected one of --shift, --person and --why-not"),
    ],
)
def test_questions_that_cannot_be_answered(
    run_folder: Path, own_hospital: Path, call: Call, words: tuple[str, ...], message: str
) -> None:
    result = call("explain", run_folder.name, *words, "-w", own_hospital)
    assert result.exit_code == 2
    assert message in result.stderr
