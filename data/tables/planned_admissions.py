"""Admissions that are booked and may be moved within a window of days."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, TEXT, Column, SourceKind, TableSchema

PLANNED_ADMISSIONS = TableSchema(
    name="planned_admissions",
    title="Planned admissions",
    columns=(
        Column("admission_id", TEXT, "the booking", aliases=("booking_reference",)),
        Column("unit_id", TEXT, "the unit that takes the patient", aliases=("unit", "ward")),
        Column("planned_day", DATE, "day for which it is booked", aliases=("tci_date", "booked_for")),
        Column("earliest_day", DATE, "first day to which it may be moved", aliases=("not_before",)),
        Column("latest_day", DATE, "last day to which it may be moved", aliases=("not_after",)),
        Column(
            "n_nights", COUNT, "nights that the patient is expected to stay", minimum=1, aliases=("nights",)
        ),
        Column(
            "move_pence",
            INTEGER,
            "what leaving the booked day is worth avoiding; empty means nothing",
            required=False,
            nullable=True,
            minimum=0,
        ),
    ),
    key=("admission_id",),
    kind=SourceKind.REGISTER,
)
