"""Stays that cannot all be true."""

from __future__ import annotations

from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.census.clean import CleanStays
from data.inputs import Note, PlanInputs, Severity
from data.quality.report import StayCounts

LONG_STAY_DAYS = 180


def count_stays(inputs: PlanInputs, clean: CleanStays) -> StayCounts:
    """Counts over all stays before the cutoff."""
    segments = clean.segments
    is_open = pc.is_null(segments.column("left"))
    early = pa.scalar(inputs.cutoff - timedelta(days=LONG_STAY_DAYS), segments.schema.field("entered").type)
    is_long = pc.and_(is_open, pc.less(segments.column("entered"), early))
    return StayCounts(
        n_visits=clean.n_visits_recorded,
        n_overlapping=len(clean.overlapping_visit_ids),
        n_in_two_units=clean.n_visits_in_two_units_at_once,
        n_open=segments.filter(is_open).num_rows,
        n_open_long=segments.filter(is_long).num_rows,
    )


def stay_notes(counts: StayCounts) -> list[Note]:
    """What the counts mean for a plan."""
    notes = []
    if counts.n_overlapping:
        text = (
            f"{counts.n_visits} visits recorded, {counts.n_overlapping} overlap an earlier visit of the same patient: "
            "the patient is counted once."
        )
        notes.append(Note(Severity.INFO, "stays", text))
    if counts.n_in_two_units:
        text = (
            f"{counts.n_in_two_units} visits are recorded in two units at once: the patient is counted in the unit "
            "entered last."
        )
        notes.append(Note(Severity.INFO, "stays", text))
    if counts.n_open_long:
        text = (
            f"{counts.n_open_long} stays have been open for more than {LONG_STAY_DAYS} days; discharges may be missing, "
            "and each one fills a bed in the forecast."
        )
        notes.append(Note(Severity.WARNING, "stays", text))
    return notes
