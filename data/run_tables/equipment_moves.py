"""Devices to move."""

from __future__ import annotations

from data.schema import COUNT, DATE, INSTANT, INTEGER, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_MOVES = TableSchema(
    name="equipment_moves",
    title="Equipment moves",
    columns=(
        Column("date", DATE, "the day, in the morning"),
        Column("type_id", TEXT, "the equipment type"),
        Column("from_unit_id", TEXT, "from; POOL for the shared pool"),
        Column("to_unit_id", TEXT, "to; POOL for the shared pool"),
        Column("n_devices", COUNT, "how many"),
        Column("departs", INSTANT, "when they leave"),
        Column("ready", INSTANT, "when they can be used, cleaning included"),
        Column("asset_ids", TEXT, "the devices, separated by spaces"),
        Column("minutes", INTEGER, "time out of use, each"),
        Column("cost_pence", INTEGER, "cost of the move"),
    ),
    key=("date", "type_id", "from_unit_id", "to_unit_id"),
    kind=SourceKind.RESULT,
)
