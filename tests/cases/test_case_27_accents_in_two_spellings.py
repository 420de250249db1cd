"""Case 27: one name in two Unicode forms is one person; Björn and Bjorn are two."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importers.files import import_files
from data.importers.spelling import composed, simplified
from data.problems import InputError
from data.workspace import Workspace
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "27"


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The case's people, with the ids, skills and contracts that a roster needs."""
    lines = (CASE / "staff.csv").read_text(encoding="utf-8").splitlines()
    rows = [
        f"staff_id,{lines[0]},skill,contract",
        *(f"S{n},{line},RN,FULL" for n, line in enumerate(lines[1:], 1)),
    ]
    workspace = new_workspace(tmp_path / "w")
    import_files(workspace, [write_text(tmp_path / "staff.csv", "\n".join(rows))])
    return workspace


def test_the_case(workspace: Workspace) -> None:
    report = import_files(workspace, [CASE / "leave.csv"])
    assert report.ok
    name_of = {row["staff_id"]: row["name"] for row in workspace.store.read("staff").to_pylist()}
    matched = [
        name_of[staff_id] for staff_id in workspace.store.read("absences").column("staff_id").to_pylist()
    ]
    assert len(matched) == 3
    assert set(name_of.values()) - set(matched) == {"Bjorn Holm"}


def test_the_spelling_of_the_staff_file_is_kept(workspace: Workspace) -> None:
    raw = (CASE / "staff.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row["name"] for row in workspace.store.read("staff").to_pylist()] == [
        line.split(",")[0] for line in raw
    ]


def test_a_name_that_two_people_have_is_not_decided(workspace: Workspace, tmp_path: Path) -> None:
    twin = f"staff_id,name,unit,skill,contract\nS9,{decomposed('Zoë Müller')},A,RN,FULL\n"
    import_files(workspace, [write_text(tmp_path / "staff.csv", twin)])
    report = import_files(workspace, [CASE / "leave.csv"])
    [problem] = report.problems
    assert problem.expected == "the name of one person; 2 have it (S1, S9)"
    assert problem.fix == "give the staff_id instead of the name"
    assert workspace.store.read("absences").num_rows == 2


def test_an_unknown_name_names_the_near_miss(workspace: Workspace, tmp_path: Path) -> None:
    path = write_text(tmp_path / "leave.csv", "name,from,to\nZoe Müller,2024-06-03,2024-06-07\n")
    with pytest.raises(InputError) as caught:
        import_files(workspace, [path])
    assert str(caught.value.problems[0]) == (
        "leave.csv, row 2, column 'name': found 'Zoe Müller', expected the name of somebody in the staff table; "
        "did you mean 'Zoë Müller'?"
    )


def test_staff_and_leave_in_one_call(tmp_path: Path) -> None:
    """People of the same call count as known, whatever the order of the files."""
    staff = write_text(tmp_path / "staff.csv", "staff_id,name,unit,skill,contract\nS1,Zoë Müller,A,RN,FULL\n")
    leave = write_text(
        tmp_path / "leave.csv", f"name,from,to\n{decomposed('Zoë Müller')},2024-06-03,2024-06-07\n"
    )
    workspace = new_workspace(tmp_path / "w")
    report = import_files(workspace, [leave, staff])
    assert [file.table for file in report.files] == ["absences", "staff"]
    assert workspace.store.read("absences").column("staff_id").to_pylist() == ["S1"]


def test_ids_in_either_form_take_the_spelling_of_the_register(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w", ("Säuglinge",))
    text = f"date,unit,admissions\n2024-04-13,{decomposed('Säuglinge')},4\n"
    assert import_files(workspace, [write_text(tmp_path / "daily.csv", text)]).ok
    assert workspace.store.read("daily_counts").column("unit_id").to_pylist() == ["Säuglinge"]


def test_headers_in_either_form_are_one_header(tmp_path: Path) -> None:
    more = '[sources.daily_counts]\ncolumns = { "Häuser" = "unit_id", "Tag" = "date", "Zugänge" = "admissions" }\n'
    workspace = new_workspace(tmp_path / "w", more=more)
    text = f"Tag;{decomposed('Häuser')};{decomposed('Zugänge')}\n2024-04-13;A;4\n"
    assert import_files(workspace, [write_text(tmp_path / "daily.csv", text)]).ok


@given(st.text(min_size=1, max_size=12))
def test_comparison_joins_forms_and_nothing_else(text: str) -> None:
    assert composed(decomposed(text)) == composed(text)
    assert simplified(decomposed(text)) == simplified(composed(text))
    assert composed("Björn") != composed("Bjorn")
