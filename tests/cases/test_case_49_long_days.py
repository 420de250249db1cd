"""Case 49: long days with unpaid breaks, split days, and nights on which the clock changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.calendar import DayGrid
from data.configuration.people import Shift
from data.inputs import PlanInputs
from optimization.roster.building.clock_changes import clock_change_notes
from optimization.roster.building.history import read_history
from optimization.roster.building.times import ShiftTimes, shift_times
from optimization.roster.problem import Duty, Employee, RosterProblem
from optimization.rules.contract_hours import ContractHours, HoursSide
from tests.cases.case_rows import read_rows
from tests.roster.two_wards import HOSPITAL, plan_inputs

CASE = Path(__file__).parent / "49"


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def shift(code: str) -> Shift:
    row = next(row for row in rows("shifts.csv") if row["code"] == code)
    return Shift(
        id=code, name=code, start=row["start"], end=row["end"],
        unpaid_break_minutes=int(row["unpaid_break_min"]), is_night=code == "N",
    )  # fmt: skip


def times(code: str, day: date) -> ShiftTimes:
    return shift_times(DayGrid(day, 1, "Europe/London"), shift(code), 0)


def test_unpaid_breaks_are_not_paid() -> None:
    assert [times(code, date(2024, 6, 3)).paid_minutes / 60 for code in ("LD", "N")] == [11.5, 11.5]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2024, 3, 30), 10.5),
        (date(2024, 10, 26), 12.5),
        (date(2024, 3, 29), 11.5),
        (date(2024, 10, 27), 11.5),
    ],
)
def test_a_night_is_paid_for_the_time_that_passes(day: date, hours: float) -> None:
    assert times("N", day).paid_minutes / 60 == hours


@pytest.mark.parametrize("day", [date(2024, 3, 30), date(2024, 10, 26), date(2024, 3, 29)])
def test_or_for_the_hours_of_other_days_where_the_hospital_says_so(day: date) -> None:
    night = shift("N").model_copy(update={"clock_change_pay": "scheduled"})
    assert shift_times(DayGrid(day, 1, "Europe/London"), night, 0).paid_minutes / 60 == 11.5


@pytest.mark.parametrize(("pay", "hours"), [("elapsed", "12 h 30 min"), ("scheduled", "11 h 30 min")])
def test_what_is_paid_on_such_a_night_is_said(pay: str, hours: str) -> None:
    shifts = [HOSPITAL["shifts"][0], {**HOSPITAL["shifts"][1], "clock_change_pay": pay}]
    inputs = plan_inputs(None, date(2024, 10, 21), shifts=shifts)
    (note,) = clock_change_notes(inputs)
    assert note.text.startswith(
        "Night (N) on 2024-10-26: the clock changes, so that it lasts 13 h 30 min instead of 12 h 30 min. "
        f"Paid are {hours}, "
    )
    assert list(clock_change_notes(plan_inputs(None, date(2024, 6, 3), shifts=shifts))) == []


def split_day() -> PlanInputs:
    parts = [row for row in rows("shifts.csv") if row["code"] == "SPLIT"]
    shifts = [
        {"id": f"SPLIT{number}", "name": "Part of a split day", "start": part["start"], "end": part["end"]}
        for number, part in enumerate(parts, start=1)
    ]
    units = [{**unit, "shift_ids": ["SPLIT1", "SPLIT2"]} for unit in HOSPITAL["units"]]
    roster = [
        {
            "staff_id": row["staff_id"], "date": date.fromisoformat(row["date"]), "shift_id": f"SPLIT{number}",
            "unit_id": "A", "skill_id": "RN", "source": "contract",
        }
        for row in rows("roster.csv")
        if row["shift"] == "SPLIT"
        for number in (1, 2)
    ]  # fmt: skip
    return plan_inputs({"roster": roster}, date(2024, 6, 4), shifts=shifts, units=units, staffing=[])


def test_a_split_day_is_one_day_with_its_spread_and_the_hours_of_both_parts() -> None:
    """The published roster has both parts; rules see one day of work from the first start to the last end."""
    history = read_history(split_day(), {"S2": "RN"})
    (key,) = history.worked["S2"].values()
    assert key.shift_ids == ("SPLIT1", "SPLIT2")
    assert key.times.paid_minutes / 60 == 8.0
    assert (key.times.end_minute - key.times.start_minute) / 60 == 13.0


def four_weeks(n_shifts: int) -> tuple[RosterProblem, tuple[int | None, ...]]:
    long_day = times("LD", date(2024, 6, 3))
    duty = Duty(
        "A/LD", "A", "LD", "RN", long_day.start_minute, long_day.end_minute, long_day.paid_minutes,
        is_night=False, days=frozenset(range(28)),
    )  # fmt: skip
    grid = DayGrid(date(2024, 6, 3), 28, "Europe/London")
    weekly = next(float(row["week_h"]) for row in rows("staff.csv") if row["staff_id"] == "S3")
    person = Employee("S3", "S3", {0: 0}, frozenset({"RN"}), contract_minutes_week=round(weekly * 60))
    worked = [
        grid.day(date.fromisoformat(row["date"])) for row in rows("roster.csv") if row["staff_id"] == "S3"
    ]
    line = tuple(0 if day in worked[:n_shifts] else None for day in range(28))
    return RosterProblem(grid, (duty,), (person,), policies=(), coverage=()), line


def test_thirteen_long_days_are_half_an_hour_short_and_not_a_shift() -> None:
    problem, line = four_weeks(13)
    assert sum(cell is not None for cell in line) == 13
    (short,) = ContractHours(HoursSide.BELOW, 4).check(problem, problem.employees[0], line)
    assert short.amount == 30
    assert short.message == (
        "S3 has 149 h 30 min, leave included, from Mon 3 Jun 2024 to Sun 30 Jun 2024; the contract asks for 150 h"
    )
    assert ContractHours(HoursSide.ABOVE, 4).check(problem, problem.employees[0], line) == ()


def test_twelve_are_a_shift_more_short() -> None:
    problem, line = four_weeks(12)
    (short,) = ContractHours(HoursSide.BELOW, 4).check(problem, problem.employees[0], line)
    assert short.amount == 30 + 690
