"""Columns of dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from data.importers.values.column import CellFault, ParsedColumn
from data.importers.values.date_text import DateOrder, read_date, settle_order

_MIDNIGHT = re.compile(r"(.+?)[T ]0{1,2}:00(:00(\.0+)?)?")
_FAULT = CellFault(
    "a date with a four-digit year, such as 2026-11-30",
    "write it as YYYY-MM-DD; a day that does not exist is no date",
)


def parse_dates(texts: Sequence[str], declared: DateOrder | None = None) -> ParsedColumn[date]:
    """Dates of a column; a time of day is accepted when it is midnight (spreadsheets store dates so).

    Raises UnsettledColumnError (`date_text.settle_order`).
    """
    order = settle_order(texts, declared)
    values: list[date | None] = []
    faults: dict[int, CellFault] = {}
    seen: dict[str, date | None] = {"": None}
    for position, text in enumerate(texts):
        if text not in seen:
            match = _MIDNIGHT.fullmatch(text)
            seen[text] = read_date(match[1] if match else text, order)
        value = seen[text]
        if value is None and text:
            faults[position] = _FAULT
        values.append(value)
    return ParsedColumn(values, faults)
