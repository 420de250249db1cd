"""Planned and running services: days, or hours, on which a device is out of use."""

from __future__ import annotations

from data.schema import DATE, INSTANT, TEXT, Column, SourceKind, TableSchema

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
        Column(
            "out_from",
            INSTANT,
            "when on the first day it goes out of use; empty means at midnight",
            required=False,
            nullable=True,
            aliases=("from_time", "start_time"),
        ),
        Column(
            "back_at",
            INSTANT,
            "when on the last day it can be used again; empty means at the end of the day",
            required=False,
            nullable=True,
            aliases=("to_time", "end_time"),
        ),
    ),
    key=("asset_id", "first_day"),
    kind=SourceKind.REGISTER,
)
