"""Rules that bind several people: a mix of skills, people apart, people together; two wards with days and nights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from data.inputs import Severity
from data.problems import InputError
from optimization.roster.assess import Breach, assess
from optimization.roster.build import build_problem
from optimization.roster.building.team_links import team_gaps
from optimization.roster.cost import roster_cost
from optimization.roster.cpsat.model import build_model
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from tests.roster.two_wards import plan_inputs

STAFF = [
    {
        "staff_id": "A1",
        "name": "Ann",
        "unit_id": "A",
        "skill_id": "RN",
        "contract_id": "FT",
        "float_unit_ids": "B",
    },
    {"staff_id": "A2", "name": "Ben", "unit_id": "A", "skill_id": "RN", "contract_id": "FT"},
    {
        "staff_id": "A3",
        "name": "Cat",
        "unit_id": "A",
        "skill_id": "RN",
        "contract_id": "FT",
        "float_unit_ids": "B",
    },
    {"staff_id": "H1", "name": "Dan", "unit_id": "A", "skill_id": "HCA", "contract_id": "FT"},
]
SOFT = {"pence_per_unit": 100}
ROLES = {"A1": "RN", "A2": "RN", "A3": "RN", "H1": "HCA"}
MIX = {"skill_mix": [{"skill_ids": ["RN"], "unit_ids": ["A"], "at_least": 1, "at_most": 2, **SOFT}]}
APART = {"apart": [{"staff_ids": ["A1", "A2", "H1"], **SOFT}]}
AT_ONCE = {"apart": [{"staff_ids": ["A1", "A2", "H1"], "handover_minutes": 0, **SOFT}]}
TOGETHER = {"together": [{"staff_id": "A1", "with_staff_ids": ["A2", "A3"], **SOFT}]}


def problem(team: Mapping[str, Any], n_days: int = 3) -> RosterProblem:
    inputs = plan_inputs({"staff": STAFF}, n_days=n_days, rules={"team": team})
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    return build_problem(inputs, staffing_requirements(inputs, nothing))


def roster(of: RosterProblem, **lines: str) -> Roster:
    """Three places a day: `AD` is a day in ward A, `BN` a night in ward B, `..` off; people work as they are employed."""
    made = []
    for employee in of.employees:
        text = lines.get(employee.employee_id, ".." * of.n_days)
        cells: list[int | None] = []
        for day in range(of.n_days):
            unit, shift = text[2 * day : 2 * day + 2]
            found = [
                index
                for index in employee.duties
                if of.duties[index].unit_id == unit
                and of.duties[index].shift_id == shift
                and of.duties[index].skill_id == ROLES[employee.employee_id]
            ]
            cells.append(found[0] if found else None)
        made.append(tuple(cells))
    return Roster(tuple(made))


def found(of: RosterProblem, rule: str, judged: Roster) -> list[Breach]:
    return [breach for breach in assess(of, judged).breaches if breach.violation.rule == rule]


def test_a_shift_without_one_of_the_skill() -> None:
    of = problem(MIX)
    kept = roster(of, A1="ADADAD", A2="ANANAN")
    assert found(of, "skill_mix", kept) == []
    broken = found(of, "skill_mix", roster(of, A1="ADADAD", A2="ANAN.."))
    assert [(each.violation.days, each.violation.amount) for each in broken] == [((2,), 1)]
    assert broken[0].violation.message == "Nurse on N in A on Wed 2 Dec 2026: 0, at least 1 asked for"
    assert (broken[0].cost_pence, broken[0].source) == (100, "trust policy")


def gap(unit: str, people: str, shift: str) -> str:
    return (
        f"{unit} needs at least {people} on each {shift}, and nobody who is one can be given that shift there on 3 days: "
        "the rule is left out for it."
    )


@pytest.mark.parametrize(
    ("mix", "texts"),
    [
        ({"skill_ids": ["RN"], "at_least": 1}, []),
        ({"skill_ids": ["HCA"], "at_most": 1}, []),
        # assistants are needed by day only, and in ward A only
        ({"skill_ids": ["HCA"], "at_least": 1}, [gap("Ward A", "1 Assistant", "Night")]),
        (
            {"skill_ids": ["HCA"], "unit_ids": ["B"], "shift_ids": ["D"], "at_least": 2},
            [gap("Ward B", "2 Assistant", "Day")],
        ),
    ],
)
def test_a_shift_that_nobody_of_the_skill_can_be_given_is_named(mix: Any, texts: list[str]) -> None:
    """It has no link, as no roster could keep it; once it was left out without a word."""
    inputs = plan_inputs({"staff": STAFF}, n_days=3, rules={"team": {"skill_mix": [{**mix, **SOFT}]}})
    notes = list(team_gaps(inputs, problem({"skill_mix": [{**mix, **SOFT}]})))
    assert [note.text for note in notes] == texts
    assert {note.severity for note in notes} <= {Severity.WARNING}


def test_too_many_of_the_skill() -> None:
    of = problem(MIX)
    (broken,) = found(of, "skill_mix", roster(of, A1="ADADAD", A2="ADANAN", A3="ADADAD"))[:1]
    assert broken.violation.message == "Nurse on D in A on Mon 30 Nov 2026: 3, at most 2 asked for"


def test_people_apart_are_not_in_one_ward_at_one_time() -> None:
    of = problem(APART)
    assert found(of, "apart", roster(of, A1="ADBDAN", A2="AN..AD")) == [], (
        "nights end at 08:00, days start at 07:30"
    )


def test_overlap_counts_as_together() -> None:
    """Days and nights overlap by half an hour at both ends, which is a handover unless the hospital says otherwise."""
    of = problem(AT_ONCE)
    assert len(found(of, "apart", roster(of, A1="AD....", A2="AN...."))) == 1
    assert len(found(of, "apart", roster(of, A1="AN....", A2="..AD.."))) == 1
    assert found(of, "apart", roster(of, A1="BD....", A2="AD....")) == []
    (broken,) = found(of, "apart", roster(of, A1="AD....", H1="AD...."))[:1]
    assert broken.violation.message.startswith(
        "Ann and Ben and Dan apart in A on Mon 30 Nov 2026: 2, at most 1"
    )


def test_a_beginner_works_beside_a_mentor() -> None:
    of = problem(TOGETHER)
    assert found(of, "together", roster(of, A1="ADBDAN", A2="ADADAN", A3="..BD..")) == []
    broken = found(of, "together", roster(of, A1="ADAD..", A2="AD....", A3="..AN.."))
    assert [each.violation.message for each in broken] == [
        "Ann without Ben or Cat on D in A on Tue 1 Dec 2026: 1, at most 0 asked for"
    ]


def test_unknown_people_are_refused_with_their_place() -> None:
    with pytest.raises(InputError) as caught:
        problem({"apart": [{"staff_ids": ["A1", "Z9"], **SOFT}]})
    assert str(caught.value.problems[0]) == (
        "hospital.toml, rules.team.apart 1, staff_ids: found 'Z9', expected a staff_id of the staff table; "
        "correct the id, or import the staff table again"
    )


def breaches_by_hand(of: RosterProblem, judged: Roster, team: str) -> int:
    """Counted from who is where, without links."""
    where = {
        employee.employee_id: {day: of.duties[cell] for day, cell in enumerate(line) if cell is not None}
        for employee, line in zip(of.employees, judged.lines, strict=True)
    }
    total = 0
    for day in range(of.n_days):
        for unit, shift in (("A", "D"), ("A", "N"), ("B", "D"), ("B", "N")):
            there = [
                person
                for person, duties in where.items()
                if day in duties and (duties[day].unit_id, duties[day].shift_id) == (unit, shift)
            ]
            nurses = sum(ROLES[person] == "RN" for person in there)
            if team == "skill_mix" and unit == "A":
                total += max(0, 1 - nurses) + max(0, nurses - 2)
            if team == "together" and "A1" in there and not {"A2", "A3"} & set(there):
                total += 1
            if team.startswith("apart"):
                # at the start of this shift: its own people, and without a handover those of the shift before
                before = (day, "D") if shift == "N" else (day - 1, "N")
                places = [(day, shift), before] if team == "apart_at_once" else [(day, shift)]
                present = {
                    person
                    for person in ("A1", "A2", "H1")
                    for at, which in places
                    if at in where[person]
                    and (where[person][at].unit_id, where[person][at].shift_id) == (unit, which)
                }
                total += max(0, len(present) - 1)
    return total


def random_roster(random: Random, of: RosterProblem) -> Roster:
    """Nobody is in two shifts at once: no day after a night."""
    lines = []
    for employee in of.employees:
        line: list[int | None] = []
        for _ in range(of.n_days):
            was_night = bool(line) and line[-1] is not None and of.duties[line[-1]].is_night
            duties = [index for index in employee.duties if not was_night or of.duties[index].is_night]
            line.append(random.choice([None, None, *duties]))
        lines.append(tuple(line))
    return Roster(tuple(lines))


def own_roles(of: RosterProblem) -> RosterProblem:
    """People work only as what they are employed for, so that a shift of theirs has one duty."""
    people = tuple(
        replace(
            each,
            duties={
                index: 0 for index in each.duties if of.duties[index].skill_id == ROLES[each.employee_id]
            },
        )
        for each in of.employees
    )
    return replace(of, employees=people, policies=(), coverage=(), supplies=())


@pytest.mark.parametrize(
    ("name", "team"),
    [("skill_mix", MIX), ("apart", APART), ("apart_at_once", AT_ONCE), ("together", TOGETHER)],
)
def test_check_and_engine_agree_on_random_rosters(name: str, team: Mapping[str, Any]) -> None:
    of = own_roles(problem(team))
    random = Random(name)
    kept = 0
    for _ in range(300):
        judged = random_roster(random, of)
        breaches = found(of, name.removesuffix("_at_once"), judged)
        amount = sum(breach.violation.amount for breach in breaches)
        assert amount == breaches_by_hand(of, judged, name), judged
        assert roster_cost(of, judged) == 100 * amount
        kept += amount == 0
    assert kept < 290
    for _ in range(20):
        judged = random_roster(random, of)
        assert cpsat_cost(of, judged) == roster_cost(of, judged)


def cpsat_cost(of: RosterProblem, judged: Roster) -> int:
    from ortools.sat.python import cp_model

    built = build_model(of)
    for cells, line in zip(built.lines, judged.lines, strict=True):
        for day, cell in enumerate(line):
            variable = cells.variable(day, cell)
            assert variable is not None
            built.model.add(variable == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(built.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize("team", [MIX, APART, TOGETHER])
def test_a_plan_with_team_rules_passes_its_own_check(team: Mapping[str, Any]) -> None:
    of = problem(team, n_days=7)
    result = solve(of, SolveOptions(seconds=5))
    assert result.roster is not None
    assess(of, result.roster).refuse_if_wrong(result)


def test_hard_team_rules_hold() -> None:
    hard: Sequence[Mapping[str, Any]] = [{"staff_ids": ["A1", "A2"], "enforcement": "hard"}]
    of = problem({"apart": hard}, n_days=7)
    result = solve(of, SolveOptions(seconds=5))
    assert result.roster is not None
    judged = assess(of, result.roster)
    judged.refuse_if_wrong(result)
    assert [breach for breach in judged.breaches if breach.violation.rule == "apart"] == []
