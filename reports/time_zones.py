"""The clock changes of a zone as a VTIMEZONE (RFC 5545, 3.6.5).

The one that icalendar derives starts summer time in London at 02:00 instead of 01:00, so it is written out here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_MINUTE = timedelta(minutes=1)


def time_zone_component(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The offsets of `zone` from `first` to `last`: the one in force at the start, then one entry for each change."""
    component = Timezone()
    component.add("tzid", zone.key)
    start = datetime.combine(first, time(0), UTC)
    component.add_component(_observance(zone, start, start))
    for change in _changes(zone, start, datetime.combine(last, time(0), UTC)):
        component.add_component(_observance(zone, change - _MINUTE, change))
    return component


def _observance(zone: ZoneInfo, before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    """The offset in force from the instant `after` on; its start is told by the clock that ran at `before`."""
    offset_from, local = before.astimezone(zone).utcoffset(), after.astimezone(zone)
    part = TimezoneDaylight() if local.dst() else TimezoneStandard()
    part.add("dtstart", (after + (offset_from or timedelta())).replace(tzinfo=None))
    part.add("tzoffsetfrom", offset_from)
    part.add("tzoffsetto", local.utcoffset())
    part.add("tzname", local.tzname())
    return part


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instants, in UTC, from which a new offset holds."""
    hour = start
    while hour < end:
        later = hour + timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            instant = hour
            while instant.astimezone(zone).utcoffset() == hour.astimezone(zone).utcoffset():
                instant += _MINUTE
            yield instant
        hour = later
