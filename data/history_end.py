"""Where complete history ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import local_midnight, zone_info
from data.configuration.hospital import Hospital
from data.inputs import HospitalTables, Note, Severity
from data.problems import InputError, Problem
from data.tables import DAILY_COUNTS, EQUIPMENT_USE
from data.unfinished_rows import without_import_day, without_low_days

_LAG_DAYS = 7


@dataclass(frozen=True, slots=True)
class FinishedHistory:
    """The tables without returns of unfinished days, the local midnight (UTC instant) that ends history, and notes."""

    tables: HospitalTables
    ends_at: datetime
    notes: tuple[Note, ...]


def finished_history(
    tables: HospitalTables, hospital: Hospital, imported: Mapping[str, datetime]
) -> FinishedHistory:
    """History without days that were not over when they were read; `imported` says when each table was last written.

    Stays and movements: the day of the newest event may still be going on, so history ends at the midnight that starts it.
    Daily counts and equipment in use: a day is complete unless it was imported on that very day, or, for counts, looks as if it
    was read before its end (`data.unfinished_rows`). Where stays and counts are both stored the stays decide, because
    after their end a missing row would read as "nothing happened", while a missing count is simply not known. Raises
    InputError when neither is stored.
    """
    zone = hospital.hospital.zone
    from_stays = _stays_end(tables.stays, zone)
    counts, found = without_import_day(
        DAILY_COUNTS, tables.daily_counts, imported.get(DAILY_COUNTS.name), zone
    )
    counts, low = without_low_days(counts, hospital)
    use, of_use = without_import_day(
        EQUIPMENT_USE, tables.equipment_use, imported.get(EQUIPMENT_USE.name), zone
    )
    from_counts = _counts_end(counts)
    found = [*found, *low]
    finished = replace(tables, daily_counts=counts, equipment_use=use)
    if from_stays is None and from_counts is None:
        fix = "import stays or daily counts first: `wardwise import FILE`"
        raise InputError(
            [Problem(expected="patient history in the store", fix=fix)], "Nothing can be planned"
        )
    if from_stays is None:
        assert from_counts is not None
        notes = [note for day, note in [*found, *((day, n) for day, n in of_use if day < from_counts)]]
        return FinishedHistory(finished, local_midnight(from_counts, zone), tuple(notes))
    notes = [
        Note(Severity.INFO, "history", f"{from_stays} is the newest day with stays; taken as not complete."),
        # What is returned for that day and later is not used in any case.
        *(note for day, note in [*found, *of_use] if day < from_stays),
    ]
    if from_counts is not None and from_counts > from_stays + timedelta(days=_LAG_DAYS):
        text = (
            f"Daily counts reach {from_counts - timedelta(days=1)} but stays only {from_stays}: history is used up to "
            "the end of the stays; import newer stays."
        )
        notes.append(Note(Severity.WARNING, "history", text))
    return FinishedHistory(finished, local_midnight(from_stays, zone), tuple(notes))


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


def _counts_end(counts: pa.Table) -> date | None:
    """The day after the newest one with any value."""
    measures = [name for name in counts.column_names if name not in {"date", "unit_id"}]
    has_value = pc.is_valid(counts.column(measures[0]))
    for name in measures[1:]:
        has_value = pc.or_(has_value, pc.is_valid(counts.column(name)))
    newest: date | None = pc.max(counts.column("date").filter(has_value)).as_py()
    return None if newest is None else newest + timedelta(days=1)
