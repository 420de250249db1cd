"""Declared table schemas: what every table holds, and the check that a table is what it claims to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pyarrow as pa

TEXT = pa.string()
DATE = pa.date32()
INSTANT = pa.timestamp("us", tz="UTC")
COUNT = pa.int32()
INTEGER = pa.int64()
NUMBER = pa.float64()
FLAG = pa.bool_()


class SourceKind(StrEnum):
    """What a missing row means."""

    RETURN = "return"
    """A report for each day: no row means unknown."""
    EVENT_LIST = "event list"
    """Every event is listed: no row means that none happened."""
    REGISTER = "register"
    """The current members: a thing without a row does not exist."""
    RESULT = "result"
    """Written by wardwise itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `aliases` are other headers under which files may bring it (compared without case and punctuation). Values of a
    `private` column never appear in a message, log or report. `minimum` and `choices` are checked row by row.
    """

    name: str
    type: pa.DataType
    description: str
    required: bool = True
    nullable: bool = False
    aliases: tuple[str, ...] = ()
    private: bool = False
    minimum: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSchema:
    """A table: its columns, its key (the columns that name a row once) and what a missing row means."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    kind: SourceKind

    @cached_property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, columns in declared order."""
        return pa.schema(
            [pa.field(c.name, c.type, nullable=c.nullable or not c.required) for c in self.columns]
        )

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    def empty(self) -> pa.Table:
        """A table without rows."""
        return self.arrow.empty_table()

    def table(self, rows: Sequence[Mapping[str, object]]) -> pa.Table:
        """A table of rows given as mappings; a nullable column that a row leaves out is null there."""
        arrays = [pa.array([row.get(c.name) for row in rows], type=c.type) for c in self.columns]
        return self.conform(pa.Table.from_arrays(arrays, names=[c.name for c in self.columns]))

    def conform(self, table: pa.Table) -> pa.Table:
        """`table` with the declared column order and types; raises ValueError when it cannot be that table.

        This is an assertion about our own data, not the check of a file: importers report faults row by row.
        """
        missing = [c.name for c in self.columns if c.name not in table.column_names]
        extra = [name for name in table.column_names if name not in self.by_name]
        if missing or extra:
            raise ValueError(f"table '{self.name}': missing columns {missing}, unexpected columns {extra}")
        typed = table.select([c.name for c in self.columns]).cast(self.arrow)
        for field, column in zip(self.arrow, typed.columns, strict=True):
            if not field.nullable and column.null_count:
                raise ValueError(f"table '{self.name}': column '{field.name}' has {column.null_count} nulls")
        return typed
