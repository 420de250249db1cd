"""Settled shifts from the table `pins`: they stay, wherever they are, and what they break is said."""

from __future__ import annotations

from typing import Any

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from data.problems import InputError
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.building.given_roster import GivenShift, read_given
from optimization.roster.problem import RosterProblem
from optimization.roster.result import SolveOptions
from optimization.roster.settled import settle
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from tests.roster.two_wards import FIRST_DAY, HOSPITAL, plan_inputs

STAFF = [
    {"staff_id": "S1", "name": "One", "unit_id": "A", "skill_id": "RN", "contract_id": "FT"},
    {"staff_id": "S2", "name": "Two", "unit_id": "A", "skill_id": "RN", "contract_id": "FT"},
    {"staff_id": "S3", "name": "Three", "unit_id": "B", "skill_id": "HCA", "contract_id": "FT"},
]


def day(number: int) -> Any:
    return FIRST_DAY.fromordinal(FIRST_DAY.toordinal() + number)


def pin(staff_id: str, number: int, shift_id: str | None, **more: str) -> dict[str, Any]:
    return {"staff_id": staff_id, "date": day(number), "shift_id": shift_id, **more}


def problem_with(*pins: dict[str, Any]) -> RosterProblem:
    inputs = plan_inputs({"staff": STAFF, "pins": list(pins)})
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    return build_problem(inputs, staffing_requirements(inputs, nothing))


def planned(problem: RosterProblem) -> tuple[dict[tuple[str, int], str], list[str]]:
    """What everybody works, by person and day, and the sentences of hard rules that are broken."""
    settled = settle(problem)
    result = solve(settled.problem, SolveOptions(seconds=3, n_workers=1))
    assert result.roster is not None
    judged = assess(problem, result.roster)
    assert judged.faults == ()
    assert judged.hard_breaches_beside(settled.broken) == ()
    work = {
        (employee.employee_id, number): problem.duties[cell].duty_id
        for employee, line in zip(problem.employees, result.roster.lines, strict=True)
        for number, cell in enumerate(line)
        if cell is not None
    }
    return work, [each.violation.message for each in judged.hard_breaches]


def test_settled_shifts_and_days_off_stay() -> None:
    work, broken = planned(problem_with(pin("S1", 0, "N"), pin("S1", 3, None), pin("S2", 0, None)))
    assert work["S1", 0] == "A/N/RN"
    assert ("S1", 3) not in work
    assert ("S2", 0) not in work
    assert broken == []


def test_a_shift_may_be_settled_where_no_plan_would_put_it() -> None:
    """In a unit that is not the person's, and on a shift for which nobody of the skill is needed."""
    work, broken = planned(problem_with(pin("S1", 1, "D", unit_id="B"), pin("S3", 2, "N")))
    assert work["S1", 1] == "B/D/RN"
    assert work["S3", 2] == "B/N/HCA unplanned 2026-12-02"
    assert broken == []


def test_what_settled_shifts_break_is_said_and_nothing_else_is_broken() -> None:
    work, broken = planned(
        problem_with(pin("S1", 0, "N"), pin("S1", 1, "D"), pin("S3", 4, "D", skill_id="RN"))
    )
    assert (work["S1", 0], work["S1", 1], work["S3", 4]) == ("A/N/RN", "A/D/RN", "B/D/RN")
    assert sorted(sentence.split(";")[0] for sentence in broken) == [
        "One has 0 h of rest after the night of Mon 30 Nov 2026 before D on Tue 1 Dec 2026",
        "One has 0 h of rest between N on Mon 30 Nov 2026 and D on Tue 1 Dec 2026",
        "One is in two shifts at once for 30 min: N of Mon 30 Nov 2026 and D of Tue 1 Dec 2026",
        "Three works as RN on Fri 4 Dec 2026 without holding that skill",
    ]


def test_pins_of_people_who_are_not_there_are_named() -> None:
    gone = {**STAFF[1], "last_day": day(-1)}
    inputs = plan_inputs({"staff": [STAFF[0], gone], "pins": [pin("S2", 0, "D"), pin("S2", -3, "D")]})
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    with pytest.raises(
        InputError, match="column 'staff_id': found 'S2', expected somebody employed in these days"
    ):
        build_problem(inputs, staffing_requirements(inputs, nothing))


def test_a_settled_on_call_where_nobody_is_needed_is_still_on_call() -> None:
    """Found by a reader: it became an ordinary shift, and rules of rest took it for work."""
    shifts = [
        *HOSPITAL["shifts"],
        {"id": "C", "name": "On call", "start": "20:00", "end": "07:00", "on_call": True},
    ]
    inputs = plan_inputs({"staff": STAFF, "pins": [pin("S1", 0, "C"), pin("S1", 1, "D")]}, shifts=shifts)
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    problem = build_problem(inputs, staffing_requirements(inputs, nothing))
    cell = problem.employees[0].pinned[0]
    assert cell is not None
    assert problem.duties[cell].is_on_call
    assert planned(problem)[1] == []


def test_rules_of_teams_see_settled_shifts_where_nobody_is_needed() -> None:
    """Found by a reader: links were made before settled shifts had their duties, and missed them."""
    apart = {"team": {"apart": [{"staff_ids": ["S1", "S3"], "pence_per_unit": 700}]}}
    pins = [pin("S1", 2, "N", unit_id="B", skill_id="HCA"), pin("S3", 2, "N")]
    inputs = plan_inputs({"staff": STAFF, "pins": pins}, rules=apart)
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    problem = build_problem(inputs, staffing_requirements(inputs, nothing))
    result = solve(problem, SolveOptions(seconds=3, n_workers=1))
    assert result.roster is not None
    broken = [each for each in assess(problem, result.roster).breaches if each.violation.rule == "apart"]
    assert [(each.violation.days, each.cost_pence) for each in broken] == [((2,), 700)]


def test_rules_of_teams_see_shifts_of_a_roster_edited_by_hand() -> None:
    apart = {"team": {"apart": [{"staff_ids": ["S3", "S4"], "pence_per_unit": 700}]}}
    other = {**STAFF[2], "staff_id": "S4", "name": "Four"}
    inputs = plan_inputs({"staff": [*STAFF, other]}, rules=apart)
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    problem = build_problem(inputs, staffing_requirements(inputs, nothing))
    given = read_given(
        inputs, problem, [GivenShift(staff_id, day(1), "D", "B", "HCA") for staff_id in ("S3", "S4")]
    )
    judged = assess(given.problem, given.roster)
    assert "apart" in {each.violation.rule for each in judged.breaches}
