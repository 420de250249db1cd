"""`calendars/*.ics`: one calendar file per person.

Times are wall-clock times of the hospital's zone, with the zone's own rules in the file; a time that the clock change
makes ambiguous is written in UTC when its second occurrence is meant. The identity of an event is the person, the
day and the position of the shift within the day, so importing a later plan moves the event instead of doubling it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event, Timezone, vText

from data.calendar import local_instant
from data.configuration.base import minute_after, minute_of_day
from reports.file_names import safe_file_names
from reports.run_view import Row, RunView
from reports.time_zones import time_zone_component
from reports.words import hours

_MARGIN = timedelta(days=120)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "calendars.wardwise.invalid")


def write_calendars(run: RunView, folder: Path) -> None:
    """Write a file for everybody in the plan; somebody without shifts gets a calendar without events."""
    folder.mkdir(exist_ok=True)
    shifts: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(run.rows("roster"), key=lambda row: row["start"]):
        shifts[row["staff_id"]].append(row)
    zone = time_zone_component(run.zone, run.days[0] - _MARGIN, run.days[-1] + _MARGIN)
    for staff_id, name in safe_file_names(run.people, ".ics").items():
        content = _calendar(run, zone, staff_id, shifts[staff_id]).to_ical()
        (folder / name).write_bytes(content)


def _calendar(run: RunView, zone: Timezone, staff_id: str, rows: list[Row]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//wardwise//roster//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(f"Shifts of {run.person_name(staff_id)}"))
    calendar.add("x-wr-timezone", vText(run.record.zone))
    calendar.add_component(zone)
    on_day: dict[date, int] = defaultdict(int)
    for row in rows:
        for start, end in _pieces(run, row):
            calendar.add_component(_event(run, {**row, "start": start, "end": end}, on_day[row["date"]]))
            on_day[row["date"]] += 1
    return calendar


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


def _event(run: RunView, row: Row, position: int) -> Event:
    shift = run.shifts.get(row["shift_id"])
    name = shift["name"] if shift else row["shift_id"]
    event = Event()
    event.add("uid", event_uid(run.record.hospital, row["staff_id"], row["date"], position))
    event.add("dtstamp", datetime.fromisoformat(run.record.created))
    event.add("dtstart", _wall_time(run, row["start"]))
    event.add("dtend", _wall_time(run, row["end"]))
    event.add("summary", f"{row['shift_id']} {name}, {run.unit_name(row['unit_id'])}")
    event.add("location", run.unit_name(row["unit_id"]))
    event.add(
        "description",
        f"{row['skill_id']}, {hours(row['paid_minutes'])} h paid, {row['source']}\n"
        f"Plan {run.record.run_id} of {run.record.hospital}",
    )
    return event


def event_uid(hospital: str, staff_id: str, day: date, position: int) -> str:
    """The event's identity over all plans of a hospital."""
    key = "\x1f".join((hospital, staff_id, day.isoformat(), str(position)))
    return f"{uuid.uuid5(_NAMESPACE, key)}@wardwise"


def _wall_time(run: RunView, instant: datetime) -> datetime:
    local = instant.astimezone(run.zone)
    return instant if local.fold else local
