"""How many beds of a unit may be opened, and what that is worth; a unit with a row has its beds planned."""

from __future__ import annotations

from data.schema import COUNT, INTEGER, TEXT, Column, SourceKind, TableSchema

BED_LIMITS = TableSchema(
    name="bed_limits",
    title="Limits of beds",
    columns=(
        Column("unit_id", TEXT, "the unit whose beds are planned", aliases=("unit", "ward")),
        Column(
            "fewest_beds", COUNT, "the plan never opens fewer on a day; 0 allows closing the unit", minimum=0
        ),
        Column(
            "surge_beds",
            COUNT,
            "beds beyond those licensed that may be opened when it is tight; empty means none",
            required=False,
            nullable=True,
            minimum=0,
        ),
        Column(
            "surge_pence_per_day",
            INTEGER,
            "what an open surge bed costs in a day beside its staff; empty means nothing",
            required=False,
            nullable=True,
            minimum=0,
        ),
        Column(
            "opening_pence",
            INTEGER,
            "what opening one bed more than on the day before costs; empty means nothing",
            required=False,
            nullable=True,
            minimum=0,
        ),
        Column(
            "no_bed_pence_per_day",
            INTEGER,
            "what a day of a patient without a bed is worth avoiding",
            minimum=0,
        ),
        Column(
            "planned_at_most",
            COUNT,
            "most planned admissions on a day after moving some; empty means no limit",
            required=False,
            nullable=True,
            minimum=0,
        ),
    ),
    key=("unit_id",),
    kind=SourceKind.REGISTER,
)
