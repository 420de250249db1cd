"""Devices that others ask for, and how many of them are lent."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_LOANS = TableSchema(
    name="equipment_loans",
    title="Equipment lent",
    columns=(
        Column("booking_id", TEXT, "the booking that asks for them"),
        Column("type_id", TEXT, "the equipment type"),
        Column("unit_id", TEXT, "where they are taken from; POOL for the shared pool"),
        Column("first_day", DATE, "first planned day"),
        Column("last_day", DATE, "last planned day (inclusive)"),
        Column("n_asked", COUNT, "how many are asked for"),
        Column("n_devices", COUNT, "how many of them are lent"),
        Column("income_pence", INTEGER, "what the borrower pays for these days"),
    ),
    key=("booking_id",),
    kind=SourceKind.RESULT,
)
