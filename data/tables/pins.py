"""Shifts and days off that are settled before a week is planned."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

PINS = TableSchema(
    name="pins",
    title="Settled shifts",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id",)),
        Column("date", DATE, "the day on which the shift starts", aliases=("day",)),
        Column(
            "shift_id",
            TEXT,
            "the shift; empty means a day off",
            required=False,
            nullable=True,
            aliases=("shift",),
        ),
        Column(
            "unit_id",
            TEXT,
            "the unit; empty means the person's own",
            required=False,
            nullable=True,
            aliases=("unit", "ward"),
        ),
        Column(
            "skill_id",
            TEXT,
            "the skill as which it is worked; empty means the person's own",
            required=False,
            nullable=True,
            aliases=("skill",),
        ),
    ),
    key=("staff_id", "date"),
    kind=SourceKind.REGISTER,
)
