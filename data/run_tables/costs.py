"""The plan's cost by kind and unit; the lines add up to the objective."""

from __future__ import annotations

from data.schema import INTEGER, TEXT, Column, SourceKind, TableSchema

COSTS = TableSchema(
    name="costs",
    title="Costs",
    columns=(
        Column("kind", TEXT, "coverage, bank, agency, assignment or the name of a rule"),
        Column("unit_id", TEXT, "the unit; for rules the home unit of the person"),
        Column("pence", INTEGER, "cost"),
    ),
    key=("kind", "unit_id"),
    kind=SourceKind.RESULT,
)
