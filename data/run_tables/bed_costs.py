"""What the bed plan costs, by kind."""

from __future__ import annotations

from data.schema import INTEGER, TEXT, Column, SourceKind, TableSchema

BED_COSTS = TableSchema(
    name="bed_costs",
    title="Cost of the bed plan",
    columns=(
        Column(
            "kind",
            TEXT,
            "no_bed, outliers, surge, opening, moved_admissions, staff (hours of the whole hospital at the roster's prices), "
            "total, usual (the total with the usual beds) or bound (no plan costs less)",
        ),
        Column("pence", INTEGER, "over the planned days"),
    ),
    key=("kind",),
    kind=SourceKind.RESULT,
)
