"""The units of the plan, in the order of the configuration."""

from __future__ import annotations

from data.schema import COUNT, TEXT, Column, SourceKind, TableSchema

UNITS = TableSchema(
    name="units",
    title="Units",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("name", TEXT, "its name"),
        Column("site_id", TEXT, "its site"),
        Column("kind", TEXT, "what kind of unit it is"),
        Column("beds_staffed", COUNT, "staffed beds on the first day"),
    ),
    key=("unit_id",),
    kind=SourceKind.RESULT,
)
