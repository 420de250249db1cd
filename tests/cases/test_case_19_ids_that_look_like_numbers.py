"""Case 19: identifiers are text. 00417 and 417 are two people, a ward may be NA, and a surname None or Null."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.importers.files import import_files
from data.problems import InputError
from data.workspace import Workspace
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "19"


def complete_staff(folder: Path) -> Path:
    """The case's people, with the skill and contract that a roster needs."""
    lines = (CASE / "staff.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{lines[0]},skill,contract", *(f"{line},RN,FULL" for line in lines[1:])]
    return write_text(folder / "staff.csv", "\n".join(rows))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path / "w", ("NA", "ICU"))
    report = import_files(workspace, [complete_staff(tmp_path)])
    assert report.ok
    return workspace


def test_people_and_wards_of_the_case(workspace: Workspace) -> None:
    staff = workspace.store.read("staff").to_pylist()
    assert [row["staff_id"] for row in staff] == ["00417", "01893", "417"]
    assert [row["unit_id"] for row in staff].count("NA") == 2
    assert [row["name"] for row in staff] == ["None", "Null", "Okafor"]


def test_leave_applies_to_417_alone_and_the_close_one_is_named(workspace: Workspace) -> None:
    report = import_files(workspace, [CASE / "leave.csv"])
    assert report.ok
    assert workspace.store.read("absences").column("staff_id").to_pylist() == ["417"]
    note = (
        "Column 'staff_id': '417' is taken as written; '00417' differs only in leading zeros. "
        "Make sure that the right one is meant."
    )
    assert note in report.files[0].notes


def test_ids_that_a_workbook_holds_as_numbers_are_the_text_it_shows(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["staff_id", "from", "to"])
    sheet.append([417, "2024-06-03", "2024-06-07"])
    sheet.append([417.0, "2024-07-03", "2024-07-07"])
    book.save(tmp_path / "leave.xlsx")
    report = import_files(workspace, [tmp_path / "leave.xlsx"], table="absences")
    assert workspace.store.read("absences").column("staff_id").to_pylist() == ["417", "417"]
    assert "Column 'staff_id': 2 cells are typed as numbers; read as text." in report.files[0].notes


def test_lost_zeros_are_a_near_miss_not_a_match(workspace: Workspace, tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "leave.csv", "staff_id,from,to\n1893,2024-06-03,2024-06-07\n417,2024-06-03,2024-06-07\n"
    )
    report = import_files(workspace, [path])
    [problem] = report.problems
    assert str(problem) == (
        "leave.csv, row 2, column 'staff_id': found '1893', expected a staff_id in the staff table; did you mean '01893'?"
    )
    assert workspace.store.read("absences").column("staff_id").to_pylist() == ["417"]


@pytest.mark.parametrize(
    "word",
    [
        "NA",
        "N/A",
        "None",
        "Null",
        "NULL",
        "nan",
        "NaN",
        "-",
        "TRUE",
        "1e5",
        "0017",
        "1.0",
        "2024-05-01",
        "#1",
    ],
)
def test_words_that_tools_take_for_nothing_are_values(tmp_path: Path, word: str) -> None:
    workspace = new_workspace(tmp_path / "w")
    text = f"staff_id,name,unit,skill,contract\n{word},{word},A,RN,FULL\n"
    assert import_files(workspace, [write_text(tmp_path / "staff.csv", text)]).ok
    [row] = workspace.store.read("staff").to_pylist()
    assert (row["staff_id"], row["name"]) == (word, word)


def test_an_empty_id_is_nothing(tmp_path: Path) -> None:
    path = write_text(tmp_path / "staff.csv", "staff_id,name,unit,skill,contract\n ,Ada Example,A,RN,FULL\n")
    with pytest.raises(InputError, match="row 2, column 'staff_id': expected a value"):
        import_files(new_workspace(tmp_path / "w"), [path])


IDS = st.text(st.sampled_from("0123456789NAanul-. "), min_size=1, max_size=6).map(str.strip).filter(bool)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.lists(IDS, min_size=1, max_size=8, unique=True))
def test_ids_come_back_letter_for_letter(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> None:
    folder = tmp_path_factory.mktemp("h")
    workspace = new_workspace(folder / "w")
    rows = [f"{staff_id},x,A,RN,FULL" for staff_id in ids]
    text = "\n".join(["staff_id,name,unit,skill,contract", *rows])
    import_files(workspace, [write_text(folder / "staff.csv", text)])
    assert workspace.store.read("staff").column("staff_id").to_pylist() == sorted(ids)
