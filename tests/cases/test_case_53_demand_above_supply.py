"""Case 53: far more shifts than people. Shifts stay open and are counted; no rule is broken in silence."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from data.configuration.people import Shift
from optimization.roster.assess import assess
from optimization.roster.problem import RosterProblem
from optimization.roster.result import SolveOptions, SolveStatus
from optimization.roster.solve import solve
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.policy import Hard, Policy
from tests.cases.case_rows import read_rows
from tests.roster.small_problems import small_problem

CASE = Path(__file__).parent / "53"
POLICIES = (
    Policy(OneShiftAtATime(), Hard()),
    Policy(MinimumRest(11 * 60), Hard()),
    Policy(ConsecutiveDays(at_most=4), Hard()),
)


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def the_case(factor: int = 1, n_more_people: int = 0) -> RosterProblem:
    demand = rows("demand.csv")
    first_day = date.fromisoformat(demand[0]["date"])
    staff = [row["staff_id"] for row in rows("staff.csv")] + [f"T{n}" for n in range(n_more_people)]
    return small_problem(
        first_day,
        len(demand),
        [
            Shift(id=row["code"], name=row["code"], start=row["start"], end=row["end"])
            for row in rows("shifts.csv")
        ],
        {staff_id: {} for staff_id in staff},
        {
            ((date.fromisoformat(row["date"]) - first_day).days, row["shift"]): factor * int(row["need"])
            for row in demand
        },
        POLICIES,
    )


def test_the_case() -> None:
    problem = the_case()
    result = solve(problem, SolveOptions(seconds=5))
    assert result.status is SolveStatus.OPTIMAL
    assert result.roster is not None
    judged = assess(problem, result.roster)
    judged.refuse_if_wrong(result)
    assert judged.breaches == ()
    filled = sum(there.present for there in judged.cover)
    open_by_day = {
        row.day: row.target - there.present for row, there in zip(problem.coverage, judged.cover, strict=True)
    }
    assert (filled, sum(open_by_day.values())) == (12, 18)
    assert sorted(open_by_day) == [0, 1, 2, 3, 4]
    at_work = Counter(
        day for line in result.roster.lines for day, cell in enumerate(line) if cell is not None
    )
    assert open_by_day == {day: 6 - at_work[day] for day in range(5)}


@pytest.mark.parametrize("factor", [1, 10])
@pytest.mark.parametrize("n_more_people", [0, 25])
def test_more_demand_or_more_people_alter_nothing_about_the_rules(factor: int, n_more_people: int) -> None:
    """The larger ones go to the engine for large problems."""
    problem = the_case(factor, n_more_people)
    result = solve(problem, SolveOptions(seconds=10))
    assert result.roster is not None
    judged = assess(problem, result.roster)
    judged.refuse_if_wrong(result)
    assert judged.hard_breaches == ()
    n_needed = sum(row.target for row in problem.coverage)
    n_there = sum(there.present for there in judged.cover)
    assert n_there == min(4 * len(problem.employees), n_needed)
