"""Planned and running services: days on which a device is out of use."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

MAINTENANCE = TableSchema(
    name="maintenance",
    title="Maintenance",
    columns=(
        Column("asset_id", TEXT, "the device", aliases=("device_id",)),
        Column("first_day", DATE, "first day out of use", aliases=("from", "start")),
        Column("last_day", DATE, "last day out of use (inclusive)", aliases=("to", "until", "end")),
        Column(
            "kind",
            TEXT,
            "service, repair, cleaning or recall",
            required=False,
            nullable=True,
            choices=("service", "repair", "cleaning", "recall"),
        ),
    ),
    key=("asset_id", "first_day"),
    kind=SourceKind.REGISTER,
)
