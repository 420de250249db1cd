"""Daily returns per unit, for hospitals that do not hold stays."""

from __future__ import annotations

from data.schema import COUNT, DATE, TEXT, Column, SourceKind, TableSchema

DAILY_COUNTS = TableSchema(
    name="daily_counts",
    title="Daily counts",
    columns=(
        Column("date", DATE, "the local day", aliases=("day",)),
        Column("unit_id", TEXT, "the unit", aliases=("unit", "ward", "state", "site")),
        Column(
            "admissions",
            COUNT,
            "patients admitted on the day",
            required=False,
            nullable=True,
            minimum=0,
            aliases=("admitted", "admitted_total"),
        ),
        Column(
            "discharges",
            COUNT,
            "patients discharged on the day",
            required=False,
            nullable=True,
            minimum=0,
            aliases=("discharged", "discharged_total"),
        ),
        Column(
            "transfers_in",
            COUNT,
            "patients received from other units",
            required=False,
            nullable=True,
            minimum=0,
        ),
        Column(
            "attendances",
            COUNT,
            "attendances on the day",
            required=False,
            nullable=True,
            minimum=0,
            aliases=("arrivals",),
        ),
        Column(
            "occupied_beds",
            COUNT,
            "beds occupied at the daily count",
            required=False,
            nullable=True,
            minimum=0,
            aliases=("occupied", "census"),
        ),
        Column(
            "boarders",
            COUNT,
            "patients waiting elsewhere for a bed in the unit at the daily count; with the occupied beds they are the need",
            required=False,
            nullable=True,
            minimum=0,
            aliases=("ed_boarders", "waiting_for_bed"),
        ),
    ),
    key=("date", "unit_id"),
    kind=SourceKind.RETURN,
)
