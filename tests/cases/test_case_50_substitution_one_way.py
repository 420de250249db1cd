"""Case 50: a nurse may do an assistant's work and not the reverse; students are never in the count."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from optimization.roster.assess import Assessment, assess
from optimization.roster.build import build_problem
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions, SolveStatus
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from tests.cases.case_rows import read_rows
from tests.roster.two_wards import plan_inputs

CASE = Path(__file__).parent / "50"
SKILLS = [
    {
        "id": "RN", "name": "Nurse", "stands_in_for": ["HCA"], "pence_per_hour": 2400,
        "shortage_pence_per_hour": 9000,
    },
    {"id": "HCA", "name": "Assistant", "pence_per_hour": 1500, "shortage_pence_per_hour": 4000},
    # no standard asks for students, so they are given no shifts and stand beside the count
    {"id": "STUDENT", "name": "Student", "pence_per_hour": 0, "shortage_pence_per_hour": 1},
]  # fmt: skip

# a plan of a single day: a seventh of the contract is less than a shift
ONE_DAY = {"contract_hours": {"overtime_at_most_hours_week": 100, "overtime_percent": 0, "unused_percent": 0}}


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def planned(name: str, with_students: bool = True) -> tuple[RosterProblem, Roster, Assessment]:
    demand = rows("demand.csv")
    staff = [
        {
            "staff_id": row["staff_id"], "name": row["staff_id"], "unit_id": "A", "contract_id": "FT",
            "skill_id": "STUDENT" if row["supernumerary"] == "yes" else row["skill"],
        }
        for row in rows(name)
        if with_students or row["supernumerary"] == "no"
    ]  # fmt: skip
    standards = [
        {
            "unit_id": "A", "skill_id": row["skill"], "shift_ids": [row["shift"]], "method": "fixed",
            "people": int(row["need"]),
        }
        for row in demand
    ]  # fmt: skip
    day = date.fromisoformat(demand[0]["date"])
    inputs = plan_inputs({"staff": staff}, day, 1, skills=SKILLS, staffing=standards, rules=ONE_DAY)
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    problem = build_problem(inputs, staffing_requirements(inputs, nothing))
    result = solve(problem, SolveOptions(seconds=5))
    assert result.status is SolveStatus.OPTIMAL
    assert result.roster is not None
    judged = assess(problem, result.roster)
    judged.refuse_if_wrong(result)
    return problem, result.roster, judged


def missing(problem: RosterProblem, judged: Assessment) -> dict[str, int]:
    return {
        row.skill_id: row.target - there.present
        for row, there in zip(problem.coverage, judged.cover, strict=True)
    }


def roles(problem: RosterProblem, roster: Roster) -> Counter[tuple[str, str]]:
    """(first letter of the staff_id, skill worked as) -> people."""
    return Counter(
        (employee.employee_id[0], problem.duties[line[0]].skill_id)
        for employee, line in zip(problem.employees, roster.lines, strict=True)
        if line[0] is not None
    )


def test_a_nurse_does_the_work_of_an_assistant_and_its_price_is_told() -> None:
    problem, roster, judged = planned("yes.csv")
    assert missing(problem, judged) == {"RN": 0, "HCA": 0}
    assert roles(problem, roster) == {("R", "RN"): 2, ("R", "HCA"): 1, ("H", "HCA"): 1}
    assert {line.kind: line.pence for line in judged.costs}["assignment"] == 1000


def test_assistants_do_not_do_the_work_of_nurses() -> None:
    problem, roster, judged = planned("no.csv")
    assert missing(problem, judged) == {"RN": 1, "HCA": 0}
    at_work = roles(problem, roster)
    assert at_work == {("R", "RN"): 1, ("H", "HCA"): 2}, "the third assistant stays unused"


@pytest.mark.parametrize("name", ["yes.csv", "no.csv"])
def test_students_change_nothing(name: str) -> None:
    problem, roster, judged = planned(name)
    without, _, judged_without = planned(name, with_students=False)
    assert missing(problem, judged) == missing(without, judged_without)
    coverage = [
        sum(line.pence for line in each.costs if line.kind == "coverage") for each in (judged, judged_without)
    ]
    assert coverage[0] == coverage[1]
    assert ("T", "RN") not in roles(problem, roster)
