"""What each unit, shift and skill needs, as a distribution."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, NUMBER, TEXT, Column, SourceKind, TableSchema

REQUIREMENTS = TableSchema(
    name="requirements",
    title="Requirements",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("date", DATE, "the day"),
        Column("shift_id", TEXT, "the shift"),
        Column("skill_id", TEXT, "the skill"),
        Column("required", COUNT, "people the plan calls needed"),
        Column("p10", COUNT, "10 % quantile of the need"),
        Column("p50", COUNT, "median need"),
        Column("p90", COUNT, "90 % quantile of the need"),
        Column("minimum", COUNT, "the fixed minimum"),
        Column("shortage_pence", INTEGER, "price of one missing person"),
        Column(
            "census_p50", NUMBER, "median census of the shift; null where it does not matter", nullable=True
        ),
    ),
    key=("unit_id", "date", "shift_id", "skill_id"),
    kind=SourceKind.RESULT,
)
