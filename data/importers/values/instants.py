"""Columns of dates with a time of day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

from data.calendar import zone_info
from data.importers.values.column import CellFault, ParsedColumn
from data.importers.values.date_text import DateOrder, read_date, settle_order

_CLOCK = re.compile(
    r"(.+?)[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|z|[+-]\d{2}:?\d{2})?"
)
_FAULT = CellFault("a date and time of day, such as 2026-11-30 14:05", "write it as YYYY-MM-DD HH:MM")
_DATE_ONLY = CellFault("a time of day beside the date", "export the column with times: YYYY-MM-DD HH:MM")


@dataclass(frozen=True, slots=True)
class ParsedInstants(ParsedColumn[datetime]):
    """Instants in UTC. `later` holds, by position, the second instant that an ambiguous local time may mean.

    Text with Z or an offset is exact. Text without one is local time: where the clock goes back, an hour occurs twice
    and the first is taken (noted); a time that the clock jumps over does not exist and is a fault.
    """

    later: Mapping[int, datetime] = field(default_factory=dict)


def parse_instants(texts: Sequence[str], zone: str, declared: DateOrder | None = None) -> ParsedInstants:
    """Instants of a column, in UTC; `zone` is that of text without an offset.

    Raises UnsettledColumnError (`date_text.settle_order`).
    """
    order = settle_order(texts, declared)
    values: list[datetime | None] = []
    faults: dict[int, CellFault] = {}
    later: dict[int, datetime] = {}
    days: dict[str, date | None] = {}
    for position, text in enumerate(texts):
        if not text:
            values.append(None)
            continue
        match = _CLOCK.fullmatch(text)
        if match is None:
            faults[position] = _DATE_ONLY if read_date(text, order) else _FAULT
            values.append(None)
            continue
        if match[1] not in days:
            days[match[1]] = read_date(match[1], order)
        day, clock = days[match[1]], _time(match)
        if day is None or clock is None:
            faults[position] = _FAULT
            values.append(None)
            continue
        wall = datetime.combine(day, clock)
        first, second = _instants(wall, match[7], zone)
        if first is None:
            faults[position] = CellFault(
                f"a local time that exists; the clock of {zone} jumps over this one",
                "correct it, or export times with their offset",
            )
        elif second is not None:
            later[position] = second
        values.append(first)
    notes: tuple[str, ...] = ()
    if later:
        notes = (f"{len(later)} local times lie in the hour that occurs twice; taken as the first.",)
    return ParsedInstants(values, faults, notes, later)


def _time(match: re.Match[str]) -> time | None:
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    if half := match[6]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second, int((match[5] or "0").ljust(6, "0")[:6]))


def _instants(wall: datetime, offset: str | None, zone: str) -> tuple[datetime | None, datetime | None]:
    """The instant, and a second one when the local time occurs twice; None when it does not exist."""
    if offset is not None:
        return wall.replace(tzinfo=_offset(offset)).astimezone(UTC), None
    local = zone_info(zone)
    first = wall.replace(tzinfo=local)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC), None
    if first.astimezone(UTC).astimezone(local).replace(tzinfo=None) != wall:
        return None, None
    return first.astimezone(UTC), second.astimezone(UTC)


def _offset(text: str) -> timezone:
    if text in "Zz":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))
