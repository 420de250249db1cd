"""The store of a workspace: versioned Parquet snapshots and the catalogue that names them.

store/
    catalogue.sqlite                which snapshots there are, chained by hash
    tables/NAME/SNAPSHOT.parquet    a whole table; its name is the SHA-256 of its bytes
    quarantine/                     rows that imports set aside

A write makes a new file under a temporary name, renames it and only then enters it in the catalogue, so a process
that dies at any moment leaves the store as it was. Old snapshots stay readable.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.catalogue import Catalogue, CatalogueWriter, Snapshot
from data.problems import InputError, Problem
from data.row_merge import Merged, merge
from data.schema import TableSchema
from data.tables import SOURCE_TABLES

_SCHEMAS = {schema.name: schema for schema in SOURCE_TABLES}
_DAY = "date"
_CONFIRMED_AFTER = timedelta(hours=1)
"""The same rows once more within the hour are the same reading."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Rows to add: a table as `schema` declares, and the file or system they came from.

    A row takes the place of the stored one of the same key. With `replaces` the rows are also complete: stored rows
    they do not have go, all of a register, of other tables those of the units and days that the rows span, or, where
    `days` are given, all on these days (both included), in whatever unit.
    """

    schema: TableSchema
    table: pa.Table
    source: str
    replaces: bool = False
    days: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an addition did: rows with a new key, with a known key and other values, and as stored already.

    `n_kept_in_span` are stored rows of the same units and days that the addition does not have and that stay.
    `snapshot_id` is that of the table afterwards; None when it was only tried.
    """

    table_name: str
    n_added: int
    n_replaced: int
    n_unchanged: int
    n_removed: int
    n_kept_in_span: int
    n_rows: int
    snapshot_id: str | None


class Store:
    """The store in `folder`; nothing is created before the first `add`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue(folder / "catalogue.sqlite")

    def read(self, name: str) -> pa.Table:
        """The newest state of table `name`; without rows when it was never written.

        Raises InputError naming the file when a snapshot is missing or damaged.
        """
        latest = self.catalogue.latest(name)
        return _SCHEMAS[name].empty() if latest is None else self._read(name, latest.snapshot_id)

    def read_at(self, name: str, snapshot_id: str) -> pa.Table:
        """Table `name` as it was in an earlier snapshot; raises InputError when the store does not have it."""
        if snapshot_id not in {entry.snapshot_id for entry in self.catalogue.history(name)}:
            fault = Problem(
                file=str(self.folder), value=snapshot_id, expected=f"a stored snapshot of '{name}'"
            )
            raise InputError([fault])
        return self._read(name, snapshot_id)

    def snapshot_id(self, name: str) -> str | None:
        """The id of the newest snapshot; None when the table was never written. Equal content has an equal id."""
        latest = self.catalogue.latest(name)
        return None if latest is None else latest.snapshot_id

    def history(self, name: str) -> tuple[Snapshot, ...]:
        """All snapshots of a table, oldest first."""
        return self.catalogue.history(name)

    def last_written(self) -> dict[str, datetime]:
        """When each table that has rows was last changed, or read once more up to its newest day and found the same (UTC)."""
        written = {name: self.catalogue.latest(name) for name in _SCHEMAS}
        return {name: _created(at) for name, at in written.items() if at is not None}

    def add(self, schema: TableSchema, table: pa.Table, source: str) -> AddReport:
        """Merge rows into table `schema.name` by key, as a new snapshot; see `add_all`."""
        return self.add_all([Addition(schema, table, source)])[0]

    def add_all(self, additions: Sequence[Addition]) -> tuple[AddReport, ...]:
        """Merge several additions, all of them or none; waits for other writers.

        Within one addition the last row of a key counts. The stored rows are sorted by key, so that the same rows
        give the same snapshot whatever the order of import. Rows that are all stored already and reach the newest stored day
        confirm it: the catalogue gets the same snapshot again, with the time. Raises InputError when the folder cannot be written or
        the stored table is damaged, ValueError when a table does not fit its schema.
        """
        typed = [(addition, addition.schema.conform(addition.table)) for addition in additions]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self.catalogue.writing() as writer:
                return tuple(self._add(writer, addition, table) for addition, table in typed)
        except OSError as error:
            fault = Problem(
                file=str(self.folder), expected=f"a folder that can be written ({error.strerror or error})"
            )
            raise InputError([fault], "The store cannot be written") from None

    def preview(self, additions: Sequence[Addition]) -> tuple[AddReport, ...]:
        """What `add_all` would do; nothing is written."""
        reports = []
        tables: dict[str, pa.Table] = {}
        for addition in additions:
            schema, name = addition.schema, addition.schema.name
            old = tables[name] if name in tables else self.read(name)
            merged = merge(schema, old, schema.conform(addition.table), addition.replaces, addition.days)
            tables[name] = merged.table
            reports.append(_report(name, merged, None))
        return tuple(reports)

    def _add(self, writer: CatalogueWriter, addition: Addition, table: pa.Table) -> AddReport:
        schema, name = addition.schema, addition.schema.name
        latest = writer.latest(name)
        old = schema.empty() if latest is None else self._read(name, latest.snapshot_id)
        merged = merge(schema, old, table, addition.replaces, addition.days)
        now = utc_now()
        if latest is not None and merged.table.equals(old):
            snapshot_id = latest.snapshot_id
            if not (_reaches_as_far(table, old) and now >= _created(latest) + _CONFIRMED_AFTER):
                return _report(name, merged, snapshot_id)
        else:
            snapshot_id = self._write(name, merged.table)
        created = now.isoformat(timespec="seconds")
        writer.append(Snapshot(name, snapshot_id, merged.table.num_rows, addition.source, created))
        return _report(name, merged, snapshot_id)

    def _path(self, name: str, snapshot_id: str) -> Path:
        return self.folder / "tables" / name / f"{snapshot_id}.parquet"

    def _read(self, name: str, snapshot_id: str) -> pa.Table:
        path = self._path(name, snapshot_id)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise _damaged(path, f"the stored snapshot ({error.strerror})") from None
        if hashlib.sha256(content).hexdigest() != snapshot_id:
            raise _damaged(path, "the snapshot as it was written (its checksum differs)")
        return _of_today(_SCHEMAS[name], pq.read_table(pa.BufferReader(content)), path)

    def _write(self, name: str, table: pa.Table) -> str:
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        content = sink.getvalue().to_pybytes()
        snapshot_id = hashlib.sha256(content).hexdigest()
        path = self._path(name, snapshot_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".draft-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
        return snapshot_id


def utc_now() -> datetime:
    """The moment at which a snapshot is written."""
    return datetime.now(UTC)


def _created(snapshot: Snapshot) -> datetime:
    return datetime.fromisoformat(snapshot.created)


def _reaches_as_far(table: pa.Table, stored: pa.Table) -> bool:
    if _DAY not in table.column_names or not table.num_rows:
        return False
    return bool(pc.max(table.column(_DAY)) == pc.max(stored.column(_DAY)))


def _of_today(schema: TableSchema, table: pa.Table, path: Path) -> pa.Table:
    """A snapshot as `schema`; one of an earlier version gets the columns that have come since, without values.

    Raises InputError where columns differ in any other way.
    """
    known = set(table.column_names)
    for field in schema.arrow:
        if field.name not in known and field.nullable:
            table = table.append_column(field, pa.nulls(table.num_rows, field.type))
    try:
        return schema.conform(table)
    except (ValueError, pa.ArrowInvalid) as error:
        fix = "move the store folder away and import the files again"
        fault = Problem(file=str(path), expected=f"columns as this version writes them ({error})", fix=fix)
        raise InputError([fault], "The store was written by another version") from None


def _damaged(path: Path, expected: str) -> InputError:
    fix = "restore it from a backup, or remove the store folder and import the files again"
    return InputError([Problem(file=str(path), expected=expected, fix=fix)], "The store is damaged")


def _report(name: str, merged: Merged, snapshot_id: str | None) -> AddReport:
    return AddReport(
        table_name=name,
        n_added=merged.n_added,
        n_replaced=merged.n_replaced,
        n_unchanged=merged.n_unchanged,
        n_removed=merged.n_removed,
        n_kept_in_span=merged.n_kept_in_span,
        n_rows=merged.table.num_rows,
        snapshot_id=snapshot_id,
    )
