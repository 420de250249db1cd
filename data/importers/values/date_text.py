"""Dates as text: their forms, and which order of day and month a column has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from data.importers.values.column import UnsettledColumnError

DateOrder = Literal["day_first", "month_first"]

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_NAMED = re.compile(r"(\d{1,2})[ .-]+([A-Za-z]{3,9})[ .,-]+(\d{4})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def settle_order(texts: Sequence[str], declared: DateOrder | None) -> DateOrder | None:
    """Day first or month first for a whole column of dates; None when no value needs an order.

    One value with a number above 12 settles it. Raises UnsettledColumnError when the values show both orders, when they
    contradict the declared one, or when every one of them could be either.
    """
    day_first: list[int] = []
    month_first: list[int] = []
    either: list[int] = []
    for position, text in enumerate(texts):
        match = _NUMERIC.match(text)
        if match:
            first, second = int(match[1]), int(match[3])
            if first <= 12 and second <= 12:
                either.append(position)
            elif second <= 12:
                day_first.append(position)
            elif first <= 12:
                month_first.append(position)
    if day_first and month_first:
        expected = (
            "one order of day and month in the whole column; both day-first and month-first dates are there"
        )
        raise UnsettledColumnError(expected, "write all dates as YYYY-MM-DD", [day_first[0], month_first[0]])
    if declared is not None:
        against = month_first if declared == "day_first" else day_first
        if against:
            expected = f"{declared.replace('_', '-')} dates as declared in [sources]"
            raise UnsettledColumnError(
                expected, "correct date_order, or write dates as YYYY-MM-DD", against[:1]
            )
        return declared
    if day_first or month_first:
        return "day_first" if day_first else "month_first"
    if either:
        expected = "dates whose order of day and month is clear; no day in this column is above 12"
        fix = 'set date_order = "day_first" or "month_first" in [sources.TABLE], or write dates as YYYY-MM-DD'
        raise UnsettledColumnError(expected, fix, either[:1])
    return None


def read_date(text: str, order: DateOrder | None) -> date | None:
    """The date that the whole of `text` is, with numeric dates in `order`; None when it is none.

    Forms: 2024-04-03 (also with / or .), 20240403, 03/04/2024 (also with . or -), 3 Apr 2024.
    """
    if match := _ISO.fullmatch(text):
        return _date(match[1], match[3], match[4])
    if match := _BASIC.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if (match := _NUMERIC.fullmatch(text)) and order is not None:
        day, month = (match[1], match[3]) if order == "day_first" else (match[3], match[1])
        return _date(match[4], month, day)
    if match := _NAMED.fullmatch(text):
        name = match[2].casefold()
        months = [number for number, full in enumerate(_MONTHS, start=1) if full.startswith(name)]
        return _date(match[3], str(months[0]), match[1]) if len(months) == 1 else None
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
