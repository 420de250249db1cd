"""Case 51: somebody is spared nights from the middle of a month on; a night that ends in it is spared as well."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from tests.roster.two_wards import plan_inputs

CASE = Path(__file__).parent / "51"
STAFF = [
    {"staff_id": f"S{number}", "name": f"S{number}", "unit_id": "A", "skill_id": "RN", "contract_id": "FT"}
    for number in (1, 2)
]


def no_nights() -> list[dict[str, Any]]:
    """The row of the case that speaks of nights."""
    with (CASE / "restrictions.csv").open(newline="") as lines:
        return [
            {
                "staff_id": row["staff_id"],
                "kind": row["kind"],
                "first_day": date.fromisoformat(row["from"]),
                "last_day": date.fromisoformat(row["to"]) if row["to"] else None,
            }
            for row in csv.DictReader(lines)
            if row["kind"] == "no_nights"
        ]


def problem(first_day: date, n_days: int, rows: list[dict[str, Any]], **rules: Any) -> RosterProblem:
    inputs = plan_inputs({"staff": STAFF, "restrictions": rows}, first_day, n_days, rules=rules)
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    return build_problem(inputs, staffing_requirements(inputs, nothing))


def may_work_nights(of: RosterProblem, staff_id: str) -> list[date]:
    """The days whose night alone breaks nothing for this person."""
    number = next(n for n, each in enumerate(of.employees) if each.employee_id == staff_id)
    person = of.employees[number]
    (night,) = [i for i in person.duties if of.duties[i].is_night and of.duties[i].skill_id == "RN"]
    (rule,) = [policy.rule for policy in of.policies if policy.rule.name == "restrictions"]
    return [
        of.grid.date_of(day)
        for day in range(of.n_days)
        if not rule.check(of, person, tuple(night if d == day else None for d in range(of.n_days)))
    ]


def test_the_night_before_is_not_allowed_and_none_after() -> None:
    june = date(2024, 6, 10)
    days = [june + timedelta(days=n) for n in range(10)]
    of = problem(june, 10, no_nights())
    assert may_work_nights(of, "S1") == [day for day in days if day < date(2024, 6, 14)]
    assert may_work_nights(of, "S2") == days


def test_the_hospital_may_say_that_the_night_before_is_allowed() -> None:
    of = problem(date(2024, 6, 10), 10, no_nights(), restrictions={"night_may_run_in": True})
    assert may_work_nights(of, "S1")[-1] == date(2024, 6, 14)


def test_it_holds_until_further_notice_or_until_its_last_day() -> None:
    much_later = date(2025, 3, 3)
    assert may_work_nights(problem(much_later, 7, no_nights()), "S1") == []
    ended = [{**row, "last_day": date(2025, 3, 4)} for row in no_nights()]
    allowed = may_work_nights(problem(much_later, 7, ended), "S1")
    assert allowed[0] == date(2025, 3, 5)
    assert len(allowed) == 5


@pytest.mark.parametrize("first_day", [date(2024, 6, 10), date(2024, 6, 17)])
def test_a_plan_gives_no_such_night_even_where_nights_go_short(first_day: date) -> None:
    of = problem(first_day, 7, no_nights())
    result = solve(of, SolveOptions(seconds=5))
    assert result.roster is not None
    assess(of, result.roster).refuse_if_wrong(result)
    nights = [
        of.grid.date_of(day)
        for day, cell in enumerate(result.roster.lines[0])
        if cell is not None and of.duties[cell].is_night
    ]
    assert all(day < date(2024, 6, 14) for day in nights)


def on_call_problem(first_day: date, n_days: int) -> RosterProblem:
    """The shifts of the case, with its call-outs and its restrictions."""
    zone = ZoneInfo("Europe/London")
    with (CASE / "shifts.csv").open(newline="") as lines:
        shifts = [
            {
                "id": row["code"], "name": row["code"], "start": row["start"], "end": row["end"],
                "is_night": row["code"] == "N",
            }
            | ({"on_call": True, "paid_percent": 0} if row["code"] == "CALL" else {})
            for row in csv.DictReader(lines)
        ]  # fmt: skip
    with (CASE / "oncall.csv").open(newline="") as lines:
        on_call = list(csv.DictReader(lines))
    with (CASE / "restrictions.csv").open(newline="") as lines:
        spared = [
            {"staff_id": row["staff_id"], "kind": row["kind"], "first_day": date.fromisoformat(row["from"])}
            for row in csv.DictReader(lines)
        ]
    inputs = plan_inputs(
        {
            "staff": [*STAFF, {**STAFF[0], "staff_id": "S3", "name": "S3"}],
            "restrictions": spared,
            "roster": [
                {"staff_id": row["staff_id"], "date": day, "shift_id": "CALL", "unit_id": "A"}
                for row in on_call
                if (day := date.fromisoformat(row["date"])) < first_day
            ],
            "call_outs": [
                {
                    "staff_id": row["staff_id"],
                    "called_from": datetime.fromisoformat(row["called_from"]).replace(tzinfo=zone),
                    "called_to": datetime.fromisoformat(row["called_to"]).replace(tzinfo=zone),
                }
                for row in on_call
                if row["called_from"]
            ],
        },
        first_day,
        n_days,
        shifts=shifts,
        units=[{"id": "A", "name": "A", "beds_staffed": 9, "shift_ids": ["E", "N", "CALL"]}],
        staffing=[
            {"unit_id": "A", "skill_id": "RN", "method": "fixed", "people": 1},
            {"unit_id": "A", "skill_id": "RN", "shift_ids": ["CALL"], "method": "fixed", "people": 1},
        ],
    )
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    return build_problem(inputs, staffing_requirements(inputs, nothing))


def broken(of: RosterProblem, staff_id: str, shift_id: str, day: int) -> set[str]:
    """The rules that must hold and that this shift alone breaks."""
    number = [each.employee_id for each in of.employees].index(staff_id)
    duty = next(i for i in of.employees[number].duties if of.duties[i].shift_id == shift_id)
    off = (None,) * of.n_days
    line = tuple(duty if d == day else None for d in range(of.n_days))
    roster = Roster(tuple(line if n == number else off for n in range(len(of.employees))))
    return {breach.violation.rule for breach in assess(of, roster).hard_breaches}


def test_a_call_out_is_work_and_owes_rest_and_being_on_call_is_neither() -> None:
    of = on_call_problem(date(2024, 6, 11), 7)
    past = {each.employee_id: of.duties[cell].paid_minutes for each in of.employees
            for cell in each.history[-1:] if cell is not None}  # fmt: skip
    assert past == {"S2": 240}  # four hours
    assert broken(of, "S2", "E", 0) >= {"rest_after_call_out"}
    assert broken(of, "S2", "N", 0) == set()  # at 22:00
    assert broken(of, "S2", "E", 1) == set()
    calm = on_call_problem(date(2024, 6, 13), 7)
    # S3 was on call until 08:00 on the 13th and never called: E at 07:00 would overlap, the night is fine
    assert broken(calm, "S3", "N", 0) == set()
    assert "rest_after_call_out" not in broken(calm, "S3", "E", 0)


def test_on_call_has_a_need_of_its_own_and_covers_nothing_else() -> None:
    of = on_call_problem(date(2024, 6, 10), 7)
    rows = {(row.day, row.shift_id): row for row in of.coverage}
    assert len(rows) == len(of.coverage) == 7 * 3
    for (_, shift_id), row in rows.items():
        assert {of.duties[duty].shift_id for _, duty in row.cells} == {shift_id}
        assert row.target == 1
    assert all(of.coverage[row].shift_id != "CALL" for supply in of.supplies for row in supply.pence)


def test_who_must_be_spared_gets_no_on_call_from_the_day_before_on() -> None:
    of = on_call_problem(date(2024, 6, 10), 7)
    allowed = [day for day in range(7) if not broken(of, "S1", "CALL", day)]
    assert [of.grid.date_of(day).day for day in allowed] == [10, 11, 12, 13]
    assert [day for day in range(7) if not broken(of, "S2", "CALL", day)] != allowed
