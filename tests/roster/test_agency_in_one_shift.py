"""At most so many agency workers in one unit and shift, whatever their skills: plans, engines, parts, re-plans and the check."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from optimization.roster.assess import assess
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import RosterProblem, Source
from optimization.roster.replan.replan import replan
from optimization.roster.replan.terms import Occasion
from optimization.roster.result import Roster, SolveOptions, SolveResult
from optimization.roster.split import split
from tests.roster.test_build import problem_of
from tests.roster.test_replan import TERMS
from tests.roster.two_wards import HOSPITAL, plan_inputs

QUICK = SolveOptions(seconds=10)
AGENCIES = [{**skill, "agency_pence_per_hour": 3500} for skill in HOSPITAL["skills"]]
SHORT = [
    {"unit_id": "A", "skill_id": "RN", "method": "fixed", "people": 2},
    {"unit_id": "A", "skill_id": "HCA", "shift_ids": ["D"], "method": "fixed", "people": 2},
    {"unit_id": "B", "skill_id": "RN", "method": "fixed", "people": 1},
]


def nobody_employed(n_days: int = 2, **cover: Any) -> RosterProblem:
    """Two wards without staff: everybody who comes is bought, nurses first, for they are dearer to lack."""
    skills = [{**skill, "bank_pence_per_hour": None} for skill in AGENCIES]
    inputs = plan_inputs(n_days=n_days, skills=skills, staffing=SHORT, cover=cover)
    return problem_of(inputs)


def agency_by_shift(problem: RosterProblem, roster: Roster) -> Counter[tuple[str, int, str]]:
    found: Counter[tuple[str, int, str]] = Counter()
    for _, row, number in roster.bought:
        need = problem.coverage[row]
        found[need.unit_id, need.day, need.shift_id] += number
    return found


def test_without_the_limit_each_skill_has_its_own() -> None:
    problem = nobody_employed()
    assert problem.supplies[0].shared_rows == ()
    result = solve_by_cpsat(problem, QUICK)
    assert result.roster is not None
    assert agency_by_shift(problem, result.roster)["A", 0, "D"] == 4


@pytest.mark.parametrize("engine", [solve_by_cpsat, solve_by_columns])
def test_all_skills_of_a_shift_share_the_limit(engine: Any) -> None:
    problem = nobody_employed(agency_per_shift=3)
    result: SolveResult = engine(problem, QUICK)
    assert result.roster is not None
    assess(problem, result.roster).refuse_if_wrong(result)
    bought = agency_by_shift(problem, result.roster)
    assert (bought["A", 0, "D"], bought["A", 0, "N"], bought["B", 0, "D"]) == (3, 2, 1)
    nurses = sum(
        number
        for _, row, number in result.roster.bought
        if problem.coverage[row].row_id == "A/2026-11-30/D/RN"
    )
    assert nurses == 2, "what is dearest to lack is bought first"
    assert result.objective == result.bound


def test_only_what_can_exceed_the_limit_is_limited() -> None:
    (agency,) = nobody_employed(agency_per_shift=2).supplies
    assert [len(rows) for rows, _ in agency.shared_rows] == [2, 2], "the day shift of ward A, on two days"
    assert nobody_employed(agency_per_shift=4).supplies[0].shared_rows == ()
    assert nobody_employed(agency_per_shift=0).supplies == ()


def test_bank_workers_have_a_limit_of_their_own() -> None:
    inputs = plan_inputs(skills=AGENCIES, staffing=SHORT, cover={"bank_per_shift": 1, "most_per_shift": 1})
    supplies = {supply.source: supply for supply in problem_of(inputs).supplies}
    assert supplies[Source.AGENCY].shared_rows == ()
    assert supplies[Source.BANK].shared_rows == (), "the bank has nurses only, one for each row"


def test_a_roster_above_the_limit_is_refused() -> None:
    problem = nobody_employed(agency_per_shift=3)
    rows = {row.row_id: index for index, row in enumerate(problem.coverage)}
    bought = tuple(sorted((0, rows[f"A/2026-11-30/D/{skill}"], 2) for skill in ("RN", "HCA")))
    judged = assess(problem, Roster((), bought))
    assert judged.faults == (
        "4 shifts are bought from agency for D in A on Mon 30 Nov 2026; at most 3 are to be had",
    )


def test_rows_that_share_a_limit_stay_in_one_part() -> None:
    limited = nobody_employed(agency_per_shift=3)
    problem = replace(limited, employees=())
    (part,) = split(problem)
    assert [most for _, most in part.problem.supplies[0].shared_rows] == [3, 3]


def test_a_re_plan_counts_what_is_booked() -> None:
    """Three are booked for the shift; an assistant more is needed, and cannot be bought."""
    problem = nobody_employed(n_days=1, agency_per_shift=3)
    rows = {row.row_id: index for index, row in enumerate(problem.coverage)}
    nurse, assistant = (rows[f"A/2026-11-30/D/{skill}"] for skill in ("RN", "HCA"))
    booked = Roster((), tuple(sorted([(0, nurse, 2), (0, assistant, 1)])))
    again = replan(problem, booked, TERMS, Occasion(-3 * 1440), QUICK, changed_rows={assistant})
    assert agency_by_shift(problem, again.roster)["A", 0, "D"] == 3
    free = nobody_employed(n_days=1, agency_per_shift=None)
    again = replan(free, booked, TERMS, Occasion(-3 * 1440), QUICK, changed_rows={assistant})
    assert agency_by_shift(free, again.roster)["A", 0, "D"] == 4


@pytest.mark.parametrize(("most", "in_a", "in_b"), [(1, 1, 1), (0, 0, 1), (4, 4, 1)])
def test_a_unit_may_have_a_limit_of_its_own(most: int, in_a: int, in_b: int) -> None:
    """Stricter than that of the hospital, or wider; the other unit keeps the hospital's."""
    units = [
        {**unit, **({"agency_per_shift": most} if unit["id"] == "A" else {})} for unit in HOSPITAL["units"]
    ]
    skills = [{**skill, "bank_pence_per_hour": None} for skill in AGENCIES]
    inputs = plan_inputs(n_days=1, units=units, skills=skills, staffing=SHORT, cover={"agency_per_shift": 2})
    problem = problem_of(inputs)
    result = solve_by_cpsat(problem, QUICK)
    assert result.roster is not None
    bought = agency_by_shift(problem, result.roster)
    assert (bought["A", 0, "D"], bought["B", 0, "D"]) == (in_a, in_b)
