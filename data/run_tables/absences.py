"""Absences of the people of the plan, by day of the horizon."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

ABSENCES = TableSchema(
    name="absences",
    title="Absences",
    columns=(
        Column("staff_id", TEXT, "the person"),
        Column("date", DATE, "the day"),
        Column("kind", TEXT, "annual_leave, sickness, study, parental or other"),
    ),
    key=("staff_id", "date"),
    kind=SourceKind.RESULT,
)
