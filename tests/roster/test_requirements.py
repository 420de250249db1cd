"""From the forecast's census to people, and from people to a convex cost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from data.configuration.hospital import Hospital
from data.configuration.staffing import Rounding
from data.inputs import BedsEffect, PlanInputs
from data.problems import InputError
from data.staffing_need import rounded
from optimization.roster.problem import CoverageRow
from optimization.staffing.coverage_cost import MINIMUM_FACTOR, coverage_costs
from optimization.staffing.requirement import Requirement, newsvendor_level
from optimization.staffing.requirements import staffing_requirements
from tests.roster.census_forecast import forecast
from tests.roster.two_wards import plan_inputs


def standards(inputs: PlanInputs, *staffing: dict[str, Any]) -> PlanInputs:
    content = inputs.hospital.model_dump(mode="json")
    content["staffing"] = list(staffing)
    hospital = Hospital.model_validate_json(json.dumps(content))
    return replace(inputs, hospital=hospital)


def needs(inputs: PlanInputs, census: dict[str, Any]) -> dict[tuple[str, int, str, str], Requirement]:
    found = staffing_requirements(inputs, forecast(inputs, census))
    return {(need.unit_id, need.day, need.shift_id, need.skill_id): need for need in found}


RATIO = {"unit_id": "A", "skill_id": "RN", "method": "ratio", "patients_per_person": 6}
CENSUS = {"A": 20, "B": 10}


@pytest.mark.parametrize(
    ("census", "rounding", "people"),
    [(18, "up", 3), (19, "up", 4), (20, "half_up", 3), (21, "half_up", 4), (23, "down", 3), (0, "up", 0)],
)
def test_a_ratio_rounds_as_the_hospital_says(census: int, rounding: str, people: int) -> None:
    inputs = standards(plan_inputs(), {**RATIO, "rounding": rounding})
    need = needs(inputs, {"A": census})["A", 0, "D", "RN"]
    assert need.quantile(0.5) == need.quantile(0.99) == people


def test_arithmetic_dust_does_not_add_a_person() -> None:
    assert rounded(np.array([6 + 1e-12, 6.01]), Rounding.UP).tolist() == [6, 7]
    assert rounded(np.array([2.5 - 1e-12]), Rounding.HALF_UP).tolist() == [3]
    assert rounded(np.array([3 - 1e-12]), Rounding.DOWN).tolist() == [3]


def test_a_ratio_looks_at_the_highest_hour_of_the_shift_only() -> None:
    """The census peaks at 15:00: the day meets it, the night (19:30 to 08:00) does not."""
    inputs = standards(plan_inputs(), RATIO)
    found = needs(inputs, {"A": lambda hour, _: 24 if hour % 24 == 15 else 12})
    assert found["A", 0, "D", "RN"].quantile(0.5) == 4
    assert found["A", 0, "N", "RN"].quantile(0.5) == 2


def test_hours_per_patient_day_use_the_mean_and_split_by_length() -> None:
    inputs = standards(
        plan_inputs(),
        {"unit_id": "A", "skill_id": "RN", "method": "hours_per_patient_day", "hours": 4.6, "rounding": "up"},
    )
    # 4.6 h x 20 patients over two shifts of 11.5 paid hours: 4 people in each
    assert needs(inputs, CENSUS)["A", 0, "D", "RN"].quantile(0.5) == 4
    # with a share of 0.75, the day has 6 people
    part = standards(
        plan_inputs(),
        {
            "unit_id": "A", "skill_id": "RN", "method": "hours_per_patient_day", "hours": 4.6, "share": 0.75,
            "shift_ids": ["D"],
        },
    )  # fmt: skip
    assert needs(part, CENSUS)["A", 0, "D", "RN"].quantile(0.5) == 6


def test_the_distribution_follows_the_quantiles() -> None:
    """Half of the time 18 patients, half of the time 19: 3 or 4 nurses with even chances."""
    need = needs(standards(plan_inputs(), RATIO), {"A": lambda _, level: 18 if level < 0.5 else 19})
    chances = need["A", 0, "D", "RN"].probabilities
    assert sum(chances) == pytest.approx(1)
    assert chances[3] == pytest.approx(0.5, abs=0.03)
    assert chances[4] == pytest.approx(0.5, abs=0.03)


def test_of_two_standards_for_one_skill_the_larger_holds() -> None:
    fixed = {"unit_id": "A", "skill_id": "RN", "method": "fixed", "people": 4, "minimum": 2}
    inputs = standards(plan_inputs(), RATIO, fixed)
    busy, calm = needs(inputs, {"A": 30}), needs(inputs, {"A": 6})
    assert busy["A", 0, "D", "RN"].quantile(0.5) == 5
    assert calm["A", 0, "D", "RN"].quantile(0.5) == 4
    assert calm["A", 0, "D", "RN"].minimum == 2
    assert len(calm) == 2 * inputs.grid.n_days


def test_a_closed_unit_needs_nobody_on_those_days() -> None:
    inputs = standards(plan_inputs(), {**RATIO, "minimum": 2})
    closed = BedsEffect("A", date(2026, 12, 1), date(2026, 12, 2), beds_staffed=0)
    days = {day for _, day, _, _ in needs(replace(inputs, beds_effects=(closed,)), CENSUS)}
    assert days == {0, 3, 4, 5, 6}


def test_a_ratio_without_a_forecast_is_an_input_error() -> None:
    with pytest.raises(InputError, match="found 'A', expected a forecast of occupied beds"):
        needs(standards(plan_inputs(), RATIO), {"B": 10})


def requirement(*chances: float, minimum: int = 0, shortage: int = 1000, surplus: int = 30) -> Requirement:
    return Requirement("A", 0, "D", "RN", chances, minimum, 0, shortage, surplus)


@pytest.mark.parametrize(("pay", "people"), [(100, 3), (300, 2), (600, 1), (1001, 0)])
def test_needed_is_where_one_more_person_no_longer_pays(pay: int, people: int) -> None:
    assert newsvendor_level((0.25, 0.25, 0.25, 0.25), 1000, 0, pay) == people


def test_costs_are_the_expected_shortage_and_surplus() -> None:
    need = requirement(0.0, 0.0, 0.5, 0.5)
    costs = coverage_costs(need)
    expected = [
        need.shortage_pence * need.expected_shortage(x) + need.surplus_pence * need.expected_surplus(x)
        for x in range(len(costs))
    ]
    assert list(costs) == [round(value) for value in expected] == [2500, 1500, 500, 15, 45]


@pytest.mark.parametrize("seed", range(40))
def test_costs_are_convex_and_close_to_the_expectation(seed: int) -> None:
    random = np.random.default_rng(seed)
    chances = random.dirichlet(np.full(random.integers(1, 12), 0.3))
    minimum = int(random.integers(0, 4))
    need = requirement(*chances, minimum=minimum, shortage=int(random.integers(1, 99_999)))
    costs = coverage_costs(need)
    steps = np.diff(costs)
    assert (np.diff(steps) >= 0).all()
    row = CoverageRow("r", "A", 0, "D", "RN", frozenset(), costs, target=0)
    for people in range(20):
        below = MINIMUM_FACTOR * need.shortage_pence * max(0, minimum - people)
        exact = (
            need.shortage_pence * need.expected_shortage(people)
            + need.surplus_pence * need.expected_surplus(people)
            + below
        )
        assert abs(row.cost(people) - exact) <= 1 + len(costs) / 2


def test_the_minimum_is_dearer_than_any_ordinary_shortage() -> None:
    with_minimum, without = (
        coverage_costs(requirement(0, 0, 1, minimum=2)),
        coverage_costs(requirement(0, 0, 1)),
    )
    assert with_minimum[0] - without[0] == 2 * MINIMUM_FACTOR * 1000
    assert with_minimum[2:] == without[2:]
