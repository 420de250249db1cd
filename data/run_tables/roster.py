"""The planned assignments, one row each; bought shifts have a staff_id such as agency-1."""

from __future__ import annotations

from data.schema import DATE, INSTANT, INTEGER, TEXT, Column, SourceKind, TableSchema

ROSTER = TableSchema(
    name="roster",
    title="Roster",
    columns=(
        Column("staff_id", TEXT, "the person, or the number of a bank or agency shift"),
        Column("unit_id", TEXT, "the unit worked in"),
        Column("skill_id", TEXT, "the skill worked as"),
        Column("shift_id", TEXT, "the shift"),
        Column("date", DATE, "the day the shift belongs to"),
        Column("start", INSTANT, "start"),
        Column("end", INSTANT, "end"),
        Column("paid_minutes", INTEGER, "paid minutes"),
        Column("source", TEXT, "contract, overtime, float, bank or agency"),
    ),
    key=("staff_id", "date", "shift_id"),
    kind=SourceKind.RESULT,
)
