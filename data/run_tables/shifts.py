"""The shifts that occur in the plan."""

from __future__ import annotations

from data.schema import FLAG, INTEGER, TEXT, Column, SourceKind, TableSchema

SHIFTS = TableSchema(
    name="shifts",
    title="Shifts",
    columns=(
        Column("shift_id", TEXT, "the shift"),
        Column("name", TEXT, "its name"),
        Column("start", TEXT, "local start, HH:MM"),
        Column("end", TEXT, "local end, HH:MM"),
        Column("gap_start", TEXT, "when a split shift stops, HH:MM; null for others", nullable=True),
        Column("gap_end", TEXT, "when a split shift goes on, HH:MM; null for others", nullable=True),
        Column("is_night", FLAG, "whether it is a night"),
        Column("colour", TEXT, "#rrggbb"),
        Column("paid_minutes", INTEGER, "paid minutes on an ordinary day"),
    ),
    key=("shift_id",),
    kind=SourceKind.RESULT,
)
