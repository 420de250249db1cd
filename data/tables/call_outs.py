"""Call-outs of people who were on call: from when to when they worked."""

from __future__ import annotations

from data.schema import INSTANT, TEXT, Column, SourceKind, TableSchema

CALL_OUTS = TableSchema(
    name="call_outs",
    title="Call-outs",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id",)),
        Column("called_from", INSTANT, "when the work began"),
        Column("called_to", INSTANT, "when it ended"),
    ),
    key=("staff_id", "called_from"),
    kind=SourceKind.REGISTER,
)
