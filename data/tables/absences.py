"""Leave, sickness, study: days on which a person is away."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

ABSENCES = TableSchema(
    name="absences",
    title="Absences",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id",)),
        Column(
            "kind",
            TEXT,
            "annual_leave, sickness, study, parental or other",
            required=False,
            nullable=True,
            aliases=("reason", "type"),
            choices=("annual_leave", "sickness", "study", "parental", "other"),
        ),
        Column("first_day", DATE, "first day away", aliases=("from", "start")),
        Column("last_day", DATE, "last day away (inclusive)", aliases=("to", "until", "end")),
    ),
    key=("staff_id", "first_day"),
    kind=SourceKind.REGISTER,
)
