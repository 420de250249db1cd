"""Devices promised to others, and devices that others ask for."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_BOOKINGS = TableSchema(
    name="equipment_bookings",
    title="Equipment bookings",
    columns=(
        Column("booking_id", TEXT, "the booking"),
        Column("type_id", TEXT, "the equipment type", aliases=("type", "item", "device_type")),
        Column(
            "unit_id",
            TEXT,
            "the unit they are taken from; empty means the shared pool",
            required=False,
            nullable=True,
            aliases=("unit", "ward", "location"),
        ),
        Column("first_day", DATE, "first day", aliases=("from", "start")),
        Column("last_day", DATE, "last day (inclusive)", aliases=("to", "until", "end")),
        Column("n_devices", COUNT, "how many", minimum=1, aliases=("count", "devices")),
        Column(
            "kind",
            TEXT,
            "agreed (the devices are gone on these days) or asked (the plan decides how many to lend); empty means agreed",
            required=False,
            nullable=True,
            choices=("agreed", "asked"),
        ),
        Column(
            "pence_per_day",
            INTEGER,
            "what the borrower pays for a device and day; empty means nothing",
            required=False,
            nullable=True,
        ),
    ),
    key=("booking_id",),
    kind=SourceKind.REGISTER,
)
