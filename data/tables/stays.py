"""Patients' stays in units: one row for each unbroken stay of a visit in one unit."""

from __future__ import annotations

from data.schema import INSTANT, TEXT, Column, SourceKind, TableSchema

STAYS = TableSchema(
    name="stays",
    title="Patient stays",
    columns=(
        Column(
            "visit_id",
            TEXT,
            "the hospital visit; a visit has one row for each unit it passes through",
            aliases=("visit", "encounter_id", "spell_id"),
            private=True,
        ),
        Column(
            "patient_id",
            TEXT,
            "the patient; only used to find overlapping visits",
            required=False,
            nullable=True,
            aliases=("patient",),
            private=True,
        ),
        Column("unit_id", TEXT, "the unit", aliases=("unit", "ward")),
        Column(
            "entered",
            INSTANT,
            "when the stay in the unit began",
            aliases=("admitted", "start", "admission_time"),
        ),
        Column(
            "left",
            INSTANT,
            "when the stay in the unit ended; empty while the patient is there",
            nullable=True,
            aliases=("discharged", "end", "discharge_time"),
        ),
    ),
    key=("visit_id", "unit_id", "entered"),
    kind=SourceKind.EVENT_LIST,
)
