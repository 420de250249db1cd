"""Case 44: shifts that touch, nest or only look as if they overlap, on one date or on two."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.configuration.hospital import Hospital
from data.quality.double_bookings import double_bookings
from data.tables import ROSTER
from tests.roster.two_wards import hospital

CASE = Path(__file__).parent / "44"
OVERLAPS = [False, False, False, False, True, True, True, True]


def with_shifts(*times: tuple[str, str]) -> Hospital:
    shifts = [
        {"id": f"S{number}", "name": "Shift", "start": start, "end": end}
        for number, (start, end) in enumerate(times)
    ]
    units = [
        {"id": "A", "name": "Ward A", "beds_staffed": 24, "shift_ids": [shift["id"] for shift in shifts]}
    ]
    return hospital(shifts=shifts, units=units, staffing=[])


def minutes(place: Hospital, *booked: tuple[date, str]) -> list[int]:
    rows = [
        {
            "staff_id": "P",
            "date": when,
            "shift_id": shift_id,
            "unit_id": "A",
            "skill_id": "RN",
            "source": "contract",
        }
        for when, shift_id in booked
    ]
    return [each.minutes for each in double_bookings(place, ROSTER.table(rows))]


def test_the_pairs_of_the_case() -> None:
    with (CASE / "pairs.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = []
    for number, row in enumerate(rows):
        when = date.fromisoformat(row["date"])
        place = with_shifts((row["start1"], row["end1"]), (row["start2"], row["end2"]))
        # the night and the early shift of one date are 14 hours apart, as the case tells: the early one comes first
        found.append(bool(minutes(place, (when, "S0"), (when, "S1"))))
        assert found[-1] == bool(minutes(place, (when, "S1"), (when, "S0"))), (
            f"pair {number}: the order of rows"
        )
    assert found == OVERLAPS


def test_a_shift_from_midnight_to_midnight_is_a_day_long_and_a_leading_zero_means_nothing() -> None:
    place = with_shifts(("00:00", "00:00"), ("6:00", "14:00"), ("06:00", "14:00"))
    when = date(2024, 6, 3)
    assert place.shift_by_id["S0"].paid_minutes == 24 * 60
    assert place.shift_by_id["S1"].start == place.shift_by_id["S2"].start
    assert minutes(place, (when, "S0"), (when, "S1")) == [8 * 60]
    assert minutes(place, (when, "S0"), (when + timedelta(days=1), "S0")) == []


def test_a_third_shift_over_the_first_is_not_missed() -> None:
    place = with_shifts(("07:00", "21:00"), ("08:00", "10:00"), ("12:00", "20:00"))
    when = date(2024, 6, 3)
    assert minutes(place, (when, "S0"), (when, "S1"), (when, "S2")) == [120, 480]


@pytest.mark.parametrize("when", [date(2026, 10, 24), date(2027, 3, 27), date(2026, 11, 30)])
def test_shifts_that_touch_by_the_wall_touch_when_the_clock_changes(when: date) -> None:
    place = with_shifts(("20:00", "09:00"), ("09:00", "16:00"), ("08:30", "16:00"))
    assert minutes(place, (when, "S0"), (when + timedelta(days=1), "S1")) == []
    assert minutes(place, (when, "S0"), (when + timedelta(days=1), "S2")) == [30]
