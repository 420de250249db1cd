"""Devices in use per unit and day."""

from __future__ import annotations

from data.schema import COUNT, DATE, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_USE = TableSchema(
    name="equipment_use",
    title="Equipment in use",
    columns=(
        Column("date", DATE, "the local day", aliases=("day",)),
        Column("unit_id", TEXT, "the unit", aliases=("unit", "ward", "state", "site")),
        Column("type_id", TEXT, "the equipment type", aliases=("type", "item")),
        Column(
            "in_use",
            COUNT,
            "most devices in use at once on the day",
            nullable=True,
            minimum=0,
            aliases=("used",),
        ),
    ),
    key=("date", "unit_id", "type_id"),
    kind=SourceKind.RETURN,
)
