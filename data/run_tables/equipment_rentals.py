"""Devices to rent."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_RENTALS = TableSchema(
    name="equipment_rentals",
    title="Equipment rentals",
    columns=(
        Column("type_id", TEXT, "the equipment type"),
        Column("unit_id", TEXT, "where it is used"),
        Column("first_day", DATE, "first day"),
        Column("last_day", DATE, "last day (inclusive)"),
        Column("n_devices", COUNT, "how many"),
        Column("cost_pence", INTEGER, "cost"),
    ),
    key=("type_id", "unit_id", "first_day"),
    kind=SourceKind.RESULT,
)
