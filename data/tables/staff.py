"""The people who can be rostered."""

from __future__ import annotations

from data.schema import DATE, NUMBER, TEXT, Column, SourceKind, TableSchema

STAFF = TableSchema(
    name="staff",
    title="Staff",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id", "id")),
        Column("name", TEXT, "the name as rosters show it"),
        Column("unit_id", TEXT, "the home unit", aliases=("unit", "ward", "home_unit")),
        Column("skill_id", TEXT, "the skill the person is employed for", aliases=("skill", "grade", "role")),
        Column("contract_id", TEXT, "the contract in hospital.toml", aliases=("contract",)),
        Column(
            "hours_week",
            NUMBER,
            "contracted hours a week; empty takes the contract's",
            required=False,
            nullable=True,
            minimum=0,
            aliases=("weekly_hours",),
        ),
        Column(
            "float_unit_ids",
            TEXT,
            "other units the person may be sent to, separated by |",
            required=False,
            nullable=True,
            aliases=("float_units",),
        ),
        Column(
            "first_day",
            DATE,
            "first day of employment; empty means always",
            required=False,
            nullable=True,
            aliases=("start_date",),
        ),
        Column(
            "last_day",
            DATE,
            "last day of employment; empty means open",
            required=False,
            nullable=True,
            aliases=("end_date",),
        ),
    ),
    key=("staff_id",),
    kind=SourceKind.REGISTER,
)
