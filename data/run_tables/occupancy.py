"""Occupied against staffed beds by unit and day."""

from __future__ import annotations

from data.schema import COUNT, DATE, NUMBER, TEXT, Column, SourceKind, TableSchema

OCCUPANCY = TableSchema(
    name="occupancy",
    title="Occupancy",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("date", DATE, "the day"),
        Column("beds_staffed", COUNT, "staffed beds"),
        Column("p10", NUMBER, "10 % quantile of the day's highest hourly census"),
        Column("p50", NUMBER, "median"),
        Column("p90", NUMBER, "90 % quantile"),
        Column("chance_full", NUMBER, "probability that the day needs more than the staffed beds"),
    ),
    key=("unit_id", "date"),
    kind=SourceKind.RESULT,
)
