"""The maintenance calendar: which device is serviced when."""

from __future__ import annotations

from data.schema import COUNT, DATE, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_SERVICES = TableSchema(
    name="equipment_services",
    title="Maintenance calendar",
    columns=(
        Column("asset_id", TEXT, "the device"),
        Column("type_id", TEXT, "the equipment type"),
        Column("unit_id", TEXT, "where it stands; POOL for the shared pool"),
        Column("first_day", DATE, "first day of the service; empty: after the planned days", nullable=True),
        Column("last_day", DATE, "last day (inclusive)", nullable=True),
        Column("due_day", DATE, "day by which it was to be over"),
        Column("days_late", COUNT, "days later than that"),
        Column(
            "days_overdue",
            COUNT,
            "planned days on which it must not be used, as its service is overdue (`overdue_may_be_used = false`)",
        ),
    ),
    key=("asset_id", "due_day"),
    kind=SourceKind.RESULT,
)
