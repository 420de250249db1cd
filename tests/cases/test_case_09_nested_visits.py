"""Case 09: two visits of one patient that overlap or nest count the patient once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.calendar import local_midnight
from data.census.clean import clean_stays
from data.census.daily import daily_counts
from data.census.hourly import hourly_census
from data.importers.files import import_files
from data.tables import STAYS
from tests.workspaces import new_workspace

CASE = Path(__file__).parent / "09"
ZONE = "Europe/London"
START = datetime(2024, 5, 1, tzinfo=UTC)


def stay(visit: str, patient: str | None, unit: str, entered: float, left: float | None) -> dict[str, object]:
    """A stay in hours from START."""
    end = None if left is None else START + timedelta(hours=left)
    return {
        "visit_id": visit,
        "patient_id": patient,
        "unit_id": unit,
        "entered": START + timedelta(hours=entered),
        "left": end,
    }


def test_the_case(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    import_files(workspace, [CASE / "visits.csv"])
    stays = workspace.store.read("stays")
    start, end = local_midnight(date(2024, 5, 1), ZONE), local_midnight(date(2024, 5, 13), ZONE)
    census = {
        row["time"].astimezone(UTC): row["occupied"]
        for row in hourly_census(stays, ["A"], start, end).to_pylist()
    }
    for day, expected in {10: 2, 11: 2, 12: 1}.items():
        assert census[local_midnight(date(2024, 5, day), ZONE)] == expected
    only_p1 = stays.filter([value == "P1" for value in stays.column("patient_id").to_pylist()])
    of_p1 = {row["time"]: row["occupied"] for row in hourly_census(only_p1, ["A"], start, end).to_pylist()}
    assert sum(of_p1[local_midnight(date(2024, 5, day), ZONE)] for day in range(1, 13)) == 10
    clean = clean_stays(stays)
    assert clean.overlapping_visit_ids == ("V2",)
    assert clean.n_visits_recorded == 3
    counts = daily_counts(stays, ZONE, start, end)
    assert sum(counts.column("admissions").to_pylist()) == 2


@pytest.mark.parametrize(
    ("second", "tidy", "overlapping"),
    [
        pytest.param((20, 30), [(0, 100)], ("V2",), id="nested"),
        pytest.param((0, 100), [(0, 100)], ("V2",), id="the same span"),
        pytest.param((0, 40), [(0, 100)], ("V2",), id="same beginning, shorter"),
        pytest.param((50, 120), [(0, 100), (100, 120)], ("V2",), id="runs on after the first"),
        pytest.param((100, 120), [(0, 100), (100, 120)], (), id="touches"),
        pytest.param((110, 120), [(0, 100), (110, 120)], (), id="later"),
        pytest.param((50, None), [(0, 100), (100, None)], ("V2",), id="still open"),
        pytest.param((30, 30), [(0, 100)], ("V2",), id="of no length, inside"),
    ],
)
def test_every_way_two_visits_can_lie(
    second: tuple[float, float | None], tidy: list[tuple[float, float | None]], overlapping: tuple[str, ...]
) -> None:
    clean = clean_stays(STAYS.table([stay("V1", "P1", "A", 0, 100), stay("V2", "P1", "B", *second)]))
    expected = [stay(v, "P1", u, *span) for v, u, span in zip(("V1", "V2"), ("A", "B"), tidy, strict=False)]
    assert clean.segments.to_pylist() == STAYS.table(expected).to_pylist()
    assert clean.overlapping_visit_ids == overlapping


def test_visits_without_a_patient_are_never_compared() -> None:
    clean = clean_stays(STAYS.table([stay("V1", None, "A", 0, 9), stay("V2", None, "A", 1, 5)]))
    assert clean.segments.num_rows == 2
    assert clean.overlapping_visit_ids == ()


def test_an_outer_visit_that_has_ended_does_not_hide_a_later_one() -> None:
    """V1 spans V2 but not V3; V3 is judged by the longest of the earlier visits, not by the last one."""
    rows = [stay("V1", "P", "A", 0, 50), stay("V2", "P", "A", 5, 10), stay("V3", "P", "A", 20, 60)]
    clean = clean_stays(STAYS.table(rows))
    assert clean.overlapping_visit_ids == ("V2", "V3")
    assert clean.segments.to_pylist()[1] == stay("V3", "P", "A", 50, 60)


spans = st.lists(
    st.tuples(st.sampled_from("PQ"), st.sampled_from("AB"), st.integers(0, 60), st.integers(0, 30)),
    min_size=1,
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(spans=spans)
def test_nobody_is_in_two_places_and_nobody_vanishes(spans: list[tuple[str, str, int, int]]) -> None:
    rows = [
        stay(f"V{i}", patient, unit, start, start + n) for i, (patient, unit, start, n) in enumerate(spans)
    ]
    census = hourly_census(STAYS.table(rows), ["A", "B"], START, START + timedelta(hours=100))
    total = [0] * 100
    for row in census.to_pylist():
        total[int((row["time"] - START).total_seconds() // 3600)] += row["occupied"]
    for hour in range(100):
        present = {patient for patient, _, start, n in spans if start <= hour < start + n}
        assert total[hour] == len(present)
