"""Hours above contract: none is free, none counts twice, and the price is right to the penny."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.cost import roster_cost
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions
from optimization.rules.policy import Soft
from optimization.staffing.requirements import staffing_requirements
from tests.roster.two_wards import FIRST_DAY, HOSPITAL, plan_inputs

HOURS = ("overtime", "extra_hours", "unused_hours")


def problem(
    rate: int, week_hours: float, regime: dict[str, Any] | None = None, **staff: Any
) -> RosterProblem:
    skills = [{**HOSPITAL["skills"][0], "pence_per_hour": rate}, HOSPITAL["skills"][1]]
    person = {"staff_id": "S1", "name": "One", "unit_id": "A", "skill_id": "RN", "contract_id": "PT"}
    rules: dict[str, Any] = {"contract_hours": {"period_weeks": 1, "overtime_at_most_hours_week": 60}}
    if regime is not None:
        rules["overtime"] = {"regimes": [{"id": "law", "contract_ids": ["PT"], "percent": 150, **regime}]}
    inputs = plan_inputs(
        {"staff": [{**person, **staff}]},
        skills=skills,
        contracts=[{"id": "PT", "name": "Part time", "hours_week": week_hours}],
        rules=rules,
    )
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    return build_problem(inputs, staffing_requirements(inputs, nothing))


def price(of: RosterProblem, n_days: int) -> int:
    """What so many days of 11.5 h cost beyond the contract, by the check and by the engines' meaning."""
    duty = next(index for index in of.employees[0].duties if of.duties[index].duty_id == "A/D/RN")
    line = tuple(duty if day < n_days else None for day in range(of.n_days))
    judged = assess(of, Roster((line,)))
    assert roster_cost(of, Roster((line,))) == judged.objective
    return sum(each.pence for each in judged.costs if each.kind in HOURS)


WEEKLY = {"first_day": "2026-11-30", "period_days": 7, "period_hours": 40}


@pytest.mark.parametrize(
    ("n_days", "hours"),
    [
        (2, 0.5 * 0.4),  # an hour and a half of 24.5 h is not rostered ... at 40 percent
        (3, 12.0),  # 34.5 h: above contract and below 40: plain time, once free
        (4, 23.5 + 6 * 0.5),  # 46 h: six of them at time and a half
    ],
)
def test_hours_between_contract_and_threshold_cost_plain_time(n_days: int, hours: float) -> None:
    """Found by a reader: the extra hours of part-timers under an overtime law cost nothing."""
    part_time = problem(2400, 23.5 if n_days == 2 else 22.5, WEEKLY)
    assert price(part_time, n_days) == round(2400 * hours)


def test_overtime_within_the_contract_costs_its_premium() -> None:
    """Four days of 11.5 h within a contract of 46 h: above 8 h in a day is overtime, and its plain hour is paid already."""
    eighty = {"first_day": "2026-11-30", "period_days": 14, "period_hours": 80, "day_hours": 8}
    assert price(problem(2400, 46, eighty), 4) == 4 * 3.5 * 0.5 * 2400


@pytest.mark.parametrize("rate", [2151, 2154, 2399])
def test_the_price_of_overtime_is_right_to_the_penny(rate: int) -> None:
    """Found by a reader: rounded by the minute, an hour of overtime was up to 30 pence wrong."""
    of = problem(rate, 34.5)
    (overtime,) = [each.enforcement for each in of.policies if each.rule.name == "overtime"]
    assert isinstance(overtime, Soft)
    assert overtime.per_units == 690
    exact = rate * 1.5 * 11.5
    assert abs(price(of, 4) - exact) <= 0.5


def test_somebody_whose_hours_have_no_common_measure_is_priced_by_the_minute() -> None:
    of = problem(2400, 34.55)
    assert {each.enforcement for each in of.policies if each.rule.name == "overtime"} == {Soft(180, 3)}
    assert price(of, 4) == ((46 * 60 - 2073) * 60)


@pytest.mark.parametrize("solve", [solve_by_columns, solve_by_cpsat])
def test_both_engines_reckon_with_it(solve: Any) -> None:
    """Two nurses of whom one is dearer above contract: the engines' objective is the judgement's."""
    of = problem(2151, 22.5, WEEKLY, first_day=FIRST_DAY + timedelta(days=1))
    of = replace(of, supplies=())
    result = solve(of, SolveOptions(seconds=3, n_workers=1))
    assert result.roster is not None
    judged = assess(of, result.roster)
    judged.refuse_if_wrong(result)
    assert any(each.kind == "extra_hours" and each.pence for each in judged.costs)
