"""Who has done how much of the unpopular work, with this plan, against a fair share."""

from __future__ import annotations

from data.schema import COUNT, NUMBER, TEXT, Column, SourceKind, TableSchema

LEDGER = TableSchema(
    name="ledger",
    title="Ledger",
    columns=(
        Column("staff_id", TEXT, "the person"),
        Column("kind", TEXT, "nights, weekends, holidays, late_changes or refused_wishes"),
        Column("n_past_days", COUNT, "days before the plan that are known"),
        Column("wte", NUMBER, "contracted hours in whole-time equivalents"),
        Column("n_past", COUNT, "how many in the known past"),
        Column("n_planned", COUNT, "how many in the plan"),
        Column("fair", NUMBER, "a fair share of what the group has, past and plan together"),
    ),
    key=("staff_id", "kind"),
    kind=SourceKind.RESULT,
)
