"""The newest day of every kind of source: left out when it was not over when it was read, kept when it is only quiet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest

from data.calendar import local_midnight
from data.configuration.hospital import Hospital
from data.history_end import FinishedHistory, finished_history
from data.inputs import HospitalTables
from data.load_inputs import load_inputs
from data.tables import DAILY_COUNTS, EQUIPMENT_USE, SOURCE_TABLES, STAYS
from tests.forecasting.forecast_inputs import ZONE, counts_table, hospital, stay
from tests.workspaces import new_workspace

FIRST = date(2024, 3, 4)


def finished(
    place: Hospital, imported: dict[str, datetime] | None = None, **tables: pa.Table
) -> FinishedHistory:
    empty = {schema.name: schema.empty() for schema in SOURCE_TABLES}
    return finished_history(HospitalTables(**(empty | tables)), place, imported or {})


def end_of(
    counts: pa.Table, place: Hospital, imported: dict[str, datetime] | None = None
) -> tuple[date, list[str]]:
    found = finished(place, imported, daily_counts=counts)
    return found.ends_at.astimezone(ZoneInfo(ZONE)).date(), [note.text for note in found.notes]


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(ZONE)).astimezone(UTC)


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


LAST = FIRST + timedelta(days=74)


@pytest.mark.parametrize(
    ("hour", "day", "end"),
    [
        (9, LAST, LAST),
        (23, LAST, LAST),
        (0, LAST + timedelta(days=1), LAST + timedelta(days=1)),
        (9, LAST - timedelta(days=1), LAST + timedelta(days=1)),
    ],
)
def test_counts_imported_on_their_newest_day_are_not_complete_however_high(
    hour: int, day: date, end: date
) -> None:
    """By the clock of the hospital; where the data are ahead of it, the clock says nothing about them."""
    counts = counts_table("A", FIRST, admissions=weeks(75, last=20))
    found, notes = end_of(counts, hospital({"A": "ward"}), {"daily_counts": at(day, hour)})
    assert found == end
    said = [
        f"Daily counts: {LAST} is taken as not complete, as its rows were imported on that very day; import again when it is over."
    ]
    assert notes == (said if end == LAST else [])


def test_beds_of_the_day_of_the_import_are_whole_and_its_flows_are_not() -> None:
    imported = {"daily_counts": at(LAST, 9)}
    beds = counts_table("A", FIRST, occupied_beds=[18.0] * 75)
    assert end_of(beds, hospital({"A": "ward"}), imported) == (LAST + timedelta(days=1), [])
    both = counts_table("A", FIRST, occupied_beds=[18.0] * 75, admissions=weeks(75, last=20))
    assert end_of(both, hospital({"A": "ward"}), imported)[0] == LAST


def test_the_day_of_the_import_is_not_in_the_use_of_equipment() -> None:
    """The most devices in use at once is not known before the evening; beds counted in the morning end history a day later."""
    rows = [
        {"date": LAST - timedelta(days=back), "unit_id": "A", "type_id": "PUMP", "in_use": 5 - back}
        for back in range(3)
    ]
    found = finished(
        hospital({"A": "ward"}),
        {"equipment_use": at(LAST, 9), "daily_counts": at(LAST, 9)},
        daily_counts=counts_table("A", FIRST, occupied_beds=[18.0] * 75),
        equipment_use=EQUIPMENT_USE.table(rows),
    )
    assert found.ends_at == local_midnight(LAST + timedelta(days=1), ZONE)
    assert max(found.tables.equipment_use.column("date").to_pylist()) == LAST - timedelta(days=1)
    assert [note.text.partition(",")[0] for note in found.notes] == [
        f"Equipment in use: {LAST} is taken as not complete"
    ]


def test_counts_beside_stays_lose_their_unfinished_day_too() -> None:
    """The stays decide where history ends; a return that was read on an earlier day must not be taken as a fall."""
    stays = STAYS.table(
        [stay("V1", "B", at(FIRST, 9), None), stay("V2", "B", at(LAST + timedelta(days=2), 9), None)]
    )
    counts = counts_table("A", FIRST, admissions=weeks(75, last=4))
    found = finished(hospital({"A": "ward", "B": "ward"}), daily_counts=counts, stays=stays)
    assert found.ends_at == local_midnight(LAST + timedelta(days=2), ZONE)
    assert max(found.tables.daily_counts.column("date").to_pylist()) == LAST - timedelta(days=1)
    assert [note.text.partition(":")[0] for note in found.notes] == [
        f"{LAST + timedelta(days=2)} is the newest day with stays; taken as not complete.",
        f"{LAST} is the newest day of daily counts; taken as not complete",
    ]


def test_a_ward_whose_file_was_read_earlier_is_judged_by_itself() -> None:
    """The others are complete and go on; together with them its half day would not be seen."""
    early = counts_table("A", FIRST, admissions=weeks(75, last=4))
    others = [
        counts_table(unit, FIRST, admissions=weeks(77, last=5, seed=seed))
        for seed, unit in enumerate("BCD", 2)
    ]
    place = hospital(dict.fromkeys("ABCD", "ward"))
    found = finished(place, daily_counts=pa.concat_tables([early, *others]))
    assert found.ends_at == local_midnight(FIRST + timedelta(days=77), ZONE)
    days = found.tables.daily_counts.to_pandas().groupby("unit_id")["date"].max().to_dict()
    assert days == {"A": LAST - timedelta(days=1)} | dict.fromkeys("BCD", FIRST + timedelta(days=76))
    [note] = found.notes
    assert note.text.startswith(f"{LAST} is the newest day of daily counts of A; taken as not complete: 4 ")


def test_an_import_in_the_middle_of_a_day_through_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = new_workspace(tmp_path / "w", ["A"])
    monkeypatch.setattr("data.store.utc_now", lambda: at(LAST, 9))
    workspace.store.add(DAILY_COUNTS, counts_table("A", FIRST, admissions=[9.0] * 75), "test")
    inputs = load_inputs(workspace, None)
    assert inputs.cutoff == local_midnight(LAST, ZONE)
    assert any(
        note.text.startswith(f"Daily counts: {LAST} is taken as not complete") for note in inputs.notes
    )


def test_the_same_rows_imported_again_on_the_next_morning_make_the_day_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the note advises; rows that do not reach that day say nothing about it."""
    workspace = new_workspace(tmp_path / "w", ["A"])
    counts = counts_table("A", FIRST, admissions=[9.0] * 75)
    monkeypatch.setattr("data.store.utc_now", lambda: at(LAST, 23))
    workspace.store.add(DAILY_COUNTS, counts, "test")
    written = workspace.store.snapshot_id("daily_counts")
    monkeypatch.setattr("data.store.utc_now", lambda: at(LAST + timedelta(days=1), 7))
    workspace.store.add(DAILY_COUNTS, counts.slice(0, 70), "last month's file")
    assert load_inputs(workspace, None).cutoff == local_midnight(LAST, ZONE)
    workspace.store.add(DAILY_COUNTS, counts, "test")
    assert load_inputs(workspace, None).cutoff == local_midnight(LAST + timedelta(days=1), ZONE)
    assert workspace.store.snapshot_id("daily_counts") == written
    workspace.store.catalogue.check_chain()
