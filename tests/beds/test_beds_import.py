"""Files of beds: what is wrong in them is said row by row, and they are not taken for other tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.importers.files import import_files
from data.workspace import Workspace
from tests.workspaces import new_workspace, write_text


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "w")


def imported(workspace: Workspace, path: Path) -> tuple[str, str]:
    """The table that the file is, and what is wrong in it."""
    [file] = import_files(workspace, [path]).files
    assert file.n_loaded == 1
    return file.table, "\n".join(str(problem) for problem in file.problems)


@pytest.mark.parametrize(
    ("table", "lines", "expected"),
    [
        (
            "bed_limits",
            [
                "ward,fewest_beds,surge_beds,no_bed_pence_per_day",
                "A,10,2,90000",
                "X,10,,90000",
                "ICU,-1,,90000",
            ],
            [
                "row 3, column 'ward': found 'X', expected one of A",
                "row 4, column 'fewest_beds': found '-1', expected 0 or more",
            ],
        ),
        (
            "bed_outliers",
            ["home_ward,host_ward,outlier_pence_per_day", "A,ICU,30000", "Z,ICU,30000"],
            ["row 3, column 'home_ward': found 'Z', expected one of A"],
        ),
        (
            "planned_admissions",
            [
                "booking_reference,ward,tci_date,not_before,not_after,nights",
                "1,A,2026-12-01,2026-12-03,2026-12-02,2",
                "2,A,2026-12-01,2026-12-01,2026-12-02,0",
                "3,A,2026-12-01,2026-12-01,2026-12-02,1",
            ],
            [
                "row 2, column 'not_after'",
                "'not_after' is before 'not_before'",
                "row 3, column 'nights': found '0', expected 1 or more",
            ],
        ),
        (
            "escalation_levels",
            ["level_id,measure,threshold", "RED,free,2", "BLACK,free_beds,0"],
            [
                "row 2, column 'measure': found 'free', expected one of occupied_percent, free_beds; did you mean 'free_beds'?"
            ],
        ),
    ],
)
def test_each_fault_is_named_and_the_file_known_by_its_columns(
    workspace: Workspace, tmp_path: Path, table: str, lines: list[str], expected: list[str]
) -> None:
    found, problems = imported(workspace, write_text(tmp_path / "export.csv", "\n".join(lines) + "\n"))
    assert found == table
    for part in expected:
        assert part in problems
