"""Runs that are unlike the ordinary week still make every report."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl

from reports.run_view import read_run
from reports.workbook.unit_grid import index_roster
from reports.write import write_reports
from tests.reports.run_sample import sample_tables, write_sample_run
from tests.reports.sample_hospital import DAYS


def test_four_weeks_have_four_maps_and_a3_sheets(tmp_path: Path) -> None:
    rows = sample_tables()["coverage"].to_pylist()
    longer = [row | {"date": row["date"] + timedelta(days=7 * week)} for week in range(4) for row in rows]
    folder = write_sample_run(tmp_path, tables={"coverage": longer, "forecast": []}, n_days=28)
    write_reports(folder)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count('<table class="heat">') == 4
    assert "The time from Mon 19 Oct to Sun 15 Nov 2026" in page
    sheet = openpyxl.load_workbook(folder / "roster.xlsx").worksheets[1]
    assert int(sheet.page_setup.paperSize) == 8
    assert sheet.cell(4, 3 + 28).value == "Sun\n15 Nov"


def test_a_person_with_two_shifts_on_one_day_shows_both(tmp_path: Path) -> None:
    rows = sample_tables()["roster"].to_pylist()
    first = next(row for row in rows if row["staff_id"] == "0017" and row["date"] == DAYS[0])
    late = next(row for row in rows if row["shift_id"] == "L" and row["date"] == DAYS[0])
    extra = late | {"staff_id": "0017", "unit_id": first["unit_id"]}
    run = read_run(write_sample_run(tmp_path, tables={"roster": [*rows, extra]}))
    line = next(line for line in index_roster(run).unit_grid("ICU").own if line.staff_id == "0017")
    assert line.days[0] is not None
    assert line.days[0].text == "E L*"


def test_bought_shifts_of_one_day_stack_and_others_share_a_row(tmp_path: Path) -> None:
    rows = sample_tables()["roster"].to_pylist()
    night = next(row for row in rows if row["source"] == "agency")
    more = [
        night | {"staff_id": "agency-2"},
        night | {"staff_id": "agency-3", "date": DAYS[0], "shift_id": "E"},
    ]
    run = read_run(write_sample_run(tmp_path, tables={"roster": [*rows, *more]}))
    bought = index_roster(run).unit_grid("NA").bought
    assert [(line.name, line.skill_id) for line in bought] == [("Agency", "RN"), ("Agency", "RN")]
    texts = [[cell.text if cell else "" for cell in line.days] for line in bought]
    assert texts == [["E", "", "", "", "", "N", ""], ["", "", "", "", "", "N", ""]]


def test_the_day_the_clock_goes_forward_is_right_in_calendars(tmp_path: Path) -> None:
    monday = date(2027, 3, 22)
    shift = monday - DAYS[0]
    moved = {
        name: [row | {"date": row["date"] + shift} for row in sample_tables()[name].to_pylist()]
        for name in ("coverage", "absences", "requests", "occupancy")
    }
    folder = write_sample_run(
        tmp_path, tables=moved | {"roster": [], "forecast": []}, first_day=monday.isoformat(), holidays={}
    )
    write_reports(folder)
    text = (folder / "calendars" / "0017.ics").read_text(encoding="utf-8")
    assert "DTSTART:20270328T010000" in text
    assert "BEGIN:VEVENT" not in text


def test_equal_runs_make_equal_files(tmp_path: Path, run_folder: Path) -> None:
    again = write_sample_run(tmp_path)
    write_reports(again)
    names = ["roster.csv", "roster.xlsx", "report.html", "calendars/0017.ics"]
    assert [name for name in names if (again / name).read_bytes() != (run_folder / name).read_bytes()] == []


def test_coverage_of_a_large_ward_starts_a_new_page(tmp_path: Path) -> None:
    """It was once cut in two by the end of the page."""
    person = sample_tables()["people"].to_pylist()[0]
    ward = [person | {"staff_id": f"P{n}", "name": f"Person {n}"} for n in range(40)]
    folder = write_sample_run(tmp_path, tables={"people": ward, "roster": [], "forecast": []})
    write_reports(folder)
    sheet = openpyxl.load_workbook(folder / "roster.xlsx").worksheets[1]
    (pagebreak,) = sheet.row_breaks.brk
    assert sheet.cell(pagebreak.id + 2, 1).value == "Coverage: people there / people needed"
