"""How likely each level of escalation is."""

from __future__ import annotations

from data.schema import COUNT, DATE, NUMBER, TEXT, Column, SourceKind, TableSchema

ESCALATION = TableSchema(
    name="escalation",
    title="Chances of escalation",
    columns=(
        Column("level_id", TEXT, "the level"),
        Column("unit_id", TEXT, "the unit; empty: all units together", nullable=True),
        Column("date", DATE, "the local day"),
        Column("beds", COUNT, "beds that the level is reckoned against"),
        Column("chance", NUMBER, "chance that the level is reached or passed in the busiest hour"),
        Column("action", TEXT, "what is then done", nullable=True),
    ),
    key=("level_id", "unit_id", "date"),
    kind=SourceKind.RESULT,
)
