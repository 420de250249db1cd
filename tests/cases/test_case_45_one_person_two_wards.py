"""Case 45: overlap, rest and weekly hours hold across wards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.configuration.people import Shift
from data.quality.double_bookings import double_booking_notes, double_bookings
from data.tables import ROSTER
from optimization.roster.building.times import shift_times
from optimization.roster.problem import Duty, Employee, RosterProblem
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.policy import Rule, Violation
from optimization.rules.travel import Travel
from optimization.rules.weekly_hours import WeeklyHours
from tests.cases.case_rows import read_rows
from tests.roster.two_wards import HOSPITAL, hospital, plan_inputs

CASE = Path(__file__).parent / "45"
MONDAY = date(2024, 6, 3)


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def shifts() -> list[Shift]:
    return [Shift(id=r["code"], name=r["code"], start=r["start"], end=r["end"]) for r in rows("shifts.csv")]


def booked() -> list[dict[str, object]]:
    return [
        {
            "staff_id": row["staff_id"], "date": date.fromisoformat(row["date"]), "shift_id": row["shift"],
            "unit_id": unit, "skill_id": "RN", "source": "contract",
        }
        for unit, name in (("A", "ward_a.csv"), ("B", "ward_b.csv"))
        for row in rows(name)
    ]  # fmt: skip


def place() -> Hospital:
    listed = [shift.model_dump() for shift in shifts()]
    units = [{**unit, "shift_ids": [shift.id for shift in shifts()]} for unit in HOSPITAL["units"]]
    return hospital(shifts=listed, units=units, staffing=[])


def judged(rule: Rule, staff_id: str, swapped: bool = False) -> tuple[Violation, ...]:
    """What the rule finds in the person's week; `swapped` exchanges the wards."""
    grid = DayGrid(MONDAY, 7, "Europe/London")
    duties, number, line = [], {}, [None] * 7
    for unit in ("A", "B"):
        for shift in shifts():
            times = shift_times(grid, shift, 0)
            number[unit, shift.id] = len(duties)
            duties.append(
                Duty(
                    f"{unit}/{shift.id}", unit, shift.id, "RN", times.start_minute, times.end_minute,
                    times.paid_minutes, shift.id == "N", frozenset(range(7)),
                )
            )  # fmt: skip
    other = {"A": "B", "B": "A"} if swapped else {"A": "A", "B": "B"}
    for row in booked():
        if row["staff_id"] == staff_id:
            line[grid.day(row["date"])] = number[other[str(row["unit_id"])], row["shift_id"]]  # type: ignore[index, call-overload]
    person = Employee(staff_id, staff_id, dict.fromkeys(range(len(duties)), 0), frozenset({"RN"}))
    problem = RosterProblem(grid, tuple(duties), (person,), policies=(), coverage=())
    return rule.check(problem, person, tuple(line))


@pytest.mark.parametrize("swapped", [False, True])
def test_rest_between_wards(swapped: bool) -> None:
    (short,) = judged(MinimumRest(11 * 60), "S1", swapped)
    assert short.amount == 90
    assert short.message == (
        "S1 has 9 h 30 min of rest between L on Mon 3 Jun 2024 and E on Tue 4 Jun 2024; at least 11 h asked for"
    )
    assert judged(MinimumRest(11 * 60), "S3", swapped) == ()
    assert judged(MinimumRest(11 * 60 + 31), "S3", swapped)[0].amount == 1


def test_the_way_between_sites_is_no_rest() -> None:
    apart = MinimumRest(11 * 60, Travel(45, (("A", "NORTH"), ("B", "SOUTH"))))
    one_site = MinimumRest(11 * 60, Travel(45, (("A", "NORTH"), ("B", "NORTH"))))
    assert [each.amount for each in judged(apart, "S1")] == [90 + 45]
    assert [each.amount for each in judged(one_site, "S1")] == [90]
    (short,) = judged(apart, "S3")
    assert short.message == (
        "S3 has 11 h 30 min of rest between D on Mon 3 Jun 2024 and D on Tue 4 Jun 2024; at least 11 h 45 min asked for, "
        "the way to another site included"
    )


def test_hours_of_a_week_add_up_over_wards() -> None:
    (over,) = judged(WeeklyHours(48 * 60), "S4")
    assert over.amount == 12 * 60
    assert over.message.startswith("S4 works 60 h in the week from Mon 3 Jun 2024")
    assert judged(WeeklyHours(60 * 60), "S4") == ()


def test_two_wards_at_once_is_found_whatever_the_order_of_rows() -> None:
    for table in (booked(), booked()[::-1]):
        found = double_bookings(place(), ROSTER.table(table))
        assert [(each.staff_id, each.minutes) for each in found] == [("S2", 30)]
        assert (found[0].first.unit_id, found[0].second.unit_id) == ("A", "B")


def test_check_says_so() -> None:
    listed = [shift.model_dump() for shift in shifts()]
    units = [{**unit, "shift_ids": [shift.id for shift in shifts()]} for unit in HOSPITAL["units"]]
    more = {"shifts": listed, "units": units, "staffing": []}
    inputs = plan_inputs({"roster": booked()}, date(2024, 6, 10), **more)
    (note,) = double_booking_notes(inputs)
    assert note.text == (
        "The published roster has people in two shifts at once (1 times since 2024-04-29): S2: D in A on 2024-06-03 "
        "and N in B on 2024-06-03, 30 minutes."
    )
    assert (
        double_booking_notes(
            plan_inputs(
                {"roster": [row for row in booked() if row["staff_id"] == "S3"]}, date(2024, 6, 10), **more
            )
        )
        == []
    )
