"""Calendars: a file per person, right over the clock change, the same identity from plan to plan."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from data.runs import read_run_table
from reports.calendars import event_uid, write_calendars
from reports.file_names import safe_file_names
from reports.run_view import read_run
from reports.summaries.open_shifts import shift_times
from tests.reports.run_sample import write_sample_run
from tests.reports.sample_hospital import DAYS, LONG_NAME, PEOPLE


def _calendar(folder: Path, name: str) -> Calendar:
    return Calendar.from_ical((folder / "calendars" / name).read_bytes())


def test_everybody_has_a_file_and_bought_shifts_have_none(run_folder: Path) -> None:
    names = sorted(path.name for path in (run_folder / "calendars").iterdir())
    assert len(names) == len(PEOPLE)
    assert {"0017.ics", "S10.ics"} <= set(names)
    assert not any(name.startswith(("agency", "bank", ".", "-")) for name in names)


def test_events_are_the_person_s_shifts(run_folder: Path) -> None:
    wanted = sorted(
        (row["start"], row["end"])
        for row in read_run_table(run_folder, "roster").to_pylist()
        if row["staff_id"] == "S11"
    )
    events = _calendar(run_folder, "S11.ics").events
    assert sorted((e["dtstart"].dt.astimezone(UTC), e["dtend"].dt.astimezone(UTC)) for e in events) == wanted


def test_night_of_the_clock_change_lasts_ten_and_a_half_hours(run_folder: Path) -> None:
    night = next(
        event
        for event in _calendar(run_folder, "S11.ics").events
        if event["dtstart"].dt.date() == DAYS[5] and event["dtstart"].dt.hour == 22
    )
    assert night["dtstart"].params["TZID"] == "Europe/London"
    assert night["dtend"].dt.astimezone(UTC) - night["dtstart"].dt.astimezone(UTC) == timedelta(hours=10.5)


def test_zone_rules_in_the_file_are_those_of_the_zone(run_folder: Path) -> None:
    text = (run_folder / "calendars" / "S11.ics").read_text(encoding="utf-8").replace("\r\n", "\n")
    assert (
        "BEGIN:STANDARD\nDTSTART:20261025T020000\nTZNAME:GMT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\n" in text
    )


def test_names_are_text(run_folder: Path) -> None:
    calendar = _calendar(run_folder, "0017.ics")
    assert calendar["x-wr-calname"] == "Shifts of [red]"
    assert calendar.events[0]["location"] == LONG_NAME
    assert calendar.events[0]["summary"] == f"E Early, {LONG_NAME}"


def test_lines_are_folded_within_75_bytes_and_never_within_a_letter(run_folder: Path) -> None:
    for path in (run_folder / "calendars").iterdir():
        content = path.read_bytes()
        assert max(len(line) for line in content.split(b"\r\n")) <= 75
        assert Calendar.from_ical(content).to_ical() == content


def test_a_later_plan_keeps_the_identities(tmp_path: Path, run_folder: Path) -> None:
    later = write_sample_run(
        tmp_path, "2026-W43-later", created=datetime(2026, 10, 17, tzinfo=UTC).isoformat()
    )
    write_calendars(read_run(later), later / "calendars")
    before, after = (
        [event["uid"] for event in _calendar(folder, "S11.ics").events] for folder in (run_folder, later)
    )
    assert before == after
    assert len(set(before)) == len(before) > 0


def test_identities_of_people_and_days_differ() -> None:
    day = DAYS[0]
    uids = {event_uid("H", "S1", day, 0), event_uid("H", "S1", day, 1), event_uid("H", "S2", day, 0)}
    assert len(uids) == 3


@pytest.mark.parametrize(
    "awkward", ["../up", "CON", "nul.txt", "-rf", ".hidden", "Ünal", "a b", "x" * 300, "*"]
)
def test_awkward_ids_make_safe_names(awkward: str) -> None:
    name = safe_file_names([awkward], ".ics")[awkward]
    assert name.isascii()
    assert "/" not in name
    assert name[0] not in ".-"
    assert len(name) < 80
    assert name.split(".")[0].casefold() not in {"con", "nul"}


def test_ids_that_differ_by_case_only_get_names_that_differ() -> None:
    names = safe_file_names(["a1", "A1", "b"], ".ics")
    assert len({name.casefold() for name in names.values()}) == 3
    assert names["b"] == "b.ics"


def test_a_split_shift_leaves_the_time_between_free(tmp_path: Path) -> None:
    """Two events, also across the clock change in the gap, and both times in what the report calls the shift."""
    shift = {"name": "Shift", "is_night": False, "colour": "#ffffff", "paid_minutes": 450}
    times = {"start": "22:00", "gap_start": "23:30", "gap_end": "05:00", "end": "07:30"}
    whole = {**dict.fromkeys(("gap_start", "gap_end")), "start": "07:00", "end": "15:00"}
    shifts = [{**shift, "shift_id": "E", **whole}, {**shift, "shift_id": "N", **times}]
    run = read_run(write_sample_run(tmp_path, tables={"shifts": shifts}))
    write_calendars(run, run.folder / "calendars")
    events = _calendar(run.folder, "S11.ics").events
    spans = [
        (event["dtstart"].dt.replace(tzinfo=None), event["dtend"].dt.replace(tzinfo=None)) for event in events
    ]
    night, morning = (datetime.combine(day, time()) for day in (DAYS[5], DAYS[6]))
    assert (night + timedelta(hours=22), night + timedelta(hours=23, minutes=30)) in spans
    assert (morning + timedelta(hours=5), morning + timedelta(hours=7, minutes=30)) in spans
    assert len({event["uid"] for event in events}) == len(events)
    assert shift_times(run, "N") == "22:00 to 23:30 and 05:00 to 07:30"
    assert shift_times(run, "E") == "07:00 to 15:00"
