"""Starts and ends of shifts in a file, which must be those of the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from data.calendar import local_instant, zone_info
from data.importers.context import ImportContext
from data.importers.text_table import RowFault
from data.importers.typed_rows import TypedRows


def shift_hours_faults(rows: TypedRows, context: ImportContext) -> Iterator[RowFault]:
    """The rows (with shift_id, start and end) whose hours are not those of their shift on the day on which they start.

    A shift that nobody knows is named by its id elsewhere, and an end may be left out. Clocks are compared: an hour that the
    clock change gives twice is the same in both.
    """
    zone = zone_info(context.zone)
    shifts = context.hospital.shift_by_id
    for position, row in zip(rows.positions.tolist(), rows.table.to_pylist(), strict=True):
        shift = shifts.get(row["shift_id"])
        if shift is None:
            continue
        day = row["start"].astimezone(zone).date()
        for name, minute in (("start", shift.start_minute), ("end", shift.end_minute)):
            given = row[name]
            due = _on_the_clock(local_instant(day, minute, context.zone), zone)
            if given is not None and _on_the_clock(given, zone) != due:
                yield RowFault(
                    position,
                    f"{due:%Y-%m-%d %H:%M}, when {shift.id} {name}s",
                    rows.header_of[name],
                    rows.shown(name, given.astimezone(zone).isoformat()),
                    f"give the shift that has these hours, or leave the {name} as it was: the hours of a shift are those of "
                    "[[shifts]] in hospital.toml",
                )


def _on_the_clock(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)
