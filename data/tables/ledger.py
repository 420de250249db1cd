"""What fell on people beside the shifts that they worked: wishes granted and refused, shifts changed late."""

from __future__ import annotations

from data.schema import DATE, TEXT, Column, SourceKind, TableSchema

LEDGER = TableSchema(
    name="ledger",
    title="Ledger",
    columns=(
        Column("staff_id", TEXT, "the person", aliases=("employee_id",)),
        Column("date", DATE, "the day of the wish or of the changed shift", aliases=("day",)),
        Column(
            "kind",
            TEXT,
            "wish_granted, wish_refused, or late_change (a published shift changed at short notice)",
            choices=("wish_granted", "wish_refused", "late_change"),
        ),
    ),
    key=("staff_id", "date", "kind"),
    kind=SourceKind.REGISTER,
)
