"""Work that somebody must be spared, from a day on: nights in pregnancy, weekends by agreement. No reasons are kept."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

RESTRICTIONS = TableSchema(
    name="restrictions",
    title="Restrictions",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id",)),
        Column(
            "kind",
            TEXT,
            "no_nights, no_weekends, no_floating (work in other units) or no_on_call",
            aliases=("restriction",),
            choices=("no_nights", "no_weekends", "no_floating", "no_on_call"),
        ),
        Column("first_day", DATE, "first day on which it holds", aliases=("from", "start")),
        Column(
            "last_day",
            DATE,
            "last day on which it holds (inclusive); empty means until further notice",
            required=False,
            nullable=True,
            aliases=("to", "until", "end"),
        ),
    ),
    key=("staff_id", "kind", "first_day"),
    kind=SourceKind.REGISTER,
)
