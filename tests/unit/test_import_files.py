"""Importing files: which table, all or nothing, what is set aside, and the forms beside the plain ones."""

from __future__ import annotations

import csv
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from data.importers.files import import_files
from data.importers.values.instants import parse_instants
from data.importers.zip_limits import MOST_UNZIPPED_BYTES
from data.problems import InputError
from data.workspace import Workspace
from tests.workspaces import STAFF_CSV, new_workspace, write_text


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path / "w")
    import_files(workspace, [write_text(tmp_path / "staff.csv", STAFF_CSV)])
    return workspace


def refused(workspace: Workspace, *paths: Path, table: str | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        import_files(workspace, paths, table)
    return [str(problem) for problem in caught.value.problems]


def test_nothing_is_written_when_one_file_of_several_is_unusable(
    workspace: Workspace, tmp_path: Path
) -> None:
    good = write_text(tmp_path / "daily_counts.csv", "date,unit,admissions\n2024-04-13,A,1\n2024-04-14,X,1\n")
    empty = write_text(tmp_path / "absences.csv", "staff_id,from,to\n")
    lines = refused(workspace, good, empty, tmp_path / "none.csv", tmp_path)
    assert len(lines) == 3
    assert "none.csv: expected a file that exists; check the name and the folder" in lines[0]
    assert "expected a file, not a folder; name the files in it" in lines[1]
    assert (
        lines[2] == "absences.csv: expected at least one row; it has a header only; fill it, or leave it out"
    )
    assert workspace.store.snapshot_id("daily_counts") is None
    assert not (workspace.store.folder / "quarantine").exists()


def test_a_wrong_column_is_named_with_the_near_miss(workspace: Workspace, tmp_path: Path) -> None:
    [line] = refused(
        workspace, write_text(tmp_path / "absences.csv", "staff_id,first_dy,to\nS1,2024-04-13,2024-04-14\n")
    )
    assert line.endswith("did you mean 'first_dy'? Rename it to 'first_day'")


def test_a_file_named_as_a_table_is_never_read_as_another(workspace: Workspace, tmp_path: Path) -> None:
    """Booked uses with a slip in a header fitted the outages: every use would have taken its device out of use."""
    text = "use_id,asset_id,unit_id,start,end\nU1,V1,A,2024-04-13,2024-04-14\n"
    (line,) = refused(workspace, write_text(tmp_path / "device_uses.csv", text))
    assert line.startswith("device_uses.csv, column 'site_id': expected a column 'site_id'")


def test_an_optional_column_with_a_slip_is_not_lost_in_silence(workspace: Workspace, tmp_path: Path) -> None:
    text = "date,unit,admissions,ocupied_beds,ward sister\n2024-04-13,A,1,17,x\n"
    report = import_files(workspace, [write_text(tmp_path / "daily.csv", text)])
    assert (
        "Column 'ocupied_beds' is not used; did you mean 'occupied_beds'? Then rename it, or map it in "
        "[sources.daily_counts].columns."
    ) in report.files[0].notes
    assert "Not used: 'ward sister'." in report.files[0].notes


def test_two_headers_for_one_column(workspace: Workspace, tmp_path: Path) -> None:
    """The name itself wins over an alias; two aliases are a question."""
    text = "date,unit_id,ward,admissions\n2024-04-13,A,West,1\n"
    assert import_files(workspace, [write_text(tmp_path / "daily.csv", text)]).ok
    [line] = refused(workspace, write_text(tmp_path / "daily_counts.csv", text.replace("unit_id", "unit")))
    assert "expected one column for unit_id; the file has 'unit' and 'ward'; rename one" in line


def test_no_known_table_and_an_unknown_table_name(workspace: Workspace, tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.csv", "colour,size\nred,1\n")
    assert "expected the columns of a table; the file has colour, size" in refused(workspace, path)[0]
    assert "found 'absence', expected one of stays" in refused(workspace, path, table="absence")[0]
    assert refused(workspace, path, table="absence")[0].endswith("did you mean 'absences'?")


def test_counts_need_a_count(workspace: Workspace, tmp_path: Path) -> None:
    [line] = refused(workspace, write_text(tmp_path / "daily_counts.csv", "date,unit\n2024-04-13,A\n"))
    assert (
        "expected at least one of the columns admissions, discharges, transfers_in, attendances, occupied_beds"
        in line
    )


def test_unknown_ids_are_set_aside_with_the_near_miss(workspace: Workspace, tmp_path: Path) -> None:
    text = "staff_id,name,unit,skill,contract,float_units\nT1,x,IUC,RN,FULL,\nT2,x,A,RNN,FULL,\nT3,x,A,RN,FULL,A|ICU|B\nT4,x,a,RN,FULL,A | ICU\n"
    assert len(refused(workspace, write_text(tmp_path / "staff.csv", text))) == 4
    report = import_files(workspace, [write_text(tmp_path / "staff.csv", text + "T5,x,A,RN,FULL,ICU\n")])
    found = [(p.row, p.column, p.value, p.fix) for p in report.problems]
    assert found == [
        (2, "unit", "IUC", "did you mean 'ICU'?"),
        (3, "skill", "RNN", "did you mean 'RN'?"),
        (4, "float_units", "B", "correct it, or add it to hospital.toml"),
        (5, "unit", "a", "did you mean 'A'?"),
    ]


def test_a_device_on_a_site_that_nobody_knows_is_set_aside(workspace: Workspace, tmp_path: Path) -> None:
    text = "asset_id,type,unit,site\nP1,PUMP,,MAIN\nP2,PUMP,,MIAN\n"
    report = import_files(workspace, [write_text(tmp_path / "equipment.csv", text)])
    found = [(p.row, p.column, p.value, p.fix) for p in report.problems]
    assert found == [(3, "site", "MIAN", "did you mean 'MAIN'?")]


def test_a_key_twice_in_one_file(workspace: Workspace, tmp_path: Path) -> None:
    text = "date,unit,admissions\n2024-04-13,A,1\n2024-04-13,A,2\n2024-04-14,A,3\n2024-04-14,A,3\n"
    report = import_files(workspace, [write_text(tmp_path / "daily.csv", text)])
    [problem] = report.problems
    assert problem.row == 3
    assert problem.expected == "each date, unit once; row 2 has the same with other values"
    assert "1 row repeats an earlier one exactly; loaded once." in report.files[0].notes
    assert workspace.store.read("daily_counts").column("admissions").to_pylist() == [1, 3]


def test_a_dry_run_counts_and_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = write_text(tmp_path / "daily.csv", "date,unit,admissions\n2024-04-13,A,1\n2024-04-14,X,2\n")
    report = import_files(workspace, [path], dry_run=True)
    file = report.files[0]
    assert (report.is_dry_run, file.n_read, file.n_new, file.n_quarantined) == (True, 2, 1, 1)
    assert file.quarantine_file is None
    assert workspace.store.snapshot_id("daily_counts") is None


def test_a_mended_quarantine_file_can_be_imported(workspace: Workspace, tmp_path: Path) -> None:
    text = "date,unit,admissions\n2024-04-13,A,1\n2024-04-14,=X,2\n"
    file = import_files(workspace, [write_text(tmp_path / "daily.csv", text)]).files[0]
    assert file.quarantine_file is not None
    content = file.quarantine_file.read_text(encoding="utf-8-sig")
    assert "'=X" in content
    mended = write_text(tmp_path / "mended.csv", content.replace("'=X", "A"))
    assert import_files(workspace, [mended]).ok
    assert workspace.store.read("daily_counts").column("admissions").to_pylist() == [1, 2]


def test_what_no_table_uses_is_not_kept_of_a_row_set_aside(workspace: Workspace, tmp_path: Path) -> None:
    text = (
        "date,patient,birth_date,unit,admissions\n2024-04-13,Ann,1950-02-03,A,1\n"
        "2024-04-14,Surnamex Given,1950-02-03,X,2\n2024-04-14,Surnamex, Given,1950-02-03,A,2\n"
    )
    file = import_files(workspace, [write_text(tmp_path / "daily.csv", text)]).files[0]
    assert file.quarantine_file is not None
    with file.quarantine_file.open(encoding="utf-8-sig", newline="") as lines:
        header, unknown_unit, shifted = csv.reader(lines)
    assert header == ["date", "unit", "admissions", "quarantine_row", "quarantine_reason"]
    assert unknown_unit[:4] == ["2024-04-14", "X", "2", "3"]
    assert unknown_unit[4].startswith("unit: expected one of A, ICU")
    assert shifted[:4] == ["", "", "", "4"]
    assert shifted[4].startswith("expected 5 cells as in the header, found 6")
    for path in workspace.folder.rglob("*"):
        if path.is_file():
            assert b"Surnamex" not in path.read_bytes(), path
            assert b"1950-02-03" not in path.read_bytes(), path


def test_a_complete_file_replaces(workspace: Workspace, tmp_path: Path) -> None:
    path = write_text(tmp_path / "staff.csv", STAFF_CSV.replace("S3,", "S4,"))
    report = import_files(workspace, [path], replace=True)
    assert workspace.store.read("staff").column("staff_id").to_pylist() == ["S1", "S2", "S4"]
    assert "1 stored rows that the file does not have were removed." in report.files[0].notes
    with pytest.raises(InputError, match="expected one file of staff when stored rows are replaced"):
        import_files(workspace, [path, write_text(tmp_path / "staff-2.csv", STAFF_CSV)], replace=True)


ROSTER_CSV = """staff_id,unit_id,skill,shift_id,start,end,paid_minutes,source
S1,A,RN,N,2024-03-30T19:30:00+00:00,2024-03-31T08:00:00+01:00,630,contract
S1,A,RN,D,2024-04-02T07:30:00+01:00,2024-04-02T20:00:00+01:00,690,overtime
agency-1,ICU,RN,D,2024-04-02T07:30:00+01:00,2024-04-02T20:00:00+01:00,690,agency
gone,A,RN,D,2024-04-02T07:30:00+01:00,2024-04-02T20:00:00+01:00,690,contract
"""


def test_the_exported_roster_is_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    """A night belongs to the day it starts; bought shifts have workers outside the staff table."""
    report = import_files(workspace, [write_text(tmp_path / "roster.csv", ROSTER_CSV)])
    rows = [
        (r["staff_id"], r["date"], r["shift_id"], r["skill_id"], r["source"])
        for r in workspace.store.read("roster").to_pylist()
    ]
    assert rows == [
        ("S1", date(2024, 3, 30), "N", "RN", "contract"),
        ("S1", date(2024, 4, 2), "D", "RN", "overtime"),
        ("agency-1", date(2024, 4, 2), "D", "RN", "agency"),
    ]
    assert [(p.row, p.value) for p in report.problems] == [(5, "gone")]


def test_hours_that_a_shift_had_once_are_read_and_said(workspace: Workspace, tmp_path: Path) -> None:
    text = ROSTER_CSV.replace("gone,", "S2,").replace(
        "2024-04-02T20:00:00+01:00,690,overtime", "2024-04-02T16:00:00+01:00,480,overtime"
    )
    (file,) = import_files(workspace, [write_text(tmp_path / "roster.csv", text)]).files
    assert workspace.store.read("roster").num_rows == 4
    assert (
        "1 rows have hours that their shift has not in hospital.toml, such as end 2024-04-02T16:00:00+01:00; they count with "
        "the hours of the shift."
    ) in file.notes


def test_a_second_roster_says_what_stays_published(workspace: Workspace, tmp_path: Path) -> None:
    text = "staff_id,date,shift,unit\nS1,2024-04-02,D,A\nS2,2024-04-02,N,A\n"
    import_files(workspace, [write_text(tmp_path / "roster.csv", text)])
    report = import_files(
        workspace, [write_text(tmp_path / "roster.csv", "staff_id,date,shift,unit\nS1,2024-04-02,D,A\n")]
    )
    assert any(
        note.startswith("1 stored shifts of the same units and days are not in this file")
        for note in report.files[0].notes
    )


def test_local_times_where_the_clock_changes() -> None:
    parsed = parse_instants(
        [
            "2024-03-31 01:30",
            "2024-10-27 01:30",
            "2024-10-27T01:30+00:00",
            "2024-10-27 01:30Z",
            "2024-07-01 12:00 PM",
            "2024-07-01",
        ],
        "Europe/London",
    )
    assert (
        parsed.faults[0].expected
        == "a local time that exists; the clock of Europe/London jumps over this one"
    )
    assert parsed.values[1] == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert parsed.values[2] == parsed.values[3] == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)
    assert parsed.values[4] == datetime(2024, 7, 1, 11, tzinfo=UTC)
    assert parsed.faults[5].expected == "a time of day beside the date"
    assert parsed.notes == ("1 local times lie in the hour that occurs twice; taken as the first.",)


def test_a_stay_in_the_hour_that_occurs_twice_is_not_negative(workspace: Workspace, tmp_path: Path) -> None:
    text = "visit_id,unit,entered,left\nV1,A,2024-10-27 01:50,2024-10-27 01:10\nV2,A,2024-10-27 01:10,2024-10-27 01:50\n"
    report = import_files(workspace, [write_text(tmp_path / "stays.csv", text)])
    assert report.ok
    minutes = [
        (r["left"] - r["entered"]).total_seconds() / 60 for r in workspace.store.read("stays").to_pylist()
    ]
    assert minutes == [20, 40]
    assert (
        "1 ends in the hour that occurs twice are taken as the second, after their beginning."
        in report.files[0].notes
    )


def test_a_workbook_with_several_sheets(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Read me"
    notes.append(["These are our figures"])
    daily = book.create_sheet("Daily counts")
    daily.append([None, None, None])
    daily.append(["date", "unit", "admissions", "occupied"])
    daily.append([datetime(2024, 4, 3), "A", 4, 17.0])  # noqa: DTZ001
    daily.append(["2024-04-04", "A", "#N/A", 18])
    leave = book.create_sheet("leave")
    leave.append(["staff_id", "from", "to"])
    leave.append(["S1", datetime(2024, 4, 3), date(2024, 4, 5)])  # noqa: DTZ001
    hidden = book.create_sheet("absences old")
    hidden.append(["staff_id", "from", "to"])
    hidden.append(["S9", "x", "y"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "all.xlsx")
    report = import_files(workspace, [tmp_path / "all.xlsx"])
    assert [file.file for file in report.files] == [
        "all.xlsx, sheet 'Daily counts'",
        "all.xlsx, sheet 'leave'",
    ]
    assert "Sheets passed over, because they hold no table: 'Read me'." in report.files[0].notes
    [row] = workspace.store.read("daily_counts").to_pylist()
    assert (row["date"], row["admissions"], row["occupied_beds"]) == (date(2024, 4, 3), 4, 17)
    assert report.problems[0].row == 4
    assert report.problems[0].expected == "a value, not an error of a formula"
    assert workspace.store.read("absences").column("last_day").to_pylist() == [date(2024, 4, 5)]


def test_a_formula_without_a_result_is_not_an_empty_cell(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["date", "unit", "admissions"])
    sheet.append(["2024-04-13", "A", "=1+1"])
    sheet.append(["2024-04-14", "A", 3])
    book.save(tmp_path / "daily.xlsx")
    [problem] = import_files(workspace, [tmp_path / "daily.xlsx"]).problems
    assert (problem.row, problem.column, problem.expected) == (
        2,
        "admissions",
        "a formula with a stored result",
    )


def test_a_workbook_that_unpacks_to_too_much_is_refused_early(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "daily_counts.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (MOST_UNZIPPED_BYTES + 1))
    assert path.stat().st_size < 100_000
    [line] = refused(workspace, path)
    assert (
        line == "daily_counts.xlsx: expected a workbook that unpacks to 32 MB or less; save the sheet as CSV"
    )


def test_an_honest_repetitive_workbook_is_read(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["date", "unit", "admissions", "note"])
    for day in range(1, 29):
        sheet.append([date(2024, 2, day), "A", 3, "x" * 3000])
    book.save(tmp_path / "daily.xlsx")
    assert import_files(workspace, [tmp_path / "daily.xlsx"]).files[0].n_loaded == 28


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b"PK\x03\x04"])
def test_a_broken_workbook_is_named(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "daily.xlsx"
    path.write_bytes(content)
    assert refused(workspace, path)[0].startswith("daily.xlsx: expected a whole Excel workbook")


def test_texts_that_a_spreadsheet_would_run_come_back(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["staff_id", "name", "unit", "skill", "contract"], ["S7", "'=Ada", "A", "RN", "FULL"]]
        )
    import_files(workspace, [path])
    assert "=Ada" in workspace.store.read("staff").column("name").to_pylist()
