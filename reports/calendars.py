"""`calendars/*.ics`: one calendar file per person.

Times are wall-clock times of the hospital's zone, with the zone's own rules in the file; a time that the clock change
makes ambiguous is written in UTC when its second occurrence is meant. The identity of an event is the person, the
day and the position of the shift within the day, so importing a later plan moves the event instead of doubling it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from icalendar import Calendar, Timezone, vText

from data.calendar import local_instant
from data.configuration.base import minute_after, minute_of_day
from reports.file_names import safe_file_names
from reports.run_view import Row, RunView
from reports.time_zones import time_zone_component
from reports.words import hours

_MARGIN = timedelta(days=120)
_LINE_BYTES = 75
_FORM = "%Y%m%dT%H%M%S"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "calendars.wardwise.invalid")


def write_calendars(run: RunView, folder: Path) -> None:
    """Write a file for everybody in the plan; somebody without shifts gets a calendar without events."""
    folder.mkdir(exist_ok=True)
    shifts: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(run.rows("roster"), key=lambda row: row["start"]):
        shifts[row["staff_id"]].append(row)
    zone = time_zone_component(run.zone, run.days[0] - _MARGIN, run.days[-1] + _MARGIN)
    for staff_id, name in safe_file_names(run.people, ".ics").items():
        # icalendar takes 2 ms for the events of a month, 0.8 s for a hospital of 400: they are written out here
        head, end, rest = _calendar(run, zone, staff_id).to_ical().rpartition(b"END:VCALENDAR")
        lines = (_folded(line) for line in _events(run, shifts[staff_id]))
        events = "".join(f"{line}\r\n" for line in lines).encode()
        (folder / name).write_bytes(head + events + end + rest)


def _calendar(run: RunView, zone: Timezone, staff_id: str) -> Calendar:
    """The calendar without its events."""
    calendar = Calendar()
    calendar.add("prodid", "-//wardwise//roster//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(f"Shifts of {run.person_name(staff_id)}"))
    calendar.add("x-wr-timezone", vText(run.record.zone))
    calendar.add_component(zone)
    return calendar


def _events(run: RunView, rows: list[Row]) -> Iterator[str]:
    """The lines of all events of one person, not yet folded."""
    on_day: dict[date, int] = defaultdict(int)
    for row in rows:
        for start, end in _pieces(run, row):
            yield from _event(run, {**row, "start": start, "end": end}, on_day[row["date"]])
            on_day[row["date"]] += 1


def _pieces(run: RunView, row: Row) -> list[tuple[datetime, datetime]]:
    """When work starts and ends: a split shift leaves the time between free."""
    shift = run.shifts.get(row["shift_id"])
    if not shift or not shift.get("gap_start"):
        return [(row["start"], row["end"])]
    start = minute_of_day(shift["start"])
    stops, goes_on = (
        local_instant(row["date"], minute_after(start, shift[name]), run.record.zone)
        for name in ("gap_start", "gap_end")
    )
    return [(row["start"], stops), (goes_on, row["end"])]


def _event(run: RunView, row: Row, position: int) -> Iterator[str]:
    shift = run.shifts.get(row["shift_id"])
    name = shift["name"] if shift else row["shift_id"]
    unit = run.unit_name(row["unit_id"])
    yield "BEGIN:VEVENT"
    yield "SUMMARY:" + _text(f"{row['shift_id']} {name}, {unit}")
    yield f"DTSTART{_wall_time(run, row['start'])}"
    yield f"DTEND{_wall_time(run, row['end'])}"
    yield f"DTSTAMP:{datetime.fromisoformat(run.record.created).astimezone(UTC):{_FORM}}Z"
    yield f"UID:{event_uid(run.record.hospital, row['staff_id'], row['date'], position)}"
    paid = f"{row['skill_id']}, {hours(row['paid_minutes'])} h paid, {row['source']}"
    yield "DESCRIPTION:" + _text(f"{paid}\nPlan {run.record.run_id} of {run.record.hospital}")
    yield "LOCATION:" + _text(unit)
    yield "END:VEVENT"


def _folded(line: str) -> str:
    """The line in pieces of 75 bytes at most, never within a letter (RFC 5545, 3.1)."""
    if len(line.encode()) < _LINE_BYTES:
        return line
    pieces, length = [""], 0
    for letter in line:
        length += len(letter.encode())
        if length >= _LINE_BYTES:
            pieces.append("")
            length = 1 + len(letter.encode())
        pieces[-1] += letter
    return "\r\n ".join(pieces)


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """A text as a calendar has it: commas, semicolons and ends of lines are escaped."""
    return vText(text).to_ical().decode()


def event_uid(hospital: str, staff_id: str, day: date, position: int) -> str:
    """The event's identity over all plans of a hospital."""
    key = "\x1f".join((hospital, staff_id, day.isoformat(), str(position)))
    return f"{uuid.uuid5(_NAMESPACE, key)}@wardwise"


def _wall_time(run: RunView, instant: datetime) -> str:
    """What follows the name of a time: the zone and the time on its clocks, or the time in UTC."""
    local = instant.astimezone(run.zone)
    if local.fold:
        return f":{instant.astimezone(UTC):{_FORM}}Z"
    return f";TZID={run.zone.key}:{local:{_FORM}}"
