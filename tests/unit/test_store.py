"""The store merges by key, keeps what was, and never half-writes."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalogue import Snapshot
from data.problems import InputError
from data.row_merge import merge
from data.store import Addition, Store
from data.tables import DAILY_COUNTS, REQUESTS, ROSTER, STAFF


def counts(**admissions: int | None) -> pa.Table:
    """Unit A, days of April 2024 named d1, d2 ..."""
    rows = [
        {"date": date(2024, 4, int(day[1:])), "unit_id": "A", "admissions": n}
        for day, n in admissions.items()
    ]
    return DAILY_COUNTS.table(rows)


def values(table: pa.Table) -> dict[int, int | None]:
    return {row["date"].day: row["admissions"] for row in table.to_pylist()}


def store_of_another_version(folder: Path, change: Callable[[pa.Table], pa.Table]) -> Store:
    """A store whose only table of daily counts was written with other columns."""
    store = Store(folder)
    store.add(DAILY_COUNTS, counts(d1=4), "counts.csv")
    changed = change(store.read("daily_counts"))
    snapshot_id = store._write("daily_counts", changed)
    with store.catalogue.writing() as writer:
        writer.append(
            Snapshot("daily_counts", snapshot_id, changed.num_rows, "earlier", "2024-04-01T00:00:00")
        )
    return store


def test_columns_that_came_later_are_empty_in_what_an_earlier_version_wrote(tmp_path: Path) -> None:
    store = store_of_another_version(tmp_path, lambda table: table.drop_columns(["discharges"]))
    table = store.read("daily_counts")
    assert table.schema == DAILY_COUNTS.arrow
    assert table["discharges"].to_pylist() == [None]
    assert values(table) == {1: 4}


def test_columns_of_another_version_that_cannot_be_taken_are_named(tmp_path: Path) -> None:
    store = store_of_another_version(tmp_path, lambda table: table.rename_columns({"date": "day"}))
    with pytest.raises(InputError) as caught:
        store.read("daily_counts")
    assert "The store was written by another version" in str(caught.value)
    assert "missing columns ['date'], unexpected columns ['day']" in str(caught.value)
    assert "import the files again" in str(caught.value)


def test_nothing_is_created_by_reading(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.read("stays").num_rows == 0
    assert store.snapshot_id("stays") is None
    assert store.history("stays") == ()
    assert not (tmp_path / "store").exists()


def test_rows_merge_by_key_and_are_counted(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(DAILY_COUNTS, counts(d1=1, d2=2), "first.csv")
    report = store.add(DAILY_COUNTS, counts(d2=2, d1=7, d3=3), "second.csv")
    assert (report.n_added, report.n_replaced, report.n_unchanged, report.n_rows) == (1, 1, 1, 3)
    assert values(store.read("daily_counts")) == {1: 7, 2: 2, 3: 3}


def test_an_older_snapshot_stays_readable(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.add(DAILY_COUNTS, counts(d1=1), "first.csv").snapshot_id
    store.add(DAILY_COUNTS, counts(d1=2), "second.csv")
    assert first is not None
    assert values(store.read_at("daily_counts", first)) == {1: 1}
    assert [entry.source for entry in store.history("daily_counts")] == ["first.csv", "second.csv"]
    with pytest.raises(InputError, match="found 'abc', expected a stored snapshot of 'daily_counts'"):
        store.read_at("daily_counts", "abc")


def test_equal_content_has_an_equal_id_whatever_the_way(tmp_path: Path) -> None:
    one, two = Store(tmp_path / "one"), Store(tmp_path / "two")
    one.add(DAILY_COUNTS, counts(d1=1, d2=2, d3=3), "all.csv")
    two.add(DAILY_COUNTS, counts(d3=3, d1=9), "b.csv")
    two.add(DAILY_COUNTS, counts(d2=2, d1=1), "a.csv")
    assert one.snapshot_id("daily_counts") == two.snapshot_id("daily_counts")
    n_entries = len(two.history("daily_counts"))
    two.add(DAILY_COUNTS, counts(d2=2), "again.csv")
    assert len(two.history("daily_counts")) == n_entries


def test_two_empty_values_are_one_key(tmp_path: Path) -> None:
    """A wish for a day off names no shift; given twice it is one wish."""
    wish = {"staff_id": "S1", "date": date(2024, 4, 1), "wish": "day_off"}
    store = Store(tmp_path)
    store.add(REQUESTS, REQUESTS.table([wish]), "a.csv")
    store.add(REQUESTS, REQUESTS.table([wish, {**wish, "shift_id": "N"}]), "b.csv")
    assert store.read("requests").column("shift_id").to_pylist() == ["N", None]


def shift(staff_id: str, day: int, unit: str = "A") -> dict[str, object]:
    return {"staff_id": staff_id, "date": date(2024, 4, day), "shift_id": "D", "unit_id": unit}


def test_a_complete_roster_replaces_its_units_and_days_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(
        ROSTER, ROSTER.table([shift("S1", 1), shift("S1", 2), shift("S2", 2), shift("S3", 2, "ICU")]), "old"
    )
    new = ROSTER.table([shift("S1", 2), shift("S1", 3)])
    assert store.preview([Addition(ROSTER, new, "new")])[0].n_kept_in_span == 1
    [report] = store.add_all([Addition(ROSTER, new, "new", replaces=True)])
    assert (report.n_removed, report.n_added, report.n_unchanged) == (1, 1, 1)
    left = [(row["staff_id"], row["date"].day) for row in store.read("roster").to_pylist()]
    assert left == [("S1", 1), ("S1", 2), ("S1", 3), ("S3", 2)]


def test_a_complete_register_replaces_all() -> None:
    def people(*ids: str) -> pa.Table:
        rows = [
            {"staff_id": i, "name": i, "unit_id": "A", "skill_id": "RN", "contract_id": "FULL"} for i in ids
        ]
        return STAFF.table(rows)

    merged = merge(STAFF, people("S1", "S2"), people("S2", "S3"), replaces=True)
    assert merged.table.column("staff_id").to_pylist() == ["S2", "S3"]
    assert merged.n_removed == 1


def test_a_failing_addition_leaves_all_as_it_was(tmp_path: Path) -> None:
    """Two tables are added in one go; the second cannot be, so the first is not either."""
    store = Store(tmp_path)
    store.add(ROSTER, ROSTER.table([shift("S1", 1)]), "old")
    [path] = (tmp_path / "tables" / "roster").glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    additions = [
        Addition(DAILY_COUNTS, counts(d1=1), "a"),
        Addition(ROSTER, ROSTER.table([shift("S2", 1)]), "b"),
    ]
    with pytest.raises(InputError, match="checksum differs"):
        store.add_all(additions)
    assert store.snapshot_id("daily_counts") is None


def test_a_damaged_or_missing_snapshot_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(DAILY_COUNTS, counts(d1=1), "a.csv")
    [path] = (tmp_path / "tables" / "daily_counts").glob("*.parquet")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        store.read("daily_counts")
    assert str(path) in str(caught.value)
    assert "expected the snapshot as it was written (its checksum differs); restore it from a backup" in str(
        caught.value
    )
    path.unlink()
    with pytest.raises(InputError, match="expected the stored snapshot"):
        store.read("daily_counts")


def test_a_damaged_catalogue_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(DAILY_COUNTS, counts(d1=1), "a.csv")
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database at all, only text" * 50)
    with pytest.raises(InputError, match="expected a whole SQLite file"):
        store.read("daily_counts")


def test_the_chain_shows_a_changed_entry(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for n in range(3):
        store.add(DAILY_COUNTS, counts(d1=n), f"{n}.csv")
    store.catalogue.check_chain()
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("update snapshots set source = 'other.csv' where position = 2")
    connection.close()
    with pytest.raises(InputError, match="expected entry 2 as it was written"):
        store.catalogue.check_chain()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="expected a folder that can be written"):
        Store(tmp_path / "file" / "store").add(DAILY_COUNTS, counts(d1=1), "a.csv")


def _add_day(folder: Path, day: int) -> None:
    Store(folder).add(DAILY_COUNTS, counts(**{f"d{day}": day}), f"{day}.csv")


def _die_while_writing(folder: Path) -> None:
    store = Store(folder)
    store._write = lambda *_: os._exit(9)  # type: ignore[method-assign, assignment]
    store.add(DAILY_COUNTS, counts(d2=2), "dying.csv")


def test_writers_at_one_time_wait_for_each_other(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_day, args=(tmp_path, day)) for day in range(1, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert values(Store(tmp_path).read("daily_counts")) == {1: 1, 2: 2, 3: 3, 4: 4}
    Store(tmp_path).catalogue.check_chain()


def test_a_writer_that_is_killed_leaves_the_store_whole(tmp_path: Path) -> None:
    _add_day(tmp_path, 1)
    dying = multiprocessing.get_context("spawn").Process(target=_die_while_writing, args=(tmp_path,))
    dying.start()
    dying.join()
    assert dying.exitcode == 9
    assert values(Store(tmp_path).read("daily_counts")) == {1: 1}
    _add_day(tmp_path, 3)
    assert values(Store(tmp_path).read("daily_counts")) == {1: 1, 3: 3}


batches = st.lists(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3)), min_size=1, max_size=6), max_size=5
)


@settings(max_examples=60, deadline=None)
@given(batches)
def test_merging_is_what_a_mapping_does(batches: list[list[tuple[int, int]]]) -> None:
    stored, expected = DAILY_COUNTS.empty(), dict[int, int]()
    for batch in batches:
        rows = [{"date": date(2024, 4, day), "unit_id": "A", "admissions": n} for day, n in batch]
        before = dict(expected)
        expected |= dict(batch)
        merged = merge(DAILY_COUNTS, stored, DAILY_COUNTS.table(rows), replaces=False)
        stored = merged.table
        newest = dict(batch)
        assert merged.n_added == len(newest.keys() - before.keys())
        assert merged.n_replaced == sum(day in before and before[day] != n for day, n in newest.items())
        assert merged.n_unchanged == sum(before.get(day) == n for day, n in newest.items())
    assert values(stored) == expected
