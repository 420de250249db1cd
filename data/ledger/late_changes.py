"""Which changes of a published roster count as late changes of a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any


def late_changes(
    changes: Iterable[Mapping[str, Any]],
    absences: Iterable[Mapping[str, Any]],
    shifts: Iterable[Mapping[str, Any]],
    told_on: date,
    late_change_days: int,
) -> Iterator[tuple[str, date]]:
    """(staff_id, day) of the rows of `changes` that lie fewer than `late_change_days` after `told_on`.

    `changes`, `absences` and `shifts` are rows of those tables of a run. A shift that the person's own absence takes away
    is nobody's decision and does not count.
    """
    away = {(row["staff_id"], row["date"]) for row in absences}
    nights = {row["shift_id"] for row in shifts if row["is_night"]}
    for row in changes:
        if row["date"] < told_on + timedelta(days=late_change_days) and not _own_absence(row, away, nights):
            yield row["staff_id"], row["date"]


def _own_absence(
    change: Mapping[str, Any], away: Collection[tuple[str, date]], nights: Collection[str]
) -> bool:
    """A night may be lost to an absence that begins on the morning on which it ends."""
    if change["before"] is None or change["after"] is not None:
        return False
    is_night = any(shift.split()[-1] in nights for shift in change["before"].split(" + "))
    days = (change["date"], change["date"] + timedelta(days=1)) if is_night else (change["date"],)
    return any((change["staff_id"], day) in away for day in days)
