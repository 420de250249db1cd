"""The people of the plan and their hours."""

from __future__ import annotations

from data.schema import COUNT, INTEGER, TEXT, Column, SourceKind, TableSchema

PEOPLE = TableSchema(
    name="people",
    title="People",
    columns=(
        Column("staff_id", TEXT, "the person"),
        Column("name", TEXT, "name as rosters show it"),
        Column("unit_id", TEXT, "home unit"),
        Column("skill_id", TEXT, "own skill"),
        Column(
            "contract_minutes",
            INTEGER,
            "minutes owed in the horizon by contract; null without contracted hours",
            nullable=True,
        ),
        Column("paid_minutes", INTEGER, "minutes rostered in the horizon"),
        Column("credited_minutes", INTEGER, "minutes of leave credited in the horizon"),
        Column("n_nights", COUNT, "nights in the horizon"),
        Column("n_weekends", COUNT, "weekends with work in the horizon"),
    ),
    key=("staff_id",),
    kind=SourceKind.RESULT,
)
