"""Rules that the plan does not keep, as each rule's own check found them."""

from __future__ import annotations

from data.schema import DATE, FLAG, INTEGER, TEXT, Column, SourceKind, TableSchema

BREACHES = TableSchema(
    name="breaches",
    title="Breaches",
    columns=(
        Column("rule", TEXT, "the rule's name"),
        Column("title", TEXT, "the rule in words"),
        Column("source", TEXT, "law, agreement or policy"),
        Column("staff_id", TEXT, "the person"),
        Column("first_date", DATE, "first day concerned"),
        Column("amount", INTEGER, "by how much"),
        Column("unit", TEXT, "what the amount counts"),
        Column("is_hard", FLAG, "whether the rule must hold"),
        Column("cost_pence", INTEGER, "its price in the plan"),
        Column("message", TEXT, "a sentence"),
    ),
    key=("rule", "staff_id", "first_date", "message"),
    kind=SourceKind.RESULT,
)
