"""`wardwise explain`: a forced assignment says which rule speaks against it, or what it costs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from data.runs import read_run_table
from tests.cli.conftest import Call, printed_json
from tests.cli.tiny_hospital import write_csv

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
    assert any(
        "people short or too many: +£" in sentence
        for reason in found["reasons"]
        for sentence in reason["why"]
    )


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
        (("--shift", "N 1 Dec"), "expected a shift and its day such as N@2026-12-01 or MED/N@2026-12-01"),
        (("--shift", "Q@2026-12-01"), "found 'Q', expected a shift that people are planned for (D, N)"),
        (("--shift", "D@2027-12-01"), "expected a day of the plan, 2026-11-30 to 2026-12-06"),
        (
            ("--shift", "MEDI/D@2026-12-01"),
            "found 'MEDI', expected a unit of the plan (MED, [red]); did you mean 'MED'?",
        ),
        (
            ("--shift", "D@2026-12-01"),
            "expected a unit as well, as several have it: one of MED/D@2026-12-01, [red]/D@2026-12-01",
        ),
        (("--wish", "001", "1 Dec"), "found '1 Dec', expected a date such as 2026-12-01"),
        (
            ("--wish", "001", "2026-12-01"),
            "expected a day for which Nurse 1 [red] has a wish (there is none in the plan)",
        ),
        (
            ("--person", "Nurse 1 red"),
            "found 'Nurse 1 red', expected a person of the plan; did you mean 'Nurse 1 [red]'?",
        ),
        (
            ("--person", "001", "--shift", "D@2026-12-01"),
            "one of --shift, --person, --why-not and --wish, or none",
        ),
    ],
)
def test_questions_that_cannot_be_answered(
    run_folder: Path, own_hospital: Path, call: Call, words: tuple[str, ...], message: str
) -> None:
    result = call("explain", run_folder.name, *words, "-w", own_hospital)
    assert result.exit_code == 2
    assert message in result.stderr


def test_all_that_is_wrong_with_a_question_is_said_at_once(
    run_folder: Path, own_hospital: Path, call: Call
) -> None:
    result = call("explain", run_folder.name, "--why-not", "999", "ICU/Q@2026-13-01", "-w", own_hospital)
    assert result.exit_code == 2
    for found in ("999", "ICU", "Q", "2026-13-01"):
        assert f"found '{found}', expected" in result.stderr


def test_an_open_shift_has_its_causes_and_ways_out(own_hospital: Path, tmp_path: Path, call: Call) -> None:
    """Everybody of a ward is ill on a Wednesday but one, who has leave: that is what is named, and who could give way."""
    ill = [(f"00{n}", "sickness", "2026-12-02", "2026-12-02") for n in range(13, 20)]
    absences = [*ill, ("0012", "annual_leave", "2026-12-02", "2026-12-02")]
    header = ("staff_id", "kind", "first_day", "last_day")
    call("import", write_csv(tmp_path / "absences.csv", header, absences), "-w", own_hospital)
    toml = own_hospital / "hospital.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace("bank_pence_per_hour = 2900\n", ""), encoding="utf-8"
    )
    run_id = Path(printed_json(call("plan", "-w", own_hospital, "--json"))["run_dir"]).name
    found = printed_json(call("explain", run_id, "-w", own_hospital, "--json"))
    (day,) = (each for each in found["obstacles"] if "on D in [red], Wed 2 Dec 2026" in each["wanted"])
    assert day["is_minimal"]
    assert "[red] needs 1 RN for D on Wed 2 Dec 2026" in day["causes"]
    assert sum("is away" in cause for cause in day["causes"]) == 8
    assert [(way["what"], way["pence"]) for way in day["ways"]] == [
        ("Nurse 12 [red] moves a day of annual leave: Wed 2 Dec 2026", 12_000)
    ]
    text = call("explain", run_id, "--shift", "[red]/D@2026-12-02", "-w", own_hospital).stdout
    assert "These cannot all be had; with any one of them gone, the others can:" in text
    assert "moves a day of annual leave: Wed 2 Dec 2026: £120" in text


def test_a_refused_wish_has_its_causes(own_hospital: Path, tmp_path: Path, call: Call) -> None:
    """Somebody wants a shift on a day of leave: leave always comes first."""
    absences = [("001", "annual_leave", "2026-12-02", "2026-12-02")]
    wishes = [("001", "2026-12-02", "want", "D"), ("002", "2026-12-02", "day_off", "")]
    tables = [
        write_csv(tmp_path / "absences.csv", ("staff_id", "kind", "first_day", "last_day"), absences),
        write_csv(tmp_path / "requests.csv", ("staff_id", "date", "wish", "shift_id"), wishes),
    ]
    assert call("import", *tables, "-w", own_hospital).exit_code == 0
    run_id = Path(printed_json(call("plan", "-w", own_hospital, "--json"))["run_dir"]).name
    found = printed_json(call("explain", run_id, "--wish", "001", "2026-12-02", "-w", own_hospital, "--json"))
    (wish,) = found["obstacles"]
    assert wish["causes"] == [
        "Nurse 1 [red] is away (annual leave) on Wed 2 Dec 2026",
        "Nurse 1 [red] asked for D on Wed 2 Dec 2026",
    ]
    granted = call("explain", run_id, "--wish", "002", "2026-12-02", "-w", own_hospital).stdout
    assert "This is granted: Nurse 2 [red] asked for the day off on Wed 2 Dec 2026." in granted
    away = call("explain", run_id, "--why-not", "Nurse 1 [red]", "D@2026-12-02", "-w", own_hospital).stdout
    assert "Nurse 1 [red] is away then (annual leave)." in away
    elsewhere = call("explain", run_id, "--why-not", "001", "[red]/D@2026-12-03", "-w", own_hospital).stdout
    assert "Nurse 1 [red] works in MED and is not sent to [red]." in elsewhere
