"""The catalogue of stored snapshots: a stdlib SQLite file whose entries are chained by hash.

Each entry holds the hash of the one before it, so a row that is changed, removed or slipped in afterwards breaks the
chain from there on.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from data.problems import InputError, Problem

WAIT_SECONDS = 120.0
"""How long a reader or writer waits for another writer."""

_CREATE = """
create table if not exists snapshots (
    position integer primary key,
    table_name text not null,
    snapshot_id text not null,
    n_rows integer not null,
    source text not null,
    created text not null,
    hash text not null
)
"""
_ALL = "select table_name, snapshot_id, n_rows, source, created, hash from snapshots order by position"
_OF_TABLE = "select table_name, snapshot_id, n_rows, source, created from snapshots where table_name = ? order by position"
_INSERT = (
    "insert into snapshots (table_name, snapshot_id, n_rows, source, created, hash) values (?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a table: its id (the SHA-256 of its Parquet file), rows, where they came from, and when (UTC)."""

    table_name: str
    snapshot_id: str
    n_rows: int
    source: str
    created: str


class Catalogue:
    """The SQLite file at `path`; it is created by the first write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def writing(self) -> Iterator[CatalogueWriter]:
        """The only writer until the block ends; others wait. Nothing is kept when the block fails."""
        with self._faults_named(), closing(self._connect("rwc")) as connection:
            connection.execute("begin immediate")
            try:
                connection.execute(_CREATE)
                yield CatalogueWriter(connection)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def latest(self, table_name: str) -> Snapshot | None:
        """The newest snapshot of a table; None when it was never written."""
        entries = self.history(table_name)
        return entries[-1] if entries else None

    def history(self, table_name: str) -> tuple[Snapshot, ...]:
        """All snapshots of a table, oldest first."""
        if not self.path.exists():
            return ()
        with self._faults_named(), closing(self._connect("ro")) as connection:
            return _history(connection, table_name)

    def check_chain(self) -> None:
        """Raise InputError when an entry does not fit the one before it."""
        if not self.path.exists():
            return
        with self._faults_named(), closing(self._connect("ro")) as connection:
            rows = connection.execute(_ALL).fetchall()
        previous = ""
        for number, row in enumerate(rows, start=1):
            expected = _chained(previous, Snapshot(*row[:-1]))
            if row[-1] != expected:
                raise InputError([self._damage(f"entry {number} as it was written (its hash differs)")])
            previous = expected

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = f"{self.path.resolve().as_uri()}?mode={mode}"
        return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            fault = Problem(
                file=str(self.path), expected=f"a catalogue that can be read and written ({error})"
            )
            raise InputError([fault], "The store cannot be used") from None
        except sqlite3.DatabaseError as error:
            raise InputError(
                [self._damage(f"a whole SQLite file ({error})")], "The store is damaged"
            ) from None

    def _damage(self, expected: str) -> Problem:
        fix = "restore the store from a backup, or remove the store folder and import the files again"
        return Problem(file=str(self.path), expected=expected, fix=fix)


class CatalogueWriter:
    """What the one writer may do inside `Catalogue.writing`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def latest(self, table_name: str) -> Snapshot | None:
        """The newest snapshot of a table, this writer's own included."""
        entries = _history(self._connection, table_name)
        return entries[-1] if entries else None

    def append(self, snapshot: Snapshot) -> None:
        """Add an entry at the end of the chain."""
        row = self._connection.execute("select hash from snapshots order by position desc limit 1").fetchone()
        values = (*asdict(snapshot).values(), _chained(row[0] if row else "", snapshot))
        self._connection.execute(_INSERT, values)


def _history(connection: sqlite3.Connection, table_name: str) -> tuple[Snapshot, ...]:
    return tuple(Snapshot(*row) for row in connection.execute(_OF_TABLE, (table_name,)))


def _chained(previous: str, snapshot: Snapshot) -> str:
    text = json.dumps([previous, *asdict(snapshot).values()], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
