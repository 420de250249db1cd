"""What the plan of each equipment type costs, and what one more device would be worth."""

from __future__ import annotations

from data.schema import COUNT, FLAG, INTEGER, NUMBER, TEXT, Column, SourceKind, TableSchema

EQUIPMENT_TYPES = TableSchema(
    name="equipment_types",
    title="Equipment types",
    columns=(
        Column("type_id", TEXT, "the equipment type"),
        Column("name", TEXT, "its name"),
        Column("sharing", TEXT, "priority or proportional: who goes without when there are too few"),
        Column("n_devices", COUNT, "devices that are not retired"),
        Column("n_lent", COUNT, "devices lent of those asked for"),
        Column("expected_short", NUMBER, "expected device-days short"),
        Column("cost_pence", INTEGER, "expected shortage, moves, rentals, late services, less income"),
        Column("status", TEXT, "optimal or feasible"),
        Column(
            "one_more_pence",
            INTEGER,
            "what one more device, where it helps most, would save over the planned days; empty: not worked out",
            nullable=True,
        ),
        Column(
            "one_more_is_estimate",
            FLAG,
            "whether that is the price of a device where the plan stopped, and not the difference of two best plans",
            nullable=True,
        ),
    ),
    key=("type_id",),
    kind=SourceKind.RESULT,
)
