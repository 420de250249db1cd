"""Who is there against who is needed."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, NUMBER, TEXT, Column, SourceKind, TableSchema

COVERAGE = TableSchema(
    name="coverage",
    title="Coverage",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("date", DATE, "the day"),
        Column("shift_id", TEXT, "the shift"),
        Column("skill_id", TEXT, "the skill"),
        Column("required", COUNT, "people needed"),
        Column("own", COUNT, "own staff, floats included"),
        Column("bank", COUNT, "bank workers"),
        Column("agency", COUNT, "agency workers"),
        Column("open", COUNT, "open shifts: needed and not there"),
        Column("expected_shortage", NUMBER, "expected missing people, over the distribution of need"),
        Column("cost_pence", INTEGER, "expected cost of shortage and surplus"),
    ),
    key=("unit_id", "date", "shift_id", "skill_id"),
    kind=SourceKind.RESULT,
)
