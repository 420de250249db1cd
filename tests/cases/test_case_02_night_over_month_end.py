"""Case 02: a night belongs to the day it starts, has its full length, and overlaps what starts before it ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.calendar import DayGrid, local_midnight, minutes_between
from data.configuration.people import Shift
from optimization.roster.assess import assess
from optimization.roster.building.times import shift_times
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions, SolveStatus
from optimization.roster.solve import solve
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.policy import Hard, Policy
from tests.cases.case_rows import read_rows
from tests.roster.small_problems import small_problem

CASE = Path(__file__).parent / "02"
POLICIES = (Policy(OneShiftAtATime(), Hard()),)


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def shifts() -> list[Shift]:
    return [
        Shift(
            id=row["code"],
            name=row["code"],
            start=row["start"],
            end=row["end"],
            unpaid_break_minutes=int(row["unpaid_break_min"]),
            is_night=row["code"] == "N",
        )
        for row in rows("shifts.csv")
    ]


def two_days(first_day: date, **people: Mapping[str, object]) -> RosterProblem:
    return small_problem(first_day, 2, shifts(), people, {(1, "E"): 1}, POLICIES)


def test_the_night_has_its_length_and_its_day() -> None:
    night = next(shift for shift in shifts() if shift.id == "N")
    grid = DayGrid(date(2024, 1, 31), 1, "Europe/London")
    times = shift_times(grid, night, 0)
    assert (times.end_minute - times.start_minute) / 60 == 12.5
    assert times.paid_minutes / 60 == 11.5
    start, end = grid.instant(times.start_minute), grid.instant(times.end_minute)
    first_of_february = local_midnight(date(2024, 2, 1), grid.zone)
    assert minutes_between(start, first_of_february) / 60 == 4.5
    assert minutes_between(first_of_february, end) / 60 == 8.0


def test_the_case() -> None:
    problem = two_days(date(2024, 1, 31), S1={}, S2={})
    number = {duty.shift_id: index for index, duty in enumerate(problem.duties)}
    cells: dict[str, list[int | None]] = {"S1": [None, None], "S2": [None, None]}
    for row in rows("roster.csv"):
        cells[row["staff_id"]][problem.grid.day(date.fromisoformat(row["date"]))] = number[row["shift"]]
    found = assess(problem, Roster(tuple(tuple(line) for line in cells.values()))).hard_breaches
    assert [(each.violation.employee_id, each.violation.rule, each.violation.amount) for each in found] == [
        ("S1", "one_shift_at_a_time", 60)
    ]
    assert found[0].violation.message == (
        "S1 is in two shifts at once for 1 h: N of Wed 31 Jan 2024 and E of Thu 1 Feb 2024"
    )


@pytest.mark.parametrize(
    "night_of",
    [date(2024, 1, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 12, 31), date(2021, 1, 3)],
)
@pytest.mark.parametrize("is_past", [False, True])
def test_month_year_and_plan_borders_are_no_borders(night_of: date, is_past: bool) -> None:
    """The same overlap where the month, the leap day, the year, the ISO year or the plan begins between the shifts."""
    if is_past:
        first_day = night_of + timedelta(days=1)
        problem = small_problem(first_day, 1, shifts(), {"S1": {"history": (0,)}}, {(0, "E"): 1}, POLICIES)
        line: tuple[int | None, ...] = (1,)
    else:
        problem, line = two_days(night_of, S1={}), (0, 1)
    assert [duty.shift_id for duty in problem.duties] == ["N", "E"]
    (found,) = assess(problem, Roster((line,))).hard_breaches
    assert found.violation.amount == 60


def test_the_engine_does_not_plan_into_a_night_of_the_past() -> None:
    problem = small_problem(
        date(2024, 2, 1),
        1,
        shifts(),
        {"S1": {"history": (0,)}, "S2": {}},
        {(0, "E"): 2},
        (*POLICIES, Policy(MinimumRest(0), Hard())),
    )
    result = solve(problem, SolveOptions(seconds=5))
    assert result.status is SolveStatus.OPTIMAL
    assert result.roster is not None
    early = next(index for index, duty in enumerate(problem.duties) if duty.shift_id == "E")
    assert result.roster.lines[0] != (early,)
    assert result.roster.lines[1] == (early,)
