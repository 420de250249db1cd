"""The published past keeps the hard rules of the sample's own configuration; checked by hand, not by the engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

SUNDAY = date(2026, 11, 29)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(scope="module")
def lines(sample):
    """By person, the shifts in order: (day, shift, start, end), instants in UTC."""
    found = defaultdict(list)
    for row in sample.tables.roster.to_pylist():
        shift = sample.hospital.shift_by_id[row["shift_id"]]
        begin = datetime.combine(row["date"], time(shift.start_minute // 60, shift.start_minute % 60), LONDON)
        day, minute = divmod(shift.end_minute, 1440)
        end = datetime.combine(row["date"] + timedelta(days=day), time(minute // 60, minute % 60), LONDON)
        utc = ZoneInfo("UTC")
        found[row["staff_id"]].append((row["date"], shift, begin.astimezone(utc), end.astimezone(utc)))
    return {name: sorted(shifts, key=lambda item: item[2]) for name, shifts in found.items()}


def runs(days):
    """Lengths of runs of consecutive days."""
    lengths, last = [], None
    for day in sorted(days):
        if last is not None and day == last + timedelta(days=1):
            lengths[-1] += 1
        else:
            lengths.append(1)
        last = day
    return lengths


def test_it_covers_eight_weeks_up_to_the_planned_week(sample):
    days = {row["date"] for row in sample.tables.roster.to_pylist()}
    assert days == {SUNDAY - timedelta(days=back) for back in range(56)}


def test_people_work_in_their_unit_as_what_they_are(sample):
    for row in sample.tables.roster.to_pylist():
        person = sample.staff.loc[row["staff_id"]]
        assert (row["unit_id"], row["skill_id"]) == (person["unit_id"], person["skill_id"])
        assert row["shift_id"] in sample.hospital.unit_by_id[row["unit_id"]].shift_ids
        assert row["source"] == ("bank" if person["contract_id"] == "BANK" else "contract")


def test_one_shift_a_day_and_eleven_hours_of_rest(lines):
    for name, shifts in lines.items():
        assert len({day for day, *_ in shifts}) == len(shifts), name
        for (_, _, _, end), (_, _, start, _) in pairwise(shifts):
            assert start - end >= timedelta(hours=11), name


def test_at_most_six_days_and_four_nights_in_a_row(lines):
    for name, shifts in lines.items():
        assert max(runs(day for day, *_ in shifts)) <= 6, name
        nights = [day for day, shift, *_ in shifts if shift.is_night]
        assert max(runs(nights), default=0) <= 4, name


def test_forty_six_hours_of_rest_after_the_last_night(lines):
    for name, shifts in lines.items():
        for (day, shift, _, end), (next_day, next_shift, start, _) in pairwise(shifts):
            run_goes_on = next_shift.is_night and next_day == day + timedelta(days=1)
            if shift.is_night and not run_goes_on:
                assert start - end >= timedelta(hours=46), name


def test_nobody_works_while_away_or_comes_off_a_night_into_leave(sample, lines):
    for name, shifts in lines.items():
        for day, shift, *_ in shifts:
            assert (name, day) not in sample.away
            if shift.end_minute > 1440:
                assert (name, day + timedelta(days=1)) not in sample.away


def test_hours_stay_within_the_week_and_the_contract(sample, lines):
    for name, shifts in lines.items():
        by_week = Counter()
        for day, shift, *_ in shifts:
            by_week[day.isocalendar().week] += shift.paid_minutes / 60
        assert max(by_week.values()) <= 60
        owed = sample.staff["hours"][name]
        if owed:
            # Three weeks carried into the planned one: at most a long shift ahead, with leave credited by the day.
            start = SUNDAY - timedelta(days=20)
            worked = sum(shift.paid_minutes / 60 for day, shift, *_ in shifts if day >= start)
            credited = sum((name, start + timedelta(days=n)) in sample.away for n in range(21)) * owed / 7
            assert worked + credited <= 3 * owed + 35, name


def test_contracts_are_used(sample, lines):
    """Nobody is forgotten: hours worked and credited come close to the contract."""
    far_below = 0
    for name, person in sample.staff.iterrows():
        owed = person["hours"]
        if not owed or person["first_day"] is not None:
            continue
        credited = sum((name, SUNDAY - timedelta(days=n)) in sample.away for n in range(56)) * owed / 7
        worked = sum(shift.paid_minutes / 60 for _, shift, *_ in lines.get(name, []))
        far_below += worked + credited < 8 * owed - 60
    assert far_below <= 0.05 * len(sample.staff)


def test_most_shifts_are_filled_and_weekends_shared(sample, lines):
    per_day = Counter(row["date"] for row in sample.tables.roster.to_pylist())
    assert min(per_day.values()) > 0.9 * max(per_day.values())
    weekends = Counter(
        len({day.isocalendar().week for day, *_ in shifts if day.weekday() >= 5}) for shifts in lines.values()
    )
    assert max(weekends) <= 7
    assert sum(count for n, count in weekends.items() if n <= 4) > 0.75 * len(lines)


def test_the_border_finds_people_in_the_middle_of_nights(lines):
    on_sunday_night = {
        name: runs(day for day, shift, *_ in shifts if shift.is_night)[-1]
        for name, shifts in lines.items()
        if shifts[-1][0] == SUNDAY and shifts[-1][1].is_night
    }
    assert len(on_sunday_night) >= 20
    assert sum(length in (1, 2) for length in on_sunday_night.values()) >= 8
