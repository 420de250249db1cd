"""`roster.xlsx`: people by days, coverage, marks and print set-up; no text ever becomes a formula or link."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.workbook.styles import LESS
from tests.reports.sample_hospital import LONG_NAME, PEOPLE, UNITS


@pytest.fixture(scope="module")
def book(run_folder: Path) -> Workbook:
    return openpyxl.load_workbook(run_folder / "roster.xlsx")


@pytest.fixture(scope="module")
def icu(book: Workbook) -> Worksheet:
    return book[book.sheetnames[1]]


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))


def _row_of(sheet: Worksheet, text: str) -> list[Cell]:
    found = next(cell for cell in _cells(sheet) if cell.column == 1 and cell.value == text)
    return [sheet.cell(found.row, column) for column in range(1, sheet.max_column + 1)]


def _colour(cell: Cell) -> str:
    return str(cell.fill.fgColor.rgb)[-6:].lower()


def test_there_is_a_summary_and_a_legal_sheet_for_every_unit(book: Workbook) -> None:
    assert book.sheetnames == [
        "Summary",
        "Intensive Care High Dependency",
        '=HYPERLINK("http x.invalid","Wa',
        "Notaufnahme Süd",
        "Fairness",
    ]


def test_the_ledger_says_how_far_everybody_is_from_a_fair_share(book: Workbook) -> None:
    sheet = book["Fairness"]
    said = sheet["A2"].value
    assert said is not None
    assert str(said).startswith("The 12 weeks before the plan, and the plan.")
    lines = {row[3].value: [cell.value for cell in row[4:8]] for row in sheet.iter_rows(min_row=5)}
    assert lines == {"S2": [1, 9, 0, -3.5], "S3": [1, 10, 2, 1.5]}
    assert [row[1].value for row in sheet.iter_rows(min_row=5)] == ["RN", "RN"]
    coloured = {row[3].value: _colour(row[7]) for row in sheet.iter_rows(min_row=5)}
    assert coloured == {"S2": LESS.strip("#"), "S3": "000000"}


def test_no_cell_is_a_formula_or_a_link(run_folder: Path, book: Workbook) -> None:
    assert {cell.data_type for sheet in book for cell in _cells(sheet)} <= {"s", "n"}
    assert not any(cell.hyperlink for sheet in book for cell in _cells(sheet))
    with zipfile.ZipFile(run_folder / "roster.xlsx") as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        relations = [name for name in parts.namelist() if "externalLink" in name]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert relations == []


def test_every_name_stands_there_letter_for_letter(book: Workbook) -> None:
    texts = {cell.value for sheet in book for cell in _cells(sheet)}
    assert {name for _, name, *_ in PEOPLE} <= texts
    assert {name for _, name, *_ in UNITS} <= texts
    assert {staff_id for staff_id, *_ in PEOPLE} <= texts


def test_title_says_unit_week_and_dates(icu: Worksheet) -> None:
    assert icu["A1"].value == LONG_NAME
    assert icu["A2"].value == (
        "St. Example's <i>Hospital</i>  ·  2026-W43  ·  Mon 19 Oct to Sun 25 Oct 2026  ·  draft"
    )


def test_heads_mark_weekend_and_holiday(icu: Worksheet) -> None:
    heads = [cell.value for cell in icu[4]]
    assert heads[:5] == ["Name", "Skill", "Id", "Mon\n19 Oct", "Tue\n20 Oct"]
    assert heads[9:] == [
        "Sun\n25 Oct",
        "Hours",
        "Leave\ncredit",
        "Contract",
        "Balance",
        "Nights",
        "Week-\nends",
    ]
    assert icu["F5"].value == "Founders' Day"
    monday, wednesday, saturday = (_colour(icu.cell(4, column)) for column in (4, 6, 9))
    assert len({monday, wednesday, saturday}) == 3


def test_shifts_absences_overtime_floats_and_refused_wishes_are_marked(icu: Worksheet) -> None:
    assert [c.value for c in _row_of(icu, "Jürgen Müßig")[3:10]] == ["AL", "AL", "E", "E", "L", "L", None]
    assert _row_of(icu, "[red]")[3].value == "E*"
    assert _row_of(icu, PEOPLE[1][1])[9].value == "N+"
    assert _row_of(icu, "[/ICU]")[6].value == "L→W1"
    texts = [cell.value for cell in _cells(icu)]
    assert "Mon 19 Oct: [red] wanted the day off" in texts


def test_shift_cells_have_the_colour_of_the_shift(icu: Worksheet) -> None:
    early, night = _row_of(icu, "[red]")[3], _row_of(icu, PEOPLE[1][1])[9]
    assert (_colour(early), _colour(night)) == ("f2c14e", "33436b")
    assert str(night.font.color.rgb)[-6:] == "FFFFFF"


def test_totals_are_numbers(icu: Worksheet) -> None:
    row = _row_of(icu, "Jürgen Müßig")
    assert [cell.value for cell in row[10:16]] == [30, 15, 37.5, 7.5, 0, 1]


def test_somebody_without_contracted_hours_has_no_balance(book: Workbook) -> None:
    row = _row_of(book["Notaufnahme Süd"], "Bank Only")
    assert [cell.value for cell in row[12:14]] == [None, None]


def test_floats_and_bought_shifts_have_rows_of_their_own(book: Workbook, icu: Worksheet) -> None:
    ward = book.worksheets[2]
    sent = _row_of(ward, f"[/ICU] (from {LONG_NAME})")
    assert [cell.value for cell in sent[3:10]] == [None, None, None, "L", None, None, None]
    bank = _row_of(icu, "Bank")
    assert bank[1].value == "RN"
    assert [cell.value for cell in bank[3:10]] == [None, None, "E", None, None, None, None]


def test_short_coverage_is_red_and_says_so(icu: Worksheet) -> None:
    row = _row_of(icu, "E  07:00 to 15:00")
    assert row[1].value == "HCA"
    assert row[3].value == "0/1 !"
    assert _colour(row[3]) == "f8d7cd"
    assert row[5].value == "1/1"
    assert _colour(row[5]) != "f8d7cd"


def test_prints_landscape_on_one_page_width_with_repeated_heads(icu: Worksheet) -> None:
    assert icu.page_setup.orientation == "landscape"
    assert icu.sheet_properties.pageSetUpPr.fitToPage
    # Not given means 1 page wide; 0 is as many pages long as it takes.
    assert (icu.page_setup.fitToWidth, icu.page_setup.fitToHeight) == (None, 0)
    assert icu.print_title_rows == "$4:$5"
    assert icu.freeze_panes == "D6"
    # An ampersand in a name must not start a code of the header language.
    assert icu.oddHeader.left.text == LONG_NAME.replace("&", "&&")
    assert icu.oddFooter.center.text == "Page &P of &N"


def test_summary_has_headline_units_and_open_shifts(book: Workbook) -> None:
    texts = [cell.value for cell in _cells(book["Summary"])]
    assert (
        "Week 43 cannot be fully staffed: 58 of 126 needed shifts stay open, the most in Notaufnahme Süd (22)."
    ) in texts
    assert f"1. {LONG_NAME}: Open 3 RN nights to the bank today?" in texts
    assert "22 open; Mon 19 Oct L (2)" in texts
