"""Shifts of one person that overlap in the published roster, in whatever units and on whatever dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa

from data.calendar import local_instant, minutes_between
from data.configuration.hospital import Hospital
from data.inputs import Note, PlanInputs, Severity

LOOK_BACK_DAYS = 42
_N_NAMED = 5


@dataclass(frozen=True, slots=True)
class BookedShift:
    """A shift of the roster, or a piece of a split one; start and end are instants in UTC, half-open."""

    date: date
    shift_id: str
    unit_id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DoubleBooking:
    """Two shifts of one person that overlap by `minutes`."""

    staff_id: str
    first: BookedShift
    second: BookedShift
    minutes: int


def double_bookings(hospital: Hospital, roster: pa.Table) -> tuple[DoubleBooking, ...]:
    """Every overlapping pair in rows of the roster table, by person and time; shifts that touch do not overlap."""
    booked: dict[str, list[BookedShift]] = {}
    columns = [roster.column(name).to_pylist() for name in ("staff_id", "date", "shift_id", "unit_id")]
    for staff_id, when, shift_id, unit_id in zip(*columns, strict=True):
        shift = hospital.shift_by_id.get(shift_id)
        for piece in shift.pieces if shift is not None else ():
            start, end = (local_instant(when, minute, hospital.hospital.zone) for minute in piece)
            booked.setdefault(staff_id, []).append(BookedShift(when, shift_id, unit_id, start, end))
    return tuple(
        DoubleBooking(staff_id, first, second, minutes_between(second.start, min(first.end, second.end)))
        for staff_id, shifts in sorted(booked.items())
        for first, second in _pairs(shifts)
    )


def _pairs(shifts: Sequence[BookedShift]) -> Iterator[tuple[BookedShift, BookedShift]]:
    """All overlapping pairs, not only neighbours: a long shift may overlap several that follow."""
    ordered = sorted(shifts, key=lambda shift: (shift.start, shift.end, shift.unit_id, shift.shift_id))
    for number, first in enumerate(ordered):
        for second in ordered[number + 1 :]:
            if second.start >= first.end:
                break
            yield first, second


def double_booking_notes(inputs: PlanInputs) -> list[Note]:
    """A warning when people are booked twice in the weeks before the plan or in it."""
    since = inputs.grid.first_day - timedelta(days=LOOK_BACK_DAYS)
    rows = [row for row in inputs.tables.roster.to_pylist() if row["date"] >= since]
    found = double_bookings(inputs.hospital, pa.Table.from_pylist(rows, inputs.tables.roster.schema))
    if not found:
        return []
    named = "; ".join(
        f"{each.staff_id}: {each.first.shift_id} in {each.first.unit_id} on {each.first.date} and "
        f"{each.second.shift_id} in {each.second.unit_id} on {each.second.date}, {each.minutes} minutes"
        for each in found[:_N_NAMED]
    )
    more = f"; and {len(found) - _N_NAMED} more" if len(found) > _N_NAMED else ""
    text = f"The published roster has people in two shifts at once ({len(found)} times since {since}): {named}{more}."
    return [Note(Severity.WARNING, "roster", text)]
