"""Where complete history ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import local_midnight, zone_info
from data.configuration.hospital import Hospital
from data.holiday_calendar import public_holidays
from data.inputs import HospitalTables, Note, Severity
from data.problems import InputError, Problem
from data.unfinished_day import why_unfinished

_LAG_DAYS = 7
_MOST_UNFINISHED = 3
"""An extract may hold a few days that were not over, or not yet entered; a longer fall is a fall."""


def history_end(tables: HospitalTables, hospital: Hospital) -> tuple[datetime, tuple[Note, ...]]:
    """The local midnight (UTC instant) that ends complete history, and what must be said about it.

    Stays: the day of the newest event may still be going on, so history ends at the midnight that starts it. Daily
    counts: the newest day with a value is complete, unless it looks as if it was read
    before it was over (`data.unfinished_day`). Where both are stored the stays decide, because after their end a
    missing row would read as "nothing happened", while a missing count is simply not known. Raises InputError when
    neither is stored.
    """
    zone = hospital.hospital.zone
    from_stays = _stays_end(tables.stays, zone)
    from_counts, unfinished = _counts_end(tables.daily_counts, hospital)
    if from_stays is None and from_counts is None:
        fix = "import stays or daily counts first: `wardwise import FILE`"
        raise InputError(
            [Problem(expected="patient history in the store", fix=fix)], "Nothing can be planned"
        )
    if from_stays is None:
        assert from_counts is not None
        return local_midnight(from_counts, zone), tuple(unfinished)
    notes = [
        Note(Severity.INFO, "history", f"{from_stays} is the newest day with stays; taken as not complete.")
    ]
    if from_counts is not None and from_counts > from_stays + timedelta(days=_LAG_DAYS):
        text = (
            f"Daily counts reach {from_counts - timedelta(days=1)} but stays only {from_stays}: history is used up to "
            "the end of the stays; import newer stays."
        )
        notes.append(Note(Severity.WARNING, "history", text))
    return local_midnight(from_stays, zone), tuple(notes)


def _stays_end(stays: pa.Table, zone: str) -> date | None:
    """The local day of the newest entry or exit; exits ahead of every entry by more than a day do not count.

    A planned discharge far ahead is not news from that day.
    """
    entered = pc.max(stays.column("entered")).as_py()
    if entered is None:
        return None
    limit = pa.scalar(entered + timedelta(days=1), stays.schema.field("left").type)
    left = stays.column("left")
    newest = pc.max(left.filter(pc.less_equal(left, limit))).as_py()
    last: datetime = entered if newest is None else max(entered, newest)
    return last.astimezone(zone_info(zone)).date()


def _counts_end(counts: pa.Table, hospital: Hospital) -> tuple[date | None, list[Note]]:
    """The day after the newest complete one with any value, and a note for each unfinished day after it.

    Holidays, the days around them and declared events may well be quiet; they count as complete.
    """
    measures = [name for name in counts.column_names if name not in {"date", "unit_id"}]
    has_value = pc.is_valid(counts.column(measures[0]))
    for name in measures[1:]:
        has_value = pc.or_(has_value, pc.is_valid(counts.column(name)))
    days: list[date] = pc.unique(counts.column("date").filter(has_value)).to_pylist()
    days.sort()
    notes: list[Note] = []
    while len(days) > 1 and len(notes) < _MOST_UNFINISHED:
        newest = days[-1]
        why = why_unfinished(counts, newest)
        if why is None or _may_be_quiet(newest, hospital):
            break
        text = f"{newest} is the newest day of daily counts; taken as not complete: {why}."
        notes.append(Note(Severity.WARNING, "history", text))
        days.pop()
    return (days[-1] + timedelta(days=1) if days else None), notes


def _may_be_quiet(day: date, hospital: Hospital) -> bool:
    declared = any(
        event.first_day <= day <= (event.last_day or event.first_day) for event in hospital.forecasting.events
    )
    around = (day - timedelta(days=1), day, day + timedelta(days=1))
    return declared or any(near in public_holidays(hospital, {near.year}) for near in around)
