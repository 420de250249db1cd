"""How many patients a unit takes in on an ordinary day."""

from __future__ import annotations

from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import zone_info
from data.inputs import PlanInputs

USUAL_DAYS = 56
"""Eight weeks before the cutoff: every weekday counts alike."""


def usual_arrivals(inputs: PlanInputs, unit_id: str) -> float:
    """Patients who entered the unit a day, over the last USUAL_DAYS days; from its stays, else from daily counts.

    Daily counts that are not known are left out of the mean; 0.0 where nothing is known.
    """
    stays = inputs.tables.stays
    if stays.num_rows:
        first = pa.scalar(inputs.cutoff - timedelta(days=USUAL_DAYS), pa.timestamp("us", tz="UTC"))
        recent = pc.and_(pc.equal(stays["unit_id"], unit_id), pc.greater_equal(stays["entered"], first))
        n_entered = pc.sum(recent).as_py() or 0
        if n_entered:
            return float(n_entered) / USUAL_DAYS
    end = inputs.cutoff.astimezone(zone_info(inputs.grid.zone)).date()
    known = [
        sum(counts)
        for row in inputs.tables.daily_counts.to_pylist()
        if row["unit_id"] == unit_id
        and end - timedelta(days=USUAL_DAYS) <= row["date"] < end
        and (
            counts := [
                row[name] for name in ("attendances", "admissions", "transfers_in") if row[name] is not None
            ]
        )
    ]
    return sum(known) / len(known) if known else 0.0
