"""Wishes of staff for single days."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

REQUESTS = TableSchema(
    name="requests",
    title="Requests",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id",)),
        Column("date", DATE, "the day", aliases=("day",)),
        Column(
            "wish",
            TEXT,
            "want, avoid, day_off, or never (binding)",
            choices=("want", "avoid", "day_off", "never"),
        ),
        Column(
            "shift_id",
            TEXT,
            "the shift; empty with avoid or want means any shift",
            required=False,
            nullable=True,
            aliases=("shift",),
        ),
    ),
    key=("staff_id", "date", "wish", "shift_id"),
    kind=SourceKind.REGISTER,
)
