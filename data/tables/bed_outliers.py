"""Outliers: whose patients a unit may take when their own has no bed."""

from __future__ import annotations

from data.schema import COUNT, INTEGER, TEXT, Column, SourceKind, TableSchema

BED_OUTLIERS = TableSchema(
    name="bed_outliers",
    title="Outliers",
    columns=(
        Column("home_unit_id", TEXT, "the unit whose patients they are", aliases=("home_unit", "home_ward")),
        Column(
            "unit_id", TEXT, "the unit that may take them", aliases=("unit", "ward", "host_unit", "host_ward")
        ),
        Column(
            "outliers_at_most",
            COUNT,
            "most of its beds that are kept for them on a day; empty means no limit",
            required=False,
            nullable=True,
            minimum=1,
        ),
        Column(
            "outlier_pence_per_day",
            INTEGER,
            "what a day of a patient away from the own unit is worth avoiding",
            minimum=0,
        ),
    ),
    key=("home_unit_id", "unit_id"),
    kind=SourceKind.REGISTER,
)
