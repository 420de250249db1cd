"""Devices, one row each."""

from __future__ import annotations

from data.schema import TEXT, Column, SourceKind, TableSchema

EQUIPMENT = TableSchema(
    name="equipment",
    title="Equipment",
    columns=(
        Column("asset_id", TEXT, "the device", aliases=("device_id",)),
        Column("type_id", TEXT, "the equipment type in hospital.toml", aliases=("type", "item")),
        Column(
            "unit_id",
            TEXT,
            "the unit it stands in; empty means the shared pool",
            required=False,
            nullable=True,
            aliases=("unit", "ward", "location"),
        ),
        Column(
            "site_id",
            TEXT,
            "the site whose pool it is in, for a device without a unit; empty means the first site",
            required=False,
            nullable=True,
            aliases=("site",),
        ),
        Column(
            "status",
            TEXT,
            "in_service, broken, loaned or retired",
            required=False,
            nullable=True,
            choices=("in_service", "broken", "loaned", "retired"),
        ),
    ),
    key=("asset_id",),
    kind=SourceKind.REGISTER,
)
