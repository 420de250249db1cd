"""Beds kept for patients of other units."""

from __future__ import annotations

from data.schema import COUNT, DATE, NUMBER, TEXT, Column, SourceKind, TableSchema

BED_OUTLIERS = TableSchema(
    name="bed_outliers",
    title="Beds kept for outliers",
    columns=(
        Column("home_unit_id", TEXT, "the unit whose patients they are"),
        Column("unit_id", TEXT, "the unit that takes them"),
        Column("date", DATE, "the local day"),
        Column("n_beds", COUNT, "beds kept"),
        Column("expected", NUMBER, "expected patients in them"),
    ),
    key=("home_unit_id", "unit_id", "date"),
    kind=SourceKind.RESULT,
)
