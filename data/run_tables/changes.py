"""What differs from the roster that was published for these days."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

CHANGES = TableSchema(
    name="changes",
    title="Changes",
    columns=(
        Column("staff_id", TEXT, "the person"),
        Column("date", DATE, "the day"),
        Column("before", TEXT, "published unit and shift; null means off", nullable=True),
        Column("after", TEXT, "planned unit and shift; null means off", nullable=True),
    ),
    key=("staff_id", "date"),
    kind=SourceKind.RESULT,
)
