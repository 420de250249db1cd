"""Services that are due within a window of days: the plan chooses when."""

from __future__ import annotations

from data.schema import COUNT, DATE, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_SERVICES = TableSchema(
    name="equipment_services",
    title="Services due",
    columns=(
        Column("asset_id", TEXT, "the device", aliases=("device_id",)),
        Column("earliest_day", DATE, "first day on which the service may start", aliases=("not_before",)),
        Column("due_day", DATE, "day by which it has to be over (inclusive)", aliases=("due", "due_date")),
        Column(
            "n_days",
            COUNT,
            "days out of use, one after another; empty means 1",
            required=False,
            nullable=True,
            minimum=1,
            aliases=("days",),
        ),
    ),
    key=("asset_id", "due_day"),
    kind=SourceKind.REGISTER,
)
