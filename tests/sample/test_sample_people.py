"""The sample's people: enough of them and barely, absent as people are, and nobody unknown."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest

MONDAY = date(2026, 11, 30)


def hours_by_group(sample, headroom_or_week):
    """Contracted hours a week by unit and skill: less `headroom`, or less the absences of the planned week."""
    staff = sample.staff[sample.staff["skill_id"] != "STUDENT"]
    if headroom_or_week == "week":
        week = [MONDAY + timedelta(days=day) for day in range(5)]
        present = [sum((name, day) not in sample.away for day in week) / 5 for name in staff.index]
        hours = staff["hours"] * present
    else:
        hours = staff["hours"] * (1 - headroom_or_week)
    return hours.groupby([staff["unit_id"], staff["skill_id"]]).sum()


def needed_hours(sample):
    """Paid hours a week that the standards ask for at the census of the last eight weeks, by unit and skill."""
    census = sample.census[-8 * 7 * 24 :]
    needed: dict[tuple[str, str], float] = {}
    for standard in sample.hospital.staffing:
        unit = sample.hospital.unit_by_id[standard.unit_id]
        for shift_id in sample.hospital.shift_ids_of(standard):
            shift = sample.hospital.shift_by_id[shift_id]
            people = []
            for first in range(shift.start_minute // 60, len(census) - 24, 24):
                patients = census[unit.id].to_numpy()[
                    first : first + (shift.end_minute - shift.start_minute) // 60
                ]
                if standard.method == "fixed":
                    people.append(standard.people)
                elif standard.method == "ratio":
                    people.append(math.ceil(patients.max() / standard.patients_per_person))
                else:
                    hours = standard.hours * standard.share * patients.mean()
                    people.append(math.floor(hours * 60 / shift.paid_minutes + 0.5))
            group = (unit.id, standard.skill_id)
            each = max(float(np.mean(people)), standard.minimum) * 7 * shift.paid_minutes / 60
            needed[group] = needed.get(group, 0.0) + each
    return needed


def test_about_320_people_with_known_units_skills_and_contracts(sample):
    staff = sample.staff
    assert 305 <= len(staff) <= 335
    assert staff.index.is_unique
    assert staff["name"].is_unique
    assert set(staff["unit_id"]) == set(sample.hospital.unit_by_id)
    assert set(staff["skill_id"]) == set(sample.hospital.skill_by_id)
    assert set(staff["contract_id"]) == set(sample.hospital.contract_by_id)
    for unit_ids, home in zip(
        staff["float_unit_ids"].dropna(), staff["unit_id"][staff["float_unit_ids"].notna()], strict=True
    ):
        others = unit_ids.split("|")
        assert set(others) <= set(sample.hospital.unit_by_id)
        assert home not in others
    assert 0.15 < staff["float_unit_ids"].notna().mean() < 0.4


def test_contracted_hours_fit_the_standards_after_headroom(sample):
    needed = needed_hours(sample)
    contracted = hours_by_group(sample, 0.21)
    assert set(contracted.index) == set(needed)
    assert 0.95 <= contracted.sum() / sum(needed.values()) <= 1.05
    for group, hours in needed.items():
        assert 0.85 <= contracted[group] / hours <= 1.25, (group, contracted[group] / hours)


def test_the_planned_week_is_a_little_thin_but_no_disaster(sample):
    needed = needed_hours(sample)
    available = hours_by_group(sample, "week")
    assert 0.97 <= available.sum() / sum(needed.values()) <= 1.07
    short = {group: hours - available[group] for group, hours in needed.items() if hours > available[group]}
    assert len(short) >= 4
    assert sum(short.values()) < 0.06 * sum(needed.values())


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("annual_leave", 0.10, 0.15),
        ("sickness", 0.02, 0.055),
        ("study", 0.01, 0.03),
        ("parental", 0.01, 0.03),
    ],
)
def test_absence_of_the_last_quarter_is_as_usual(sample, kind, low, high):
    days = {MONDAY - timedelta(days=back) for back in range(1, 92)}
    workdays = {day for day in days if day.weekday() < 5}
    contracted = sample.staff["hours"]
    lost = sum(
        contracted[row["staff_id"]]
        for row in sample.tables.absences.to_pylist()
        if row["kind"] == kind
        for day in workdays
        if row["first_day"] <= day <= row["last_day"]
    )
    assert low < lost / (contracted.sum() * len(workdays)) < high


def test_absences_belong_to_people_and_never_overlap(sample):
    rows = sample.tables.absences.to_pylist()
    assert {row["staff_id"] for row in rows} <= set(sample.staff.index)
    assert sum((row["last_day"] - row["first_day"]).days + 1 for row in rows) == len(sample.away)
    known = [row for row in rows if row["kind"] == "sickness"]
    assert max(row["first_day"] for row in known) < sample.as_of


def test_more_people_are_on_leave_in_august_than_in_november(sample):
    def on_leave(month):
        days = [day for day in range(1, 31) if date(2026, month, day).weekday() < 5]
        return sum(
            row["first_day"] <= date(2026, month, day) <= row["last_day"]
            for row in sample.tables.absences.to_pylist()
            if row["kind"] == "annual_leave"
            for day in days
        ) / len(days)

    assert on_leave(8) > 1.4 * on_leave(11)


def test_requests_are_for_the_planned_weeks_and_possible(sample):
    rows = sample.tables.requests.to_pylist()
    assert {row["wish"] for row in rows} == {"day_off", "avoid", "want"}
    in_planned_week = sum(row["date"] < MONDAY + timedelta(days=7) for row in rows)
    assert 90 < in_planned_week < 220
    assert len({(row["staff_id"], row["date"]) for row in rows}) == len(rows)
    for row in rows:
        assert MONDAY <= row["date"] < MONDAY + timedelta(days=14)
        assert (row["staff_id"], row["date"]) not in sample.away
        unit = sample.hospital.unit_by_id[sample.staff["unit_id"][row["staff_id"]]]
        assert row["shift_id"] is None or row["shift_id"] in unit.shift_ids
        assert (row["shift_id"] is None) == (row["wish"] == "day_off")


def test_students_come_for_the_planned_week_and_count_for_nobody(sample):
    """Newcomers should see people outside the count, and on-call, in the first plan that they make."""
    students = sample.staff[sample.staff["skill_id"] == "STUDENT"]
    assert len(students) == 4
    assert set(students["first_day"]) == {MONDAY}
    assert not {row["staff_id"] for row in sample.tables.requests.to_pylist()} & set(students.index)
    assert not {name for name, _ in sample.away} & set(students.index)
    assert sample.hospital.skill_by_id["STUDENT"].beside_skill_ids == ("RN", "RN-CHILD")


def test_a_midwife_is_on_call_each_night(sample):
    on_call = [row for row in sample.tables.roster.to_pylist() if row["shift_id"] == "CALL"]
    assert {(row["unit_id"], row["skill_id"]) for row in on_call} == {("MAT", "MIDWIFE")}
    assert len({row["date"] for row in on_call}) == len(on_call) >= 50
