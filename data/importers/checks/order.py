"""Ends that lie before their beginnings."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data.importers.context import ImportContext
from data.importers.text_table import RowFault
from data.importers.typed_rows import TypedRows

_SPANS = {
    "stays": ("entered", "left"),
    "call_outs": ("called_from", "called_to"),
    "device_uses": ("start", "end"),
}
_DAY_SPANS = {
    "staff": ("first_day", "last_day"),
    "absences": ("first_day", "last_day"),
    "maintenance": ("first_day", "last_day"),
    "equipment_services": ("earliest_day", "due_day"),
    "equipment_bookings": ("first_day", "last_day"),
    "planned_admissions": ("earliest_day", "latest_day"),
    "restrictions": ("first_day", "last_day"),
}


def check_order(rows: TypedRows, _: ImportContext) -> TypedRows:
    """Set aside rows that end before they begin; equal is legal (a day case, a single day). Nothing is swapped."""
    span = {**_SPANS, **_DAY_SPANS}.get(rows.schema.name)
    if span is None:
        return rows
    first, last = span
    rows = _with_later_meaning(rows, first, last)
    is_wrong = pc.fill_null(pc.less(rows.table.column(last), rows.table.column(first)), False).to_numpy()
    names = [rows.header_of.get(column, column) for column in span]
    expected = f"an end at or after the beginning ('{names[1]}' is before '{names[0]}')"
    ends = rows.table.column(last).filter(pa.array(is_wrong)).to_pylist()
    faults = [
        RowFault(
            position,
            expected,
            names[1],
            rows.shown(last, end),
            "correct the row in the source and import again",
        )
        for position, end in zip(rows.positions[is_wrong].tolist(), ends, strict=True)
    ]
    return rows.without(faults)


def _with_later_meaning(rows: TypedRows, first: str, last: str) -> TypedRows:
    """In the hour that occurs twice an end before its beginning means the second occurrence."""
    later = rows.later.get(last)
    if not later:
        return rows
    begins, ends = rows.table.column(first).to_pylist(), rows.table.column(last).to_pylist()
    moved = 0
    for index, position in enumerate(rows.positions.tolist()):
        if position in later and ends[index] is not None and ends[index] < begins[index]:
            ends[index] = later[position]
            moved += 1
    if not moved:
        return rows
    note = f"{moved} ends in the hour that occurs twice are taken as the second, after their beginning."
    return rows.with_column(last, pa.array(ends, rows.table.schema.field(last).type)).with_notes(note)
