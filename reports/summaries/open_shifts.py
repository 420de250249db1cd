"""Open shifts: needed, and nobody there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.run_view import RunView


@dataclass(frozen=True, slots=True)
class OpenShift:
    """`n` people of one skill missing from one shift."""

    date: date
    unit_id: str
    unit_name: str
    shift_id: str
    shift_times: str
    skill_id: str
    n: int
    required: int


def open_shifts(run: RunView) -> tuple[OpenShift, ...]:
    """Every open shift by day, then by start, unit and skill."""
    order = {shift_id: position for position, shift_id in enumerate(run.shifts)}
    places = {unit["unit_id"]: position for position, unit in enumerate(run.units)}
    found = sorted(
        (row for row in run.rows("coverage") if row["open"] > 0),
        key=lambda r: (r["date"], order.get(r["shift_id"], 0), places.get(r["unit_id"], 0), r["skill_id"]),
    )
    return tuple(
        OpenShift(
            date=row["date"],
            unit_id=row["unit_id"],
            unit_name=run.unit_name(row["unit_id"]),
            shift_id=row["shift_id"],
            shift_times=shift_times(run, row["shift_id"]),
            skill_id=row["skill_id"],
            n=row["open"],
            required=row["required"],
        )
        for row in found
    )


def shift_times(run: RunView, shift_id: str) -> str:
    """`07:00 to 15:00`, `07:00 to 11:00 and 16:00 to 20:00`; empty for a shift that the run does not describe."""
    shift = run.shifts.get(shift_id)
    if not shift:
        return ""
    if not shift.get("gap_start"):
        return f"{shift['start']} to {shift['end']}"
    return f"{shift['start']} to {shift['gap_start']} and {shift['gap_end']} to {shift['end']}"
