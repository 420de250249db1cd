"""Case 51: somebody is spared nights from the middle of a month on; a night that ends in it is spared as well."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.problem import RosterProblem
from optimization.roster.result import SolveOptions
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
