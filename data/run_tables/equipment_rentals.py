"""Devices to rent."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, NUMBER, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_RENTALS = TableSchema(
    name="equipment_rentals",
    title="Equipment rentals",
    columns=(
        Column("type_id", TEXT, "the equipment type"),
        Column("unit_id", TEXT, "where it is used"),
        Column("first_day", DATE, "first day"),
        Column("last_day", DATE, "last day (inclusive)"),
        Column("n_devices", COUNT, "how many"),
        Column("paid_days", COUNT, "device-days paid for, with those of a minimum hire"),
        Column("used_days", NUMBER, "device-days on which they are expected to be in use"),
        Column("cost_pence", INTEGER, "cost"),
    ),
    key=("type_id", "unit_id", "first_day", "last_day"),
    kind=SourceKind.RESULT,
)
