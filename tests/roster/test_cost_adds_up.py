"""The plan's cost by rule and unit adds up to the objective, to the penny, with every kind of price at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from optimization.roster.assess import assess
from optimization.roster.cost import roster_cost
from optimization.roster.result import SolveOptions
from optimization.roster.solve import solve
from scenarios.tables.rules import breaches_table, costs_table
from tests.roster.test_build import STAFF, problem_of
from tests.roster.two_wards import FIRST_DAY, plan_inputs

RULES = {
    "unsocial_hours": {
        "bands": [
            {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "17:00", "end": "09:00", "percent": 37},
            {"days": ["sat"], "percent": 37, "earned_by": ["staff", "bank"]},
            {"days": ["tue"], "start": "12:00", "end": "00:00", "percent": 11, "earned_by": ["agency"]},
            {"days": ["sun", "holiday"], "percent": 74, "pence_per_hour": 5},
        ]
    },
    "fairness": {"night_pence": 700, "weekend_pence": 1300},
    "shifts_elsewhere": {"at_most": 0, "enforcement": "soft", "pence_per_unit": 333},
    "requests": {"refused_percent": 7, "wishes_in_full": 1},
    "contract_hours": {"overtime_percent": 153, "unused_percent": 41},
}


def test_costs_by_rule_and_unit_add_up_to_the_objective() -> None:
    inputs = plan_inputs(
        {
            "staff": STAFF,
            "requests": [
                {"staff_id": "0017", "date": FIRST_DAY + timedelta(days=n), "wish": "day_off"}
                for n in range(3)
            ],
        },
        rules=RULES,
        cover={"unfamiliar_pence_per_shift": 111, "agency_hours_week": 36, "bank_hours_week": 24},
    )
    problem = problem_of(inputs)
    result = solve(problem, SolveOptions(seconds=3))
    assert result.roster is not None
    judged = assess(problem, result.roster)
    judged.refuse_if_wrong(result)
    by_kind: Counter[str] = Counter()
    for row in costs_table(judged).to_pylist():
        by_kind[row["kind"]] += row["pence"]
    assert (
        sum(by_kind.values()) == judged.objective == result.objective == roster_cost(problem, result.roster)
    )
    assert by_kind["unsocial_hours"] > 0
    # what each rule's check found, at its price, is that rule's line, to the penny
    found: Counter[str] = Counter()
    for breach in judged.breaches:
        found[breach.violation.rule] += breach.cost_pence
    assert {kind: pence for kind, pence in found.items() if pence} == {
        kind: pence for kind, pence in by_kind.items() if kind in found
    }
    # premiums are pay: no line among the breaches
    assert "unsocial_hours" not in breaches_table(judged, problem.grid).column("rule").to_pylist()
