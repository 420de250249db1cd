"""Case 47: fair shares over months, by contracted hours and days there; sick days put nobody behind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from data.ledger.shares import fair_shares
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from tests.cases.case_rows import read_rows
from tests.roster.two_wards import FIRST_DAY, plan_inputs

CASE = Path(__file__).parent / "47"
EXPECTED: Mapping[str, float] = json.loads((CASE / "case.json").read_text())["expected"]["targets"]


NOTHING = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def problem(night_pence: int = 1000, **rules: Any) -> RosterProblem:
    """Ward A with the people of the case, one nurse at night for 28 days; B to D's days away are sick leave."""
    past = {row["staff_id"]: int(row["nights_past8w"]) for row in rows("history.csv")}
    staff, absences, roster = [], [], []
    for row in rows("staff.csv"):
        staff_id, n_there = row["staff_id"], int(row["available_days_past8w"])
        staff.append(
            {
                "staff_id": staff_id, "name": staff_id, "unit_id": "A", "skill_id": "RN", "contract_id": "FT",
                "hours_week": 35 * float(row["fte"]),
            }
        )  # fmt: skip
        start = FIRST_DAY - timedelta(days=56)
        if n_there < 56:
            last = start + timedelta(days=56 - n_there - 1)
            absences.append({"staff_id": staff_id, "kind": "sickness", "first_day": start, "last_day": last})
        roster += [
            {
                "staff_id": staff_id, "date": FIRST_DAY - timedelta(days=1 + number), "shift_id": "N",
                "unit_id": "A",
            }
            for number in range(past[staff_id])
        ]  # fmt: skip
    # somebody else worked on the first day of the eight weeks, so that all of them are known
    staff.append({"staff_id": "Z", "name": "Z", "unit_id": "B", "skill_id": "RN", "contract_id": "FT"})
    first = {"staff_id": "Z", "date": FIRST_DAY - timedelta(days=56), "shift_id": "D", "unit_id": "B"}
    inputs = plan_inputs(
        {"staff": staff, "absences": absences, "roster": [*roster, first]},
        FIRST_DAY,
        28,
        rules={"fairness": {"night_pence": night_pence}, **rules},
        staffing=[
            {"unit_id": "A", "skill_id": "RN", "shift_ids": ["N"], "method": "fixed", "people": 1},
        ],
    )
    return build_problem(inputs, staffing_requirements(inputs, NOTHING))


def cost_of(of: RosterProblem, nights: Mapping[str, int]) -> int:
    """The price of fairness when each works so many nights, from the first day on."""
    night = next(i for i, duty in enumerate(of.duties) if duty.is_night and duty.days)
    lines = []
    for person in of.employees:
        n = nights.get(person.employee_id, 0)
        lines.append(tuple(night if day < n else None for day in range(of.n_days)))
    lines_only = replace(
        of, policies=tuple(policy for policy in of.policies if policy.rule.name == "fairness")
    )
    costs = assess(lines_only, Roster(tuple(lines))).costs
    return sum(line.pence for line in costs if line.kind == "fairness")


def test_the_shares_of_the_case() -> None:
    of = problem()
    nights = {
        person.employee_id: dict(person.fair_shares)["nights"] / 100
        for person in of.employees
        if person.employee_id != "Z"
    }
    assert nights == pytest.approx(EXPECTED, abs=0.0051)
    assert sum(nights.values()) == pytest.approx(28, abs=0.02)


def test_seven_each_scores_worse_than_the_shares() -> None:
    of = problem()
    fair = {"A": 5, "B": 12, "C": 5, "D": 6}
    # only A (5 for 4.69) and C (5 for 4.61) are above
    assert cost_of(of, fair) == (31 + 39) * 10
    assert cost_of(of, dict.fromkeys("ABCD", 7)) > 5 * cost_of(of, fair)


def test_a_plan_gives_the_nights_to_whoever_had_fewer() -> None:
    nurse = {"unit_id": "A", "skill_id": "RN", "contract_id": "FT"}
    for often, seldom in (("S1", "S2"), ("S2", "S1")):
        nights = [
            {"staff_id": often, "date": FIRST_DAY - timedelta(days=n), "shift_id": "N", "unit_id": "A"}
            for n in range(14, 22)
        ]
        yesterday = {"staff_id": "S3", "date": FIRST_DAY - timedelta(days=1), "shift_id": "D", "unit_id": "A"}
        inputs = plan_inputs(
            {
                "staff": [{"staff_id": s, "name": s, **nurse} for s in ("S1", "S2", "S3")],
                "roster": [*nights, yesterday],
                "absences": [
                    {"staff_id": "S3", "kind": "study", "first_day": FIRST_DAY, "last_day": date(2026, 12, 6)}
                ],
            },
            n_days=3,
            rules={"fairness": {"night_pence": 5000}, "contract_hours": {"unused_percent": 0}},
            staffing=[{"unit_id": "A", "skill_id": "RN", "shift_ids": ["N"], "method": "fixed", "people": 1}],
        )
        of = build_problem(inputs, staffing_requirements(inputs, NOTHING))
        result = solve(of, SolveOptions(seconds=5, gap=0))
        assert result.roster is not None
        assess(of, result.roster).refuse_if_wrong(result)
        worked = {
            person.employee_id: sum(cell is not None for cell in line)
            for person, line in zip(of.employees, result.roster.lines, strict=True)
        }
        assert worked[seldom] == 3, worked
        assert worked[often] == 0


def test_shares_add_up_and_nobody_owes_less_than_nothing() -> None:
    random = Random(47)
    for _ in range(300):
        people = [f"S{number}" for number in range(random.randint(1, 9))]
        weights = {
            person: random.choice((0, 0, 2100, 1260, 2250)) * random.randint(0, 84) for person in people
        }
        past = {person: random.randint(0, 30) for person in people}
        n_new = random.randint(0, 60)
        shares = fair_shares(weights, past, n_new)
        assert all(share >= 0 for share in shares.values())
        assert all(not shares[person] for person in people if not weights[person])
        assert sum(shares.values()) == (n_new if any(weights.values()) else 0)
        # whoever takes something ends at one rate, and whoever takes nothing is above it
        rates = {p: (past[p] + shares[p]) / weights[p] for p in people if weights[p]}
        taking = {rate for person, rate in rates.items() if shares[person]}
        assert len(taking) <= 1
        assert all(rate >= next(iter(taking)) for rate in rates.values() if taking)
