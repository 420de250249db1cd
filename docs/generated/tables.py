"""The tables that wardwise imports, from their declared schemas."""

from __future__ import annotations

import pyarrow as pa

from data.schema import Column, SourceKind, TableSchema
from data.tables import SOURCE_TABLES
from docs.generated.markdown import code, table

TYPES = (
    (pa.types.is_string, "text"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "date and time"),
    (pa.types.is_integer, "whole number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_boolean, "true or false"),
)

MISSING = {
    SourceKind.RETURN: "A return: a day without a row is *unknown*, never zero.",
    SourceKind.EVENT_LIST: "An event list: what has no row did not happen.",
    SourceKind.REGISTER: "A register: what has no row does not exist.",
}


def text() -> str:
    """One part for each table."""
    return "\n\n".join(_table(schema) for schema in SOURCE_TABLES)


def type_words(kind: pa.DataType) -> str:
    """An Arrow type in a reader's words."""
    return next(words for test, words in TYPES if test(kind))


def _table(schema: TableSchema) -> str:
    key = ", ".join(code(name) for name in schema.key)
    rows = [
        (code(column.name), _need(column), type_words(column.type), _description(column), _headers(column))
        for column in schema.columns
    ]
    return "\n\n".join(
        [
            f"### `{schema.name}`: {schema.title.lower()}",
            f"{MISSING[schema.kind]} One row for each {key}.",
            table(("Column", "Must be there", "Type", "Meaning", "Also read under"), rows),
        ]
    )


def _need(column: Column) -> str:
    if not column.required:
        return "no"
    return "yes, may be empty" if column.nullable else "yes"


def _description(column: Column) -> str:
    parts = [column.description]
    if column.minimum is not None:
        parts.append(f"at least {column.minimum:g}")
    if column.private:
        parts.append("never shown in messages or reports")
    return "; ".join(parts)


def _headers(column: Column) -> str:
    return ", ".join(code(alias) for alias in column.aliases)
