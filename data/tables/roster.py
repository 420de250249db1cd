"""The published roster: who works which shift, in the past and ahead."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

BOUGHT_SOURCES = ("bank", "agency")
"""Sources of shifts whose workers need not be in the staff table."""

ROSTER = TableSchema(
    name="roster",
    title="Published roster",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id",)),
        Column(
            "date",
            DATE,
            "the day the shift belongs to (a night belongs to the day it starts)",
            aliases=("day",),
        ),
        Column("shift_id", TEXT, "the shift", aliases=("shift",)),
        Column("unit_id", TEXT, "the unit worked in", aliases=("unit", "ward")),
        Column(
            "skill_id",
            TEXT,
            "the skill worked as; empty means the person's own",
            required=False,
            nullable=True,
            aliases=("skill",),
        ),
        Column(
            "source",
            TEXT,
            "contract, overtime, float, bank or agency",
            required=False,
            nullable=True,
            choices=("contract", "overtime", "float", *BOUGHT_SOURCES),
        ),
    ),
    key=("staff_id", "date", "shift_id"),
    kind=SourceKind.EVENT_LIST,
)
