"""Planned beds of each unit and day."""

from __future__ import annotations

from data.schema import COUNT, DATE, NUMBER, TEXT, Column, SourceKind, TableSchema

BEDS = TableSchema(
    name="beds",
    title="Planned beds",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("date", DATE, "the local day"),
        Column("beds", COUNT, "beds that are planned with their staff, surge beds included"),
        Column("usual_beds", COUNT, "beds that are staffed when nothing is planned"),
        Column("surge_beds", COUNT, "planned beds beyond the licensed ones"),
        Column("given_beds", COUNT, "planned beds kept for patients of other units"),
        Column(
            "rostered_beds", COUNT, "beds that the people on the roster suffice for, at most those planned"
        ),
        Column("census_p50", NUMBER, "median of the day's highest census, moved admissions included"),
        Column("census_p90", NUMBER, "the same on a busy day (90 %)"),
        Column("outlying", NUMBER, "expected patients of the unit in beds of others"),
        Column("waiting", NUMBER, "expected patients without any bed"),
        Column("chance_waiting", NUMBER, "chance that a patient has no bed"),
    ),
    key=("unit_id", "date"),
    kind=SourceKind.RESULT,
)
