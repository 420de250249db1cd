"""Case 10: moves at one minute and moves within a unit are not admissions, transfers or readmissions."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.calendar import local_midnight
from data.census.clean import clean_stays
from data.census.daily import daily_counts
from data.importers.files import import_files
from data.problems import InputError
from data.tables import STAYS
from data.workspace import Workspace
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "10"
ZONE = "Europe/London"
UNITS = ("ED", "MED", "ICU", "SDU")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "w", UNITS)


def entries(workspace: Workspace) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for row in clean_stays(workspace.store.read("stays")).segments.to_pylist():
        found.setdefault(row["visit_id"], Counter())[row["unit_id"]] += 1
    return found


def test_the_case(workspace: Workspace) -> None:
    report = import_files(workspace, [CASE / "transfers.csv"])
    assert report.ok
    assert report.files[0].table == "stays"
    assert "10 movements of 2 visits became 6 stays." in report.files[0].notes
    assert entries(workspace) == {"V1": {"ED": 1, "MED": 1, "ICU": 1}, "V2": {"ICU": 2, "SDU": 1}}
    stays = workspace.store.read("stays")
    start, end = local_midnight(date(2024, 5, 1), ZONE), local_midnight(date(2024, 5, 6), ZONE)
    counts = daily_counts(stays, ZONE, start, end)
    assert sum(counts.column("admissions").to_pylist()) == 2
    assert sum(counts.column("discharges").to_pylist()) == 2
    by_unit = {
        unit: sum(r["transfers_in"] for r in counts.to_pylist() if r["unit_id"] == unit) for unit in UNITS
    }
    assert by_unit == {"ED": 0, "MED": 1, "ICU": 2, "SDU": 1}
    assert clean_stays(stays).overlapping_visit_ids == ()


def rows(*events: str) -> str:
    return "\n".join(["visit_id,seq,event,unit,bed,time", *events])


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            ["V,1,admit,ED,,2024-05-01 10:00", "V,2,discharge,,,2024-05-01 10:00"],
            ["ED"],
            id="day case of no length",
        ),
        pytest.param(
            ["V,1,admit,ED,,2024-05-01 10:00", "V,2,transfer,MED,,2024-05-01 10:00"],
            ["MED"],
            id="first unit of no length",
        ),
        pytest.param(
            [
                "V,1,admit,MED,1,2024-05-01 10:00",
                "V,2,transfer,ICU,1,2024-05-01 12:00",
                "V,3,transfer,MED,2,2024-05-01 12:00",
            ],
            ["MED"],
            id="through a unit and back at one minute",
        ),
        pytest.param(
            ["V,2,transfer,MED,,2024-05-01 11:00", "V,1,admit,ED,,2024-05-01 10:00"],
            ["ED", "MED"],
            id="rows not in order",
        ),
        pytest.param(
            ["V,,admit,ED,,2024-05-01 10:00", "V,,transfer,MED,,2024-05-01 11:00"], ["ED", "MED"], id="no seq"
        ),
    ],
)
def test_paths(workspace: Workspace, tmp_path: Path, events: list[str], expected: list[str]) -> None:
    import_files(workspace, [write_text(tmp_path / "moves.csv", rows(*events))])
    assert [
        row["unit_id"] for row in clean_stays(workspace.store.read("stays")).segments.to_pylist()
    ] == expected


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        (["V,1,transfer,ED,,2024-05-01 10:00"], "one 'admit' as the first movement"),
        (
            ["V,1,admit,ED,,2024-05-01 10:00", "V,2,admit,MED,,2024-05-01 11:00"],
            "one 'admit' as the first movement",
        ),
        (
            [
                "V,1,admit,ED,,2024-05-01 10:00",
                "V,2,discharge,,,2024-05-01 11:00",
                "V,3,transfer,MED,,2024-05-01 12:00",
            ],
            "at most one 'discharge', as the last",
        ),
        (["V,1,admit,,,2024-05-01 10:00"], "a unit for every 'admit'"),
        (
            ["V,1,admit,ED,,2024-05-02 10:00", "V,2,transfer,MED,,2024-05-01 10:00"],
            "one 'admit' as the first",
        ),
        (
            [
                "V,1,admit,ED,,2024-05-01 10:00",
                "V,3,transfer,MED,,2024-05-01 11:00",
                "V,2,transfer,ICU,,2024-05-01 12:00",
            ],
            "times that rise with 'seq'",
        ),
        (["V,1,admit,ED,,2024-05-01 10:00", "V,2,transfer,MED,,soon"], "a visit without a faulty movement"),
    ],
)
def test_a_contradictory_visit_is_set_aside_as_a_whole(
    workspace: Workspace, tmp_path: Path, events: list[str], reason: str
) -> None:
    good = "W,1,admit,ED,,2024-05-01 10:00"
    report = import_files(workspace, [write_text(tmp_path / "moves.csv", rows(good, *events))])
    assert {row["visit_id"] for row in workspace.store.read("stays").to_pylist()} == {"W"}
    assert report.files[0].n_quarantined == len(events)
    assert any(reason in problem.expected for problem in report.problems)


def test_a_file_of_nothing_but_contradictions_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = write_text(tmp_path / "moves.csv", rows("V,1,transfer,ED,,2024-05-01 10:00"))
    with pytest.raises(InputError, match="row 2, column 'event': expected one 'admit' as the first movement"):
        import_files(workspace, [path])
    assert workspace.store.snapshot_id("stays") is None


START = datetime(2024, 5, 1, tzinfo=UTC)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=7)
)
def test_clean_segments_of_a_visit_never_overlap_touch_in_one_unit_or_grow(
    spans: list[tuple[str, int, int]],
) -> None:
    records = [
        {
            "visit_id": "V",
            "patient_id": None,
            "unit_id": unit,
            "entered": START + timedelta(hours=start),
            "left": START + timedelta(hours=start + n),
        }
        for unit, start, n in spans
    ]
    segments = clean_stays(STAYS.table(records)).segments.to_pylist()
    for before, after in pairwise(segments):
        assert before["left"] <= after["entered"]
        assert not (before["unit_id"] == after["unit_id"] and before["left"] == after["entered"])
        assert before["left"] > before["entered"]
    covered = {hour for _, start, n in spans for hour in range(start, start + n)}
    hours = [(s["left"] - s["entered"]).total_seconds() / 3600 for s in segments]
    assert sum(hours) == len(covered)
    again = clean_stays(STAYS.table(segments)).segments
    assert again.to_pylist() == segments
