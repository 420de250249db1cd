"""Case 08: a discharge earlier than the admission is set aside with its reason, never swapped, never a negative stay."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.importers.files import import_files
from tests.workspaces import STAFF_CSV, new_workspace, write_text

CASE = Path(__file__).parent / "08"


def test_the_case(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    report = import_files(workspace, [CASE / "admissions.csv"])
    stored = workspace.store.read("stays")
    assert stored.column("visit_id").to_pylist() == ["V1", "V4", "V5"]
    assert [(p.row, p.column) for p in report.problems] == [
        (3, "discharged"),
        (4, "discharged"),
        (7, "discharged"),
    ]
    assert all("'discharged' is before 'admitted'" in p.expected for p in report.problems)
    hours = [(row["left"] - row["entered"]).total_seconds() / 3600 for row in stored.to_pylist()]
    assert round(sum(hours) / len(hours), 2) == 21.56
    file = report.files[0]
    assert (file.n_read, file.n_loaded, file.n_quarantined) == (6, 3, 3)
    assert file.quarantine_file is not None
    with file.quarantine_file.open(encoding="utf-8-sig", newline="") as lines:
        aside = list(csv.DictReader(lines))
    assert [row["visit_id"] for row in aside] == ["V2", "V3", "V6"]
    assert [row["quarantine_row"] for row in aside] == ["3", "4", "7"]
    assert "is before" in aside[0]["quarantine_reason"]


def test_values_of_patients_are_in_no_message(tmp_path: Path) -> None:
    report = import_files(new_workspace(tmp_path / "w"), [CASE / "admissions.csv"])
    text = "\n".join(str(problem) for problem in report.problems)
    for secret in ("V2", "P2", "2024-05-02"):
        assert secret not in text


@pytest.mark.parametrize(
    ("name", "first", "header", "rows"),
    [
        ("absences", "from", "staff_id,from,to", ["S1,2024-05-04,2024-05-03", "S2,2024-05-04,2024-05-04"]),
        ("maintenance", "from", "asset_id,from,to", ["D1,2024-05-04,2024-05-03", "D2,2024-05-04,2024-05-04"]),
        (
            "staff",
            "start_date",
            "staff_id,name,unit,skill,contract,start_date,end_date",
            [
                "S8,Eva Example,A,RN,FULL,2024-05-04,2024-05-03",
                "S9,Fay Example,A,RN,FULL,2024-05-04,2024-05-04",
            ],
        ),
    ],
)
def test_every_table_with_a_beginning_and_an_end(
    tmp_path: Path, name: str, first: str, header: str, rows: list[str]
) -> None:
    workspace = new_workspace(tmp_path / "w")
    import_files(
        workspace,
        [
            write_text(tmp_path / "staff.csv", STAFF_CSV),
            write_text(tmp_path / "equipment.csv", "asset_id,type_id\nD1,PUMP\nD2,PUMP\n"),
        ],
    )
    report = import_files(workspace, [write_text(tmp_path / f"{name}.csv", "\n".join([header, *rows]))])
    assert [problem.row for problem in report.problems] == [2]
    assert f"is before '{first}'" in report.problems[0].expected
    assert report.problems[0].value == "2024-05-03"
    assert report.files[0].n_loaded == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.integers(-5000, 5000), min_size=1, max_size=12))
def test_exactly_the_negative_stays_are_set_aside(
    tmp_path_factory: pytest.TempPathFactory, minutes: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("h")
    workspace = new_workspace(folder / "w", zone="UTC")
    start = datetime.fromisoformat("2024-05-02 12:00")
    lines = ["visit_id,unit,entered,left", "V,A,2024-05-01 00:00,"]
    lines += [f"V{i},A,{start},{start + timedelta(minutes=m)}" for i, m in enumerate(minutes)]
    report = import_files(workspace, [write_text(folder / "stays.csv", "\n".join(lines))])
    assert [p.row for p in report.problems] == [i + 3 for i, m in enumerate(minutes) if m < 0]
    stored = workspace.store.read("stays")
    assert stored.num_rows == 1 + sum(m >= 0 for m in minutes)
    assert pc.sum(pc.less(stored.column("left"), stored.column("entered"))).as_py() in (0, None)
