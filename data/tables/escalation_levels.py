"""Levels of escalation as the hospital defines them."""

from __future__ import annotations

from data.schema import NUMBER, TEXT, Column, SourceKind, TableSchema

ESCALATION_LEVELS = TableSchema(
    name="escalation_levels",
    title="Escalation levels",
    columns=(
        Column("level_id", TEXT, "the level's name", aliases=("escalation_level",)),
        Column(
            "unit_id",
            TEXT,
            "the unit; empty means all units together",
            required=False,
            nullable=True,
            aliases=("unit", "ward"),
        ),
        Column(
            "measure",
            TEXT,
            "occupied_percent (of the day's beds, or more) or free_beds (so many, or fewer)",
            choices=("occupied_percent", "free_beds"),
        ),
        Column("threshold", NUMBER, "from where the level holds, in the busiest hour of the day"),
        Column("action", TEXT, "what is then done", required=False, nullable=True, aliases=("actions",)),
    ),
    key=("level_id", "unit_id"),
    kind=SourceKind.REGISTER,
)
