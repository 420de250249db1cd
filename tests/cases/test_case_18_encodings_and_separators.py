"""Case 18: byte order marks, UTF-16, cp1252, semicolons and decimal commas give one table, and open cases are asked."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importers.delimited import read_delimited
from data.importers.files import import_files
from data.importers.values.column import UnsettledColumnError
from data.importers.values.numbers import parse_counts, parse_numbers
from data.problems import InputError
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "18"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("utf8bom.csv", "Read as UTF-8 with byte order mark, separated by semicolons."),
        ("utf16.csv", "Read as UTF-16, separated by semicolons."),
        ("cp1252.csv", "Read as Windows-1252 (it is not UTF-8), separated by semicolons."),
        ("comma.csv", "Read as UTF-8, separated by commas."),
    ],
)
def test_the_case(name: str, how: str) -> None:
    text = read_delimited(CASE / name)
    assert text.header == ("unit", "date", "cost")
    numbers = parse_numbers(text.column(2)).values
    assert list(zip(text.column(0), numbers, strict=True)) == [("Säuglinge", 1234.5), ("Éclair", 987.25)]
    assert text.notes == (how,)


def test_the_unsettled_number_of_the_case_is_asked_about() -> None:
    with pytest.raises(UnsettledColumnError, match="this may be a thousand or a fraction") as caught:
        parse_numbers(read_delimited(CASE / "unsettled.csv").column(2))
    assert caught.value.positions == (0,)
    assert parse_numbers(["1.234"], "comma").values == [1234.0]
    assert parse_numbers(["1.234"], "point").values == [1.234]


HEADER = "staff_id,name,unit,skill,contract,hours_week\n"


def test_an_import_asks_for_the_decimal_mark_and_takes_the_answer(tmp_path: Path) -> None:
    path = write_text(tmp_path / "staff.csv", f"{HEADER}S1,Ada Example,A,RN,FULL,1.234\n")
    with pytest.raises(InputError) as caught:
        import_files(new_workspace(tmp_path / "w"), [path])
    [problem] = caught.value.problems
    assert (problem.row, problem.column, problem.value) == (2, "hours_week", "1.234")
    assert (
        problem.fix
        == 'set decimal_mark = "point" or "comma" in [sources.staff], or leave the thousands mark out'
    )
    workspace = new_workspace(tmp_path / "v", more='[sources.staff]\ndecimal_mark = "point"\n')
    import_files(workspace, [path])
    assert workspace.store.read("staff").column("hours_week").to_pylist() == [1.234]


ROWS = [
    ["unit", "date", "admissions"],
    ["Säuglinge, «1»", "2024-05-01", "3"],
    ['Éclair "West"', "2024-05-02", "4"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_encoding_with_every_separator(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(ROWS)
    text = read_delimited(write_text(tmp_path / "x.csv", out.getvalue(), encoding))
    assert [list(text.header), *map(list, text.rows)] == ROWS
    assert text.row_numbers == (2, 3)


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    """A line break inside quotes is no row, a blank line is one, and `sep=` is one too."""
    path = write_text(tmp_path / "x.csv", 'sep=;\nname;n\n"two\nlines";1\n\n;;\nlast;2\n')
    text = read_delimited(path)
    assert text.header == ("name", "n")
    assert list(zip(text.row_numbers, text.rows, strict=True)) == [
        (3, ("two\nlines", "1")),
        (6, ("last", "2")),
    ]


def test_a_row_of_wrong_length_is_a_fault(tmp_path: Path) -> None:
    """A stay whose end was cut off must not become a stay that goes on."""
    text = "visit_id,unit,entered,left\nV1,A,2024-05-01 10:00,2024-05-02 10:00\nV2,A,2024-05-01 11:00\n"
    workspace = new_workspace(tmp_path / "w")
    report = import_files(workspace, [write_text(tmp_path / "stays.csv", text)])
    [problem] = report.problems
    assert str(problem) == (
        "stays.csv, row 3: expected 4 cells as in the header, found 3; "
        "put quotes around text that contains the separator, or complete the row"
    )
    assert workspace.store.read("stays").column("visit_id").to_pylist() == ["V1"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected a header and rows; the file is empty"),
        (b"\x89PNG\x00\x00\x01", "expected text, not a binary file"),
        (b"a,b\n\x81\x8d,1\n", "expected text in UTF-8, UTF-16 or Windows-1252 (byte 5)"),
        (b'a,b\n1,"open\n2,3\n', "look for a quote that is not closed"),
        (b"a,b;c\n1,2;3\n", "found 'commas and semicolons', expected one separator"),
        (b"\xd0\xcf\x11\xe0rest", "expected a CSV or .xlsx file, not the old Excel form"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        import_files(new_workspace(tmp_path / "w"), [path])
    assert message in str(caught.value)
    assert "nothing was written" in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1,234.50", "1,000"], [1234.5, 1000.0]),
        (["1.234,50", "1.000"], [1234.5, 1000.0]),
        (["1,5", "2"], [1.5, 2.0]),
        (["0.125", "1.234"], [0.125, 1.234]),
        (["1.234.567", "8,5"], [1234567.0, 8.5]),
        (["1 234,5", "1\u00a0234,5", "1\u202f234,5", "1'234,5"], [1234.5] * 4),
        (["-3", "\u22124.5", "+1"], [-3.0, -4.5, 1.0]),
        (["12.3456", "1.234"], [12.3456, 1.234]),
        (["", "7"], [None, 7.0]),
    ],
)
def test_the_column_settles_the_decimal_mark(cells: list[str], numbers: list[float | None]) -> None:
    parsed = parse_numbers(cells)
    assert parsed.values == numbers
    assert not parsed.faults


def test_both_marks_in_one_column_are_rejected() -> None:
    with pytest.raises(UnsettledColumnError, match="both point and comma") as caught:
        parse_numbers(["7", "1.5", "2,5"])
    assert caught.value.positions == (1, 2)


@pytest.mark.parametrize("cell", ["12,34,567.5", "1,23.5", "1.2.3.4", "5 %", "£5", "1e5", ".", "-", "1,5,"])
def test_malformed_numbers_are_faults(cell: str) -> None:
    parsed = parse_numbers([cell, "2"], "point")
    assert list(parsed.faults) == [0]
    assert parsed.values == [None, 2.0]


def test_counts_are_whole_and_fit() -> None:
    parsed = parse_counts(["3", "3.0", "3.5", "3000000000"], 32, "point")
    assert parsed.values == [3, 3, None, None]
    assert {parsed.faults[position].expected for position in (2, 3)} == {"a whole number"}


@given(
    numbers=st.lists(st.integers(-(10**9), 10**9).map(lambda n: n / 100), min_size=1, max_size=8),
    comma=st.booleans(),
    grouped=st.booleans(),
)
def test_numbers_written_in_one_way_come_back(numbers: list[float], comma: bool, grouped: bool) -> None:
    texts = [f"{number:,.2f}" if grouped else f"{number:.2f}" for number in numbers]
    if comma:
        texts = [text.translate(str.maketrans(",.", ".,")) for text in texts]
    assert parse_numbers(texts).values == numbers
