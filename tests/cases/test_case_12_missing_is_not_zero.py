"""Case 12: no row, a blank cell and an explicit zero are three things, and the kind of source decides about no row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from data.calendar import IsoWeek, local_midnight
from data.census.daily import daily_counts
from data.importers.files import import_files
from data.load_inputs import load_inputs
from data.problems import InputError
from data.quality.check import check_workspace
from data.quality.gaps import find_gaps
from data.tables import STAYS
from data.workspace import Workspace
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "12"
ZONE = "Europe/London"


def known(workspace: Workspace, column: str = "admissions") -> dict[date, int | None]:
    return {row["date"]: row[column] for row in workspace.store.read("daily_counts").to_pylist()}


def test_the_returns_of_the_case(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    import_files(workspace, [CASE / "daily.csv"])
    values = known(workspace)
    days = [date(2024, 4, day) for day in range(1, 15)]
    assert [day.day for day in days if values.get(day) is None] == [6, 7, 10, 13, 14]
    assert [day.day for day in days if values.get(day) == 0] == [3]
    reported = [value for value in values.values() if value is not None]
    assert round(sum(reported) / len(reported), 2) == 4.44


def test_the_event_list_of_the_case(tmp_path: Path) -> None:
    """The events have no discharges: as they are they cannot be stays, and with an empty column they are."""
    workspace = new_workspace(tmp_path / "w", ("B",))
    with pytest.raises(InputError, match=r"events\.csv, column 'left': expected a column 'left'"):
        import_files(workspace, [CASE / "events.csv"])
    lines = (CASE / "events.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join([lines[0] + ",discharged", *(line + "," for line in lines[1:])])
    import_files(workspace, [write_text(tmp_path / "events.csv", text)])
    start, end = local_midnight(date(2024, 4, 1), ZONE), local_midnight(date(2024, 4, 15), ZONE)
    counts = daily_counts(workspace.store.read("stays"), ZONE, start, end).column("admissions").to_pylist()
    assert len(counts) == 14
    assert sum(counts) / len(counts) == 0.5
    assert counts.count(0) == 8


def test_the_kind_of_source_is_shown_and_decides(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    import_files(workspace, [CASE / "daily.csv"])
    report = check_workspace(workspace, IsoWeek.parse("2024-W17"))
    kinds = {entry.table: entry.kind for entry in report.tables}
    assert (kinds["daily_counts"], kinds["stays"]) == ("return", "event list")
    assert [(gap.first_day.day, gap.last_day.day) for gap in report.gaps] == [(6, 7), (10, 10)]
    [text] = [note.text for note in report.findings if note.topic == "daily_counts"]
    assert text.startswith(
        "A: 3 days of daily_counts are missing in the last 365 days (taken as not known, not as zero)"
    )


def test_a_trailing_day_without_values_is_not_the_end_of_history(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    rows = "date,unit,admissions\n2024-04-01,A,4\n2024-04-02,A,0\n2024-04-03,A,\n"
    import_files(workspace, [write_text(tmp_path / "daily.csv", rows)])
    inputs = load_inputs(workspace, None)
    assert inputs.cutoff == local_midnight(date(2024, 4, 3), ZONE)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("0", 0), ("", None), (" ", None), ("0.0", 0)],
)
def test_cells(tmp_path: Path, cell: str, expected: int | None) -> None:
    workspace = new_workspace(tmp_path / "w")
    text = f"date,unit,admissions\n2024-04-01,A,{cell}\n"
    import_files(workspace, [write_text(tmp_path / "daily.csv", text)])
    assert known(workspace) == {date(2024, 4, 1): expected}


@pytest.mark.parametrize("cell", ["NA", "n/a", "-", "-999999", "none", "3.5", "4 beds"])
def test_a_word_for_missing_is_neither_missing_nor_zero(tmp_path: Path, cell: str) -> None:
    """What a code means is the hospital's to say; the row is set aside with the advice to leave the cell empty."""
    workspace = new_workspace(tmp_path / "w")
    text = f"date,unit,admissions\n2024-04-01,A,{cell}\n2024-04-02,A,5\n"
    report = import_files(workspace, [write_text(tmp_path / "daily.csv", text)])
    assert known(workspace) == {date(2024, 4, 2): 5}
    [problem] = report.problems
    assert (problem.row, problem.column, problem.value) == (2, "admissions", cell)


def test_a_stopped_event_feed_is_a_gap_and_quiet_days_are_not(tmp_path: Path) -> None:
    """A unit with five arrivals a day and then none for a week; another with one in five days, as usual."""
    workspace = new_workspace(tmp_path / "w", ("A", "B"))
    days = [date(2024, 4, 1 + day) for day in range(28)]
    busy = [
        f"A{d.day}-{n},A,{d} 0{n}:00,{d} 1{n}:00" for d in days if not 10 <= d.day <= 16 for n in range(5)
    ]
    quiet = [f"B{d.day},B,{d} 08:00,{d} 09:00" for d in days if d.day % 5 == 1]
    text = "\n".join(["visit_id,unit,entered,left", *busy, *quiet])
    import_files(workspace, [write_text(tmp_path / "stays.csv", text)])
    inputs = load_inputs(workspace, None)
    gaps = find_gaps(inputs, inputs.tables.stays)
    assert [(gap.table, gap.unit_id, gap.first_day.day, gap.last_day.day) for gap in gaps] == [
        ("stays", "A", 10, 16)
    ]


def test_a_unit_without_events_has_zeros_when_asked_for() -> None:
    start, end = local_midnight(date(2024, 3, 30), ZONE), local_midnight(date(2024, 4, 2), ZONE)
    counts = daily_counts(STAYS.empty(), ZONE, start, end, ["A"])
    assert counts.column("admissions").to_pylist() == [0, 0, 0]
    assert counts.column("date").to_pylist() == [date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 1)]
    assert isinstance(counts, pa.Table)
