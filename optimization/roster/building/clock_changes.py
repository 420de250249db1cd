"""What shifts on the day of a clock change are paid, for people to see."""

from __future__ import annotations

from collections.abc import Iterator

from data.inputs import Note, PlanInputs, Severity
from optimization.roster.building.times import shift_times


def clock_change_notes(inputs: PlanInputs) -> Iterator[Note]:
    """One note for each shift of some unit whose length differs on a day of the plan from that on other days."""
    used = {shift_id for unit in inputs.hospital.units for shift_id in unit.shift_ids}
    for day in range(inputs.grid.n_days):
        for shift in inputs.hospital.shifts:
            times = shift_times(inputs.grid, shift, day)
            length = times.end_minute - times.start_minute
            usual = shift.end_minute - shift.start_minute
            if shift.id not in used or length == usual:
                continue
            how = (
                "the time that passes"
                if shift.clock_change_pay == "elapsed"
                else "the hours that the shift has on other days"
            )
            yield Note(
                Severity.INFO,
                "roster",
                f"{shift.name} ({shift.id}) on {inputs.grid.date_of(day)}: the clock changes, so that it lasts {_hours(length)} instead of "
                f"{_hours(usual)}. Paid are {_hours(times.paid_minutes)}, {how} (clock_change_pay of the shift).",
            )


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
