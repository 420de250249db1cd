"""Wishes for days of the horizon and whether the plan grants them."""

from __future__ import annotations

from data.schema import DATE, FLAG, TEXT, Column, SourceKind, TableSchema

REQUESTS = TableSchema(
    name="requests",
    title="Requests",
    columns=(
        Column("staff_id", TEXT, "the person"),
        Column("date", DATE, "the day"),
        Column("wish", TEXT, "want, avoid, day_off or never"),
        Column("shift_id", TEXT, "the shift; null means any", nullable=True),
        Column("granted", FLAG, "whether it is granted"),
    ),
    key=("staff_id", "date", "wish", "shift_id"),
    kind=SourceKind.RESULT,
)
