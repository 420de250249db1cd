"""Hours of an outage that do not lie on its first or last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from data.calendar import local_midnight
from data.importers.context import ImportContext
from data.importers.text_table import RowFault
from data.importers.typed_rows import TypedRows
from data.tables.maintenance import MAINTENANCE


def check_outage_hours(rows: TypedRows, context: ImportContext) -> TypedRows:
    """Set aside rows of `maintenance` whose hours contradict their days; a last day may end at the midnight after it."""
    if rows.schema is not MAINTENANCE:
        return rows
    faults = []
    for position, row in zip(rows.positions.tolist(), rows.table.to_pylist(), strict=True):
        start, end = row["out_from"], row["back_at"]
        for name, instant, day, day_name in (
            ("out_from", start, row["first_day"], "first_day"),
            ("back_at", end, row["last_day"], "last_day"),
        ):
            if instant is not None and not _lies_on(instant, day, context.zone):
                expected = f"an hour on {day} ('{rows.header_of.get(day_name, day_name)}')"
                faults.append(_fault(rows, position, name, instant, expected))
                break
        else:
            if start is not None and end is not None and end <= start:
                expected = f"an hour after '{rows.header_of.get('out_from', 'out_from')}'"
                faults.append(_fault(rows, position, "back_at", end, expected))
    return rows.without(faults)


def _lies_on(instant: datetime, day: date, zone: str) -> bool:
    return local_midnight(day, zone) <= instant <= local_midnight(day + timedelta(days=1), zone)


def _fault(rows: TypedRows, position: int, column: str, instant: datetime, expected: str) -> RowFault:
    return RowFault(
        position,
        expected,
        rows.header_of.get(column, column),
        rows.shown(column, instant),
        "correct the row in the source and import again",
    )
