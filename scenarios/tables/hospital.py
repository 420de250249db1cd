"""Units, shifts and absences."""

from __future__ import annotations

from datetime import timedelta

import pyarrow as pa

from data.inputs import PlanInputs
from data.run_tables import ABSENCES, SHIFTS, UNITS
from scenarios.days import horizon


def units_table(inputs: PlanInputs) -> pa.Table:
    """UNITS, in the order of the configuration."""
    return UNITS.table(
        [
            {
                "unit_id": unit.id,
                "name": unit.name,
                "site_id": unit.site_id,
                "kind": unit.kind,
                "beds_staffed": inputs.beds_staffed(unit.id, inputs.grid.first_day),
            }
            for unit in inputs.hospital.units
        ]
    )


def shifts_table(inputs: PlanInputs) -> pa.Table:
    """SHIFTS: those that some unit works."""
    used = {shift_id for unit in inputs.hospital.units for shift_id in unit.shift_ids}
    return SHIFTS.table(
        [
            {
                "shift_id": shift.id,
                "name": shift.name,
                "start": shift.start,
                "end": shift.end,
                "gap_start": shift.gap_start,
                "gap_end": shift.gap_end,
                "is_night": shift.is_night,
                "colour": shift.colour,
                "paid_minutes": shift.paid_minutes,
            }
            for shift in inputs.hospital.shifts
            if shift.id in used
        ]
    )


def absences_table(inputs: PlanInputs) -> pa.Table:
    """ABSENCES: one row for each person and day of the horizon; of two kinds on one day the earlier entry counts."""
    days = horizon(inputs.grid)
    found: dict[tuple[str, object], str] = {}
    for row in inputs.tables.absences.to_pylist():
        day = max(row["first_day"], days.first)
        while day <= min(row["last_day"], days.last):
            found.setdefault((row["staff_id"], day), row["kind"] or "other")
            day += timedelta(days=1)
    return ABSENCES.table(
        [{"staff_id": staff_id, "date": day, "kind": kind} for (staff_id, day), kind in sorted(found.items())]
    )
