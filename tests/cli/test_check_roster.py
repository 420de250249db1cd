"""`wardwise check --roster`: an edited roster comes back, and every breach is named with its rule and its cost."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from scenarios.checking.differences import n_changed
from tests.cli.conftest import Call, printed_json

NAME, ID, FIRST_DAY = 1, 3, 4


@pytest.fixture
def run_folder(planned: tuple[object, Path], own_hospital: Path) -> Path:
    return Path(shutil.copytree(planned[1], own_hospital / "runs" / planned[1].name))


def edited(run_folder: Path, tmp_path: Path, cells: Mapping[tuple[str, int], str | None]) -> Path:
    """roster.xlsx with other texts for (staff_id, day of the week from 0)."""
    book = openpyxl.load_workbook(run_folder / "roster.xlsx")
    left = dict(cells)
    for sheet in book.worksheets[1:]:
        for row in range(1, sheet.max_row + 1):
            for staff_id, day in cells:
                if sheet.cell(row, ID).value == staff_id and (staff_id, day) in left:
                    sheet.cell(row, FIRST_DAY + day).value = left.pop((staff_id, day))
    assert not left
    path = tmp_path / "edited.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv"])
def test_what_wardwise_wrote_comes_back_as_it_was(
    run_folder: Path, own_hospital: Path, call: Call, name: str
) -> None:
    found = printed_json(call("check", "--roster", run_folder / name, "-w", own_hospital, "--json"))
    assert (found["run_id"], found["n_changed"]) == (run_folder.name, 0)
    assert found["cost_pence"] == found["cost_pence_of_run"]
    assert found["open_shifts"] == found["open_shifts_of_run"]
    assert not [each for each in found["breaches"] if each["is_hard"] or each["is_new"]]


def test_a_day_after_a_night_is_found_with_its_rules_and_the_exit_code_says_so(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    path = edited(
        run_folder, tmp_path, {("001", 1): "N", ("001", 2): "D", ("001", 3): None, ("001", 0): None}
    )
    result = call("check", "--roster", path, "-w", own_hospital)
    text = " ".join(result.stdout.split())
    assert result.exit_code == 5
    assert "Nurse 1 [red] has 0 h of rest between N on Tue 1 Dec 2026 and D on Wed 2 Dec 2026" in text
    assert "[minimum_rest]" in text
    assert "[one_shift_at_a_time]" in text


def test_unreadable_cells_are_named_all_at_once_and_are_never_a_day_off(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    path = edited(run_folder, tmp_path, {("001", 1): "Q9", ("0013", 4): "D→MDE", ("002", 0): "d"})
    result = call("check", "--roster", path, "-w", own_hospital)
    assert result.exit_code == 2
    assert "column 'Tue 1': found 'Q9', expected a shift (D, N), an absence or an empty cell" in result.stderr
    assert "found 'D→MDE', expected a unit after the arrow; did you mean MED?" in result.stderr
    assert "found 'd', expected a shift (D, N), an absence or an empty cell; did you mean D?" in result.stderr


def change_first_ward(run_folder: Path, tmp_path: Path, change: Callable[[Worksheet], object]) -> Path:
    """roster.xlsx with the sheet of MED changed."""
    book = openpyxl.load_workbook(run_folder / "roster.xlsx")
    change(book["Medicine"])
    path = tmp_path / "changed.xlsx"
    book.save(path)
    return path


def head_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, sheet.max_row) if sheet.cell(row, NAME).value == "Name")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda sheet: sheet.delete_rows(head_row(sheet)),
            "sheet 'Medicine': expected the people of Medicine below a row that begins with Name, Skill, Id",
        ),
        (
            lambda sheet: sheet.delete_cols(FIRST_DAY + 2),
            "found 'Thu 3 Dec', expected the day 2026-12-02 as the head of this column",
        ),
        (
            lambda sheet: sheet.delete_cols(FIRST_DAY + 6),
            "expected a column for each day of whole weeks; 6 are there",
        ),
        (
            lambda sheet: setattr(
                sheet.cell(head_row(sheet) + 2, ID), "value", sheet.cell(head_row(sheet) + 1, ID).value
            ),
            "found '001', expected another person than in row ",
        ),
        (
            lambda sheet: setattr(sheet.cell(head_row(sheet) + 1, FIRST_DAY), "value", '=UPPER("d")'),
            "found '=UPPER(\"d\")', expected a shift (D, N), an absence or an empty cell",
        ),
    ],
    ids=["no head", "a day taken out", "Sunday taken out", "somebody twice", "a formula never calculated"],
)
def test_a_sheet_that_lost_its_form_is_not_taken_for_days_off(
    run_folder: Path,
    own_hospital: Path,
    call: Call,
    tmp_path: Path,
    change: Callable[[Worksheet], object],
    message: str,
) -> None:
    """A unit without its head row was skipped, and a column taken out moved every shift after it by a day."""
    path = change_first_ward(run_folder, tmp_path, change)
    result = call("check", "--roster", path, "-w", own_hospital)
    assert result.exit_code == 2
    assert message in result.stderr


def test_units_and_people_whose_shifts_are_all_gone_are_named(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    """A sheet or a row that got lost looks like a great many days off."""
    book = openpyxl.load_workbook(run_folder / "roster.xlsx")
    del book["Medicine"]
    book.save(tmp_path / "less.xlsx")
    text = call("check", "--roster", tmp_path / "less.xlsx", "-w", own_hospital).stdout
    assert "No shift in Medicine is in the file; the run has " in text
    path = edited(run_folder, tmp_path, {("0013", day): None for day in range(7)})
    text = " ".join(call("check", "--roster", path, "-w", own_hospital).stdout.split())
    assert "All shifts that the run has of Nurse 13 [red] (0013) are taken away." in text


def csv_with(run_folder: Path, tmp_path: Path, change: Callable[[list[dict[str, str]]], object]) -> Path:
    """roster.csv with its rows changed."""
    with (run_folder / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    path = tmp_path / "changed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_row_that_stands_there_twice_is_said_to_count_once(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    """Whoever copies the row of a bank shift to add another one must learn that the copy was left out."""
    path = csv_with(run_folder, tmp_path, lambda rows: rows.append(rows[0]))
    text = call("check", "--roster", path, "-w", own_hospital).stdout
    assert "1 row repeats an earlier one exactly; loaded once." in text
    assert "0 days of people or bought shifts differ from the run." in text


def test_a_shift_worked_as_another_skill_counts_as_changed() -> None:
    """It changes the open shifts and the cost, so "0 days differ" beside them was wrong."""
    row = {"staff_id": "001", "date": date(2026, 11, 30), "shift_id": "D", "unit_id": "MED"}
    own = row | {"source": "contract", "skill_id": "RN"}
    bought = row | {"staff_id": "bank-1", "source": "bank", "skill_id": "RN"}
    assert n_changed([own, bought], [own, bought]) == 0
    assert n_changed([own, bought], [own | {"skill_id": "HCA"}, bought]) == 1
    assert n_changed([own, bought], [own, bought | {"skill_id": "HCA"}]) == 2


def test_options_that_do_not_belong_together(own_hospital: Path, call: Call, tmp_path: Path) -> None:
    alone = call("check", "--run", "2026-W49-x", "-w", own_hospital)
    assert (alone.exit_code, "expected --roster FILE beside it" in alone.stderr) == (2, True)
    with_week = call("check", "--roster", tmp_path / "r.csv", "--week", "2026-W49", "-w", own_hospital)
    assert (with_week.exit_code, "expected no week beside --roster" in with_week.stderr) == (2, True)


def test_marks_absences_and_shifts_elsewhere_are_read(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    """A unit that somebody is not sent to is a breach; marks and codes of absences are no shifts."""
    path = edited(run_folder, tmp_path, {("001", 5): "D->[red]+*", ("002", 6): "AL*", ("003", 6): "-"})
    result = call("check", "--roster", path, "-w", own_hospital)
    text = " ".join(result.stdout.split())
    assert "Nurse 1 [red] works D on Sat 5 Dec 2026 in [red], a unit that is not among this person's" in text


def test_two_shifts_on_one_day_and_strangers_in_a_file_of_rows(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("staff_id", "date", "shift_id", "unit_id"))
        writer.writerows((("001", "2026-12-01", "D", "MED"), ("001", "2026-12-01", "N", "MED")))
    found = call("check", "--roster", path, "--run", run_folder.name, "-w", own_hospital, "--json")
    assert found.exit_code == 5
    assert "Nurse 1 [red] has two shifts on Tue 1 Dec 2026: D in MED and N in MED" in found.stdout


def test_hours_that_are_not_the_shift_s_are_named_and_never_dropped(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    """Somebody shortened a shift and another began later; both were read as the whole shift, without a word."""
    rows = list(csv.DictReader((run_folder / "roster.csv").read_text(encoding="utf-8-sig").splitlines()))
    begins, ends = rows[0], rows[3]
    begins["start"] = begins["start"].replace(":30:00+", ":45:00+")
    ends["end"] = ends["end"].replace(":00:00+", ":15:00+")
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    result = call("check", "--roster", path, "-w", own_hospital)
    assert result.exit_code == 2
    text = " ".join(result.stderr.split())
    for row, column, shift in ((2, "start", begins), (5, "end", ends)):
        assert f"roster.csv, row {row}, column '{column}': found '{shift[column]}', expected 2026-1" in text
        assert f", when {shift['shift_id']} {column}s; give the shift that has these hours" in text


def test_without_a_run_there_is_nothing_to_judge_by(own_hospital: Path, call: Call, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("staff_id,date,shift_id,unit_id\n001,2026-12-01,D,MED\n")
    result = call("check", "--roster", path, "-w", own_hospital)
    assert result.exit_code == 2
    assert "expected a run that plans 2026-12-01 to 2026-12-01; plan the week first" in result.stderr


def test_a_shift_below_the_ratio_of_a_law_is_a_breach(
    run_folder: Path, own_hospital: Path, call: Call, tmp_path: Path
) -> None:
    """The price of missing nurses hid that the law has none: nobody is left on a night of a ward under a ratio."""
    file = own_hospital / "hospital.toml"
    text = file.read_text(encoding="utf-8")
    kind = 'ratio_type = "medical_surgical"\nratio_skill_ids = ["RN"]\nbeds_staffed = 20'
    text = text.replace("beds_staffed = 20", kind).replace(
        "patients_per_person = 8", "patients_per_person = 4", 1
    )
    file.write_text(f'pack = "california_title_22"\n{text}', encoding="utf-8")
    rows = list(csv.DictReader((run_folder / "roster.csv").read_text(encoding="utf-8-sig").splitlines()))
    left = [row for row in rows if (row["unit_id"], row["shift_id"]) != ("MED", "N")]
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys())
        writer.writeheader()
        writer.writerows(left)
    result = call("check", "--roster", path, "-w", own_hospital)
    text = " ".join(result.stdout.split())
    assert result.exit_code == 5
    assert "Medicine, N on Mon 30 Nov 2026: 0 of" in text
    assert "California Code of Regulations, title 22, section 70217) [ratio]" in text
