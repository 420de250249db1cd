"""Planned admissions that move to another day."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

MOVED_ADMISSIONS = TableSchema(
    name="moved_admissions",
    title="Moved admissions",
    columns=(
        Column("admission_id", TEXT, "the booking"),
        Column("unit_id", TEXT, "the unit that takes the patient"),
        Column("from_day", DATE, "the booked day"),
        Column("to_day", DATE, "the day it moves to"),
    ),
    key=("admission_id",),
    kind=SourceKind.RESULT,
)
