"""The newest day of daily counts: left out when it was not over, kept when it is only quiet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from data.calendar import local_midnight
from data.configuration.hospital import Hospital
from data.history_end import history_end
from data.inputs import HospitalTables
from data.load_inputs import load_inputs
from data.tables import DAILY_COUNTS, SOURCE_TABLES
from tests.forecasting.forecast_inputs import ZONE, counts_table, hospital
from tests.workspaces import new_workspace

FIRST = date(2024, 3, 4)


def end_of(counts: pa.Table, place: Hospital) -> tuple[date, list[str]]:
    tables = {schema.name: schema.empty() for schema in SOURCE_TABLES} | {"daily_counts": counts}
    end, notes = history_end(HospitalTables(**tables), place)
    day = next(
        FIRST + timedelta(days=n)
        for n in range(400)
        if local_midnight(FIRST + timedelta(days=n), ZONE) == end
    )
    return day, [note.text for note in notes]


def weeks(n_days: int, last: float, seed: int = 1) -> list[float | None]:
    mean = np.where((FIRST.weekday() + np.arange(n_days)) % 7 < 5, 20.0, 5.0)
    values: list[float | None] = [*np.random.default_rng(seed).poisson(mean).astype(float)]
    values[-1] = last
    return values


def test_a_last_day_far_below_its_weekday_is_left_out_and_named() -> None:
    counts = counts_table("A", FIRST, admissions=weeks(75, last=4))
    last = FIRST + timedelta(days=74)
    assert last.weekday() < 5
    end, notes = end_of(counts, hospital({"A": "ward"}))
    assert end == last
    [note] = notes
    assert note.startswith(
        f"{last} is the newest day of daily counts; taken as not complete: 4 admissions where "
    )
    assert note.endswith(" are usual.")


@pytest.mark.parametrize(
    ("n_days", "last", "why"),
    [(77, 4.0, "a Sunday, which is quiet"), (75, 13.0, "fewer, but no half"), (20, 15.0, "an ordinary day")],
)
def test_a_quiet_last_day_is_kept(n_days: int, last: float, why: str) -> None:
    counts = counts_table("A", FIRST, admissions=weeks(n_days, last=last))
    assert end_of(counts, hospital({"A": "ward"})) == (FIRST + timedelta(days=n_days), []), why


def test_holidays_and_declared_events_may_be_quiet() -> None:
    """6 May 2024 is a bank holiday in England."""
    n_days = (date(2024, 5, 6) - FIRST).days + 1
    counts = counts_table("A", FIRST, admissions=weeks(n_days, last=4))
    assert end_of(counts, hospital({"A": "ward"}))[1] == []
    event = {"name": "Strike", "first_day": "2024-05-16", "last_day": "2024-05-17"}
    place = hospital({"A": "ward"}, forecasting={"events": [event]})
    n_days = (date(2024, 5, 16) - FIRST).days + 1
    counts = counts_table("A", FIRST, admissions=weeks(n_days, last=4))
    assert end_of(counts, place)[1] == []
    assert end_of(counts, hospital({"A": "ward"}))[1] != []


def test_beds_are_counted_at_one_moment_and_may_fall() -> None:
    beds = counts_table("A", FIRST, occupied_beds=[*[18.0] * 74, 2.0])
    assert end_of(beds, hospital({"A": "ward"})) == (FIRST + timedelta(days=75), [])


def test_only_a_few_days_can_be_unfinished() -> None:
    """A fall that lasts is a fall, not a late return: at most three days are taken away."""
    values = weeks(75, last=3)
    values[-10:] = [1.0] * 10
    end, notes = end_of(counts_table("A", FIRST, admissions=values), hospital({"A": "ward"}))
    assert end >= FIRST + timedelta(days=72)
    assert len(notes) <= 3


def test_the_plan_begins_its_forecast_with_the_unfinished_day(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w", ["A"])
    workspace.store.add(DAILY_COUNTS, counts_table("A", FIRST, admissions=weeks(75, last=4)), "test")
    inputs = load_inputs(workspace, None)
    last = FIRST + timedelta(days=74)
    assert inputs.cutoff == local_midnight(last, ZONE)
    assert max(inputs.tables.daily_counts.column("date").to_pylist()) == last - timedelta(days=1)
    assert any("taken as not complete" in note.text for note in inputs.notes)
