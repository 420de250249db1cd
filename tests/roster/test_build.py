"""From tables and requirements to a roster problem: people, past, absences, wishes, rows, supplies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from data.inputs import PlanInputs
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.building.absences import NOT_EMPLOYED
from optimization.roster.building.history import history_gap
from optimization.roster.problem import Employee, RosterProblem
from optimization.roster.result import Roster, SolveOptions
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from tests.roster.two_wards import FIRST_DAY, HOSPITAL, plan_inputs

Row = Mapping[str, Any]
STAFF: Sequence[Row] = (
    {
        "staff_id": "0017",
        "name": "Ann",
        "unit_id": "A",
        "skill_id": "RN",
        "contract_id": "FT",
        "float_unit_ids": "B",
    },
    {"staff_id": "0018", "name": "Ben", "unit_id": "A", "skill_id": "HCA", "contract_id": "FT"},
    {"staff_id": "0019", "name": "Cat", "unit_id": "B", "skill_id": "RN", "contract_id": "BANK"},
)


def build(
    absences: Sequence[Row] = (),
    requests: Sequence[Row] = (),
    roster: Sequence[Row] = (),
    staff: Sequence[Row] = STAFF,
    **more: Any,
) -> RosterProblem:
    tables = {"staff": staff, "absences": absences, "requests": requests, "roster": roster}
    return problem_of(plan_inputs(tables, **more))


def problem_of(inputs: PlanInputs) -> RosterProblem:
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    return build_problem(inputs, staffing_requirements(inputs, nothing))


def person(problem: RosterProblem, staff_id: str) -> Employee:
    return next(employee for employee in problem.employees if employee.employee_id == staff_id)


def duty_ids(problem: RosterProblem, employee: Employee) -> dict[str, int]:
    return {problem.duties[index].duty_id: pence for index, pence in employee.duties.items()}


def worked(staff_id: str, days_before: int, shift_id: str = "D", unit_id: str = "A") -> Row:
    when = FIRST_DAY - timedelta(days=days_before)
    return {"staff_id": staff_id, "date": when, "shift_id": shift_id, "unit_id": unit_id}


def test_duties_and_their_prices() -> None:
    problem = build()
    assert duty_ids(problem, person(problem, "0017")) == {
        "A/D/RN": 0,
        "A/D/HCA": 1000,  # a nurse may stand in for an assistant, at a price
        "A/N/RN": 0,
        "B/D/RN": 1500,  # sent to another unit
        "B/N/RN": 1500,
    }
    # one way: an assistant never stands in for a nurse
    assert duty_ids(problem, person(problem, "0018")) == {"A/D/HCA": 0}
    # bank staff are paid by the shift: 11.5 h at 29.00
    assert duty_ids(problem, person(problem, "0019")) == {"B/D/RN": 33350, "B/N/RN": 33350}
    assert person(problem, "0019").contract_minutes_week is None
    assert person(problem, "0017").contract_minutes_week == 35 * 60


def test_only_units_and_skills_with_standards_have_rows() -> None:
    problem = build()
    kinds = {(row.unit_id, row.shift_id, row.skill_id) for row in problem.coverage}
    assert kinds == {
        ("A", "D", "RN"),
        ("A", "N", "RN"),
        ("A", "D", "HCA"),
        ("B", "D", "RN"),
        ("B", "N", "RN"),
    }
    assert len(problem.coverage) == 7 * 5
    row = problem.coverage[0]
    assert (row.row_id, row.target, row.minimum, row.paid_minutes) == ("A/2026-11-30/D/RN", 2, None, 690)
    assert {problem.duties[duty].duty_id for _, duty in row.cells} == {"A/D/RN"}


def test_supplies_have_prices_and_limits() -> None:
    problem = build(cover={"agency_hours_week": 20, "most_per_shift": 3})
    bank, agency = problem.supplies
    assert (bank.supply_id, bank.most_per_row, bank.most_minutes) == ("bank", 3, None)
    assert (agency.supply_id, agency.most_minutes) == ("agency", 1200)
    nurses = [index for index, row in enumerate(problem.coverage) if row.skill_id == "RN"]
    assert dict(agency.pence) == dict.fromkeys(nurses, 51750)
    assert build(cover={"agency_hours_week": 0}).supplies[0].supply_id == "bank"
    assert len(build(cover={"agency_hours_week": 0}).supplies) == 1


def test_the_past_is_carried_in_up_to_the_day_before() -> None:
    problem = build(
        roster=[worked("0017", 1, "N"), worked("0017", 42), worked("0017", 43), worked("0018", 1)]
    )
    history = person(problem, "0017").history
    assert len(history) == 42
    assert [
        problem.duties[cell].shift_id if cell is not None else "." for cell in (history[0], history[-1])
    ] == [
        "D",
        "N",
    ]
    assert sum(cell is not None for cell in history) == 2


def test_without_a_published_roster_the_past_is_unknown() -> None:
    assert person(build(), "0017").history == ()
    stale = build(roster=[worked("0017", days) for days in range(20, 40)])
    assert person(stale, "0017").history == ()


def test_a_roster_that_ends_before_a_weekend_still_counts() -> None:
    problem = build(roster=[worked("0017", 3)])
    assert len(person(problem, "0017").history) == 3


def test_two_shifts_of_one_past_day_become_one_long_duty() -> None:
    problem = build(roster=[worked("0017", 1, "N"), worked("0017", 1, "D")])
    duty = problem.duties[person(problem, "0017").history[-1] or 0]
    assert (duty.shift_id, duty.start_minute, duty.end_minute) == ("D+N", 450, 1920)
    assert duty.paid_minutes == 2 * 690
    assert duty.is_night
    assert duty.days == frozenset()


def test_a_clock_change_makes_duties_of_its_own() -> None:
    """The clock goes back on Sunday 25 October 2026: the night of Saturday lasts 13.5 hours."""
    problem = build(first_day=date(2026, 10, 24), n_days=3)
    nights = {
        duty.duty_id: (duty.start_minute, duty.end_minute, duty.paid_minutes, sorted(duty.days))
        for duty in problem.duties
        if duty.unit_id == "B" and duty.shift_id == "N"
    }
    assert nights == {
        "B/N/RN": (1170, 1920, 690, [2]),
        "B/N/RN/1170-1980": (1170, 1980, 750, [0]),
        "B/N/RN/1230-1980": (1230, 1980, 690, [1]),  # elapsed minutes of a day of 25 hours
    }
    assert sorted(day for row in problem.coverage for day, _ in row.cells if row.unit_id == "B") == [
        0,
        0,
        1,
        1,
        2,
        2,
    ]


def test_leave_is_credited_its_share_of_the_week_once() -> None:
    leave = {
        "staff_id": "0017",
        "kind": "annual_leave",
        "first_day": FIRST_DAY,
        "last_day": FIRST_DAY + timedelta(6),
    }
    again = {"staff_id": "0017", "kind": "sickness", "first_day": FIRST_DAY, "last_day": FIRST_DAY}
    (period, *more) = person(build(absences=[leave]), "0017").absences
    assert not more
    assert (period.kind, period.start_minute, period.end_minute) == ("annual_leave", 0, 7 * 1440)
    assert sum(minutes for _, minutes in period.credited_minutes) == 35 * 60
    both = person(build(absences=[leave, again]), "0017").absences
    assert sum(minutes for each in both for _, minutes in each.credited_minutes) == 35 * 60


def test_days_outside_employment_are_away_and_owe_nothing() -> None:
    staff = [{**STAFF[0], "first_day": FIRST_DAY + timedelta(2)}]
    (period,) = person(build(staff=staff), "0017").absences
    assert (period.kind, period.end_minute) == (NOT_EMPLOYED, 2 * 1440)
    assert sum(minutes for _, minutes in period.credited_minutes) == 600
    gone = [{**STAFF[0], "last_day": FIRST_DAY - timedelta(1)}]
    assert build(staff=gone).employees == ()


@pytest.mark.parametrize(
    ("wish", "shift_id", "expected"),
    [
        ("want", "N", (["A/N/RN", "B/N/RN"], False, True)),
        ("avoid", "N", (["A/N/RN", "B/N/RN"], False, False)),
        ("avoid", None, (["A/D/HCA", "A/D/RN", "A/N/RN", "B/D/RN", "B/N/RN"], False, False)),
        ("day_off", None, ([], True, True)),
    ],
)
def test_wishes(wish: str, shift_id: str | None, expected: tuple[list[str], bool, bool]) -> None:
    row = {"staff_id": "0017", "date": FIRST_DAY + timedelta(3), "wish": wish, "shift_id": shift_id}
    late = {**row, "date": FIRST_DAY + timedelta(7)}
    problem = build(requests=[row, late])
    (request,) = person(problem, "0017").requests
    ids = sorted(problem.duties[index].duty_id for index in request.duties)
    assert (ids, request.day_off, request.wanted) == expected
    assert request.day == 3


def test_the_order_of_rows_does_not_matter() -> None:
    random = Random(3)
    roster = [worked(staff_id, days) for staff_id in ("0017", "0018") for days in (1, 2, 5, 6, 9)]
    absences = [
        {
            "staff_id": "0018",
            "kind": "study",
            "first_day": FIRST_DAY + timedelta(d),
            "last_day": FIRST_DAY + timedelta(d),
        }
        for d in (1, 3)
    ]
    requests = [
        {"staff_id": "0017", "date": FIRST_DAY + timedelta(d), "wish": "avoid", "shift_id": s}
        for d in (0, 4)
        for s in ("D", "N")
    ]
    first = build(absences, requests, roster)
    for _ in range(5):
        shuffled = [random.sample(list(rows), len(rows)) for rows in (absences, requests, roster, STAFF)]
        assert build(*shuffled) == first


def test_holidays_of_the_plan_are_marked() -> None:
    assert build(first_day=date(2026, 12, 21)).holidays == frozenset({4, 5})  # 25 and 26 December


STUDENT = {
    "id": "STUDENT", "name": "Student nurse", "beside_skill_ids": ["RN"], "pence_per_hour": 900,
    "shortage_pence_per_hour": 1,
}  # fmt: skip


def with_student(**staffing: Any) -> RosterProblem:
    staff = [
        STAFF[0],
        {"staff_id": "0020", "name": "Dan", "unit_id": "A", "skill_id": "STUDENT", "contract_id": "FT"},
    ]
    return build(staff=staff, skills=[*HOSPITAL["skills"], STUDENT], **staffing)


def test_students_work_beside_and_never_count() -> None:
    plain, problem = build(staff=STAFF[:1]), with_student()
    student = person(problem, "0020")
    assert duty_ids(problem, student) == {"A/D/STUDENT": 0, "A/N/STUDENT": 0}
    own = set(student.duties)
    assert not any(duty in own for row in problem.coverage for _, duty in row.cells)
    assert [(row.row_id, row.target, row.costs) for row in problem.coverage] == [
        (row.row_id, row.target, row.costs) for row in plain.coverage
    ]


def test_students_are_bound_by_rules_and_lower_no_shortage() -> None:
    problem = with_student()
    student = [person.employee_id for person in problem.employees].index("0020")
    off = tuple(None for _ in range(7))
    empty = Roster(tuple(off for _ in problem.employees))
    day = next(index for index in problem.employees[student].duties if not problem.duties[index].is_night)
    night = next(index for index in problem.employees[student].duties if problem.duties[index].is_night)
    line = (night, day, None, None, None, None, None)
    working = Roster(tuple(line if n == student else off for n in range(len(problem.employees))))
    before, after = assess(problem, empty), assess(problem, working)
    assert [cover.pence for cover in after.cover] == [cover.pence for cover in before.cover]
    assert {breach.violation.rule for breach in after.hard_breaches} >= {"minimum_rest", "rest_after_nights"}


def test_a_unit_that_somebody_hardly_knows_has_a_price() -> None:
    prices = {"unfamiliar_pence_per_shift": 700, "familiar_from_shifts": 2}
    seldom = [worked("0017", 3, unit_id="B")]
    often = [*seldom, worked("0017", 6, unit_id="B")]
    for roster, pence in ((seldom, 2200), (often, 1500)):
        problem = build(roster=roster, cover=prices)
        assert duty_ids(problem, person(problem, "0017"))["B/D/RN"] == pence
        assert duty_ids(problem, person(problem, "0017"))["A/D/RN"] == 0


def test_a_plan_gives_students_their_hours_beside_the_others() -> None:
    problem = with_student()
    result = solve(problem, SolveOptions(seconds=3))
    assert result.roster is not None
    assess(problem, result.roster).refuse_if_wrong(result)
    number = [person.employee_id for person in problem.employees].index("0020")
    assert result.roster.lines[number] != tuple(None for _ in range(7))
    assert {problem.duties[cell].skill_id for cell in result.roster.lines[number] if cell is not None} == {
        "STUDENT"
    }


def test_a_published_roster_that_ends_too_early_is_said() -> None:
    """Found by a reader: the past was dropped whole, in silence, when the last published day was nine days before."""

    def ending(days_before: int) -> PlanInputs:
        when = FIRST_DAY - timedelta(days=days_before)
        return plan_inputs(
            {"staff": STAFF, "roster": [{"staff_id": "0017", "date": when, "shift_id": "D", "unit_id": "A"}]}
        )

    assert list(history_gap(ending(8))) == []
    (note,) = history_gap(ending(9))
    assert note.text.startswith("The published roster before the plan ends on 2026-11-21, 8 days before it.")
    assert list(history_gap(plan_inputs({"staff": STAFF}))) == []
