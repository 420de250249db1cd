"""Returns of a day that was not over when they were read: left out, with a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import zone_info
from data.configuration.hospital import Hospital
from data.holiday_calendar import public_holidays
from data.inputs import Note, Severity
from data.listing import listed
from data.schema import TableSchema
from data.tables import DAILY_COUNTS, EQUIPMENT_USE
from data.unfinished_day import FLOWS, why_unfinished

GROWING: Mapping[str, tuple[str, ...]] = {DAILY_COUNTS.name: FLOWS, EQUIPMENT_USE.name: ("in_use",)}
"""Columns of returns that grow through a day; beds are counted at one moment, whatever the hour of the import."""
_MOST_UNFINISHED = 3
"""An extract may hold a few days that were not over, or not yet entered; a longer fall is a fall."""
_LATE_DAYS = 14
"""Units that report no more for longer are not judged: their last day is no news."""

_MOST_NAMED = 5

DatedNote = tuple[date, Note]


def without_import_day(
    schema: TableSchema, table: pa.Table, imported: datetime | None, zone: str
) -> tuple[pa.Table, list[DatedNote]]:
    """`table` without what was returned for the very day on which it was imported: that day was not over.

    Rows without anything that grows through a day stay. So do all rows where some are for later days, as the clock is then
    not that of the data, and where nothing else would be left.
    """
    if imported is None or not table.num_rows:
        return table, []
    day = imported.astimezone(zone_info(zone)).date()
    dates = table.column("date")
    if pc.max(dates).as_py() != day:
        return table, []
    unfinished = pc.and_(pc.equal(dates, pa.scalar(day, pa.date32())), _grows(table, GROWING[schema.name]))
    if not pc.any(unfinished).as_py() or pc.all(unfinished).as_py():
        return table, []
    text = (
        f"{schema.title}: {day} is taken as not complete, as its rows were imported on that very day; import again when it is "
        "over."
    )
    return table.filter(pc.invert(unfinished)), [(day, Note(Severity.WARNING, "history", text))]


def without_low_days(counts: pa.Table, hospital: Hospital) -> tuple[pa.Table, list[DatedNote]]:
    """DAILY_COUNTS without newest days that look as if they were read before they were over (`data.unfinished_day`).

    Units whose newest day is the same are judged together, so that a ward whose file was read on another day is seen, too; at
    most three days of each go, and one stays. Holidays, the days around them and declared events may well be quiet; they count
    as complete.
    """
    days = _days_by_unit(counts)
    newest = max((own[-1] for own in days.values()), default=date.min)
    dropped = np.zeros(counts.num_rows, dtype=bool)
    n_dropped = dict.fromkeys(days, 0)
    notes: list[DatedNote] = []
    while True:
        day = max((own[-1] for own in days.values() if len(own) > 1), default=None)
        if day is None or day < newest - timedelta(days=_LATE_DAYS):
            break
        units = {unit for unit, own in days.items() if len(own) > 1 and own[-1] == day}
        of_units = pc.is_in(counts.column("unit_id"), pa.array(sorted(units), pa.string()))
        why = why_unfinished(counts.filter(of_units), day)
        if why is None or _may_be_quiet(day, hospital):
            days |= dict.fromkeys(units, ())
            continue
        rows = pc.and_(of_units, pc.equal(counts.column("date"), pa.scalar(day, pa.date32())))
        dropped |= rows.to_numpy()
        where = "" if len(units) == len(n_dropped) else f" of {listed(sorted(units), _MOST_NAMED)}"
        text = f"{day} is the newest day of daily counts{where}; taken as not complete: {why}."
        notes.append((day, Note(Severity.WARNING, "history", text)))
        for unit in units:
            n_dropped[unit] += 1
            days[unit] = days[unit][:-1] if n_dropped[unit] < _MOST_UNFINISHED else ()
    return counts.filter(pa.array(~dropped)), notes


def _grows(table: pa.Table, names: Iterable[str]) -> pa.ChunkedArray:
    """Whether each row has a value of one of these columns."""
    first, *others = (pc.is_valid(table.column(name)) for name in names)
    for other in others:
        first = pc.or_(first, other)
    return first


def _days_by_unit(counts: pa.Table) -> dict[str, tuple[date, ...]]:
    """The days of each unit that have anything that grows through a day, in order."""
    known = counts.filter(_grows(counts, FLOWS))
    found: dict[str, list[date]] = {}
    for unit_id, day in zip(
        known.column("unit_id").to_pylist(), known.column("date").to_pylist(), strict=True
    ):
        found.setdefault(unit_id, []).append(day)
    return {unit_id: tuple(sorted(own)) for unit_id, own in found.items()}


def _may_be_quiet(day: date, hospital: Hospital) -> bool:
    declared = any(
        event.first_day <= day <= (event.last_day or event.first_day) for event in hospital.forecasting.events
    )
    around = (day - timedelta(days=1), day, day + timedelta(days=1))
    return declared or any(near in public_holidays(hospital, {near.year}) for near in around)
