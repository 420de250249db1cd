"""A form: the columns a file has, and how its rows become those of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.importers.context import ImportContext
from data.importers.typed_rows import TypedRows
from data.schema import TableSchema


@dataclass(frozen=True, slots=True)
class Form:
    """`columns` is what the file is read as, `table` what it becomes through `convert`."""

    columns: TableSchema
    table: TableSchema
    convert: Callable[[TypedRows, ImportContext], TypedRows]

    @property
    def is_plain(self) -> bool:
        """Whether the file has the columns of the table itself."""
        return self.columns is self.table


def plain(schema: TableSchema) -> Form:
    """The form of a file that has the columns of the table itself."""
    return Form(schema, schema, lambda rows, _: rows)
