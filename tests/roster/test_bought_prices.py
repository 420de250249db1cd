"""What bank and agency workers cost by the hour of the day: a whole price, or more in bands that name them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from optimization.roster.building.given_roster import GivenShift
from optimization.roster.problem import RosterProblem, Source
from scenarios.replanning.outside import Fate, OutsideShift, price_pence
from tests.roster.test_build import STAFF, problem_of
from tests.roster.two_wards import FIRST_DAY, plan_inputs

WEEKEND = {"days": ["sat", "sun"], "percent": 25, "earned_by": ["agency"]}
NIGHT = {
    "days": ["mon", "tue", "wed", "thu", "fri"], "start": "20:00", "end": "06:00", "percent": 10,
    "earned_by": ["bank", "agency"],
}  # fmt: skip
OWN = {"days": ["mon"], "percent": 90}
HOLIDAY = {"days": ["holiday"], "pence_per_hour": 100, "earned_by": ["bank"]}


def inputs_of(*bands: dict[str, Any], first_day: date = FIRST_DAY) -> Any:
    return plan_inputs({"staff": STAFF}, first_day, rules={"unsocial_hours": {"bands": list(bands)}})


def price(problem: RosterProblem, source: Source, shift_id: str, day: int) -> int:
    (supply,) = [supply for supply in problem.supplies if supply.source is source]
    (row,) = [
        number
        for number, row in enumerate(problem.coverage)
        if (row.unit_id, row.skill_id, row.shift_id, row.day) == ("A", "RN", shift_id, day)
    ]
    return supply.pence[row]


def test_without_a_band_of_theirs_hours_have_one_price() -> None:
    """Day and night have 11.5 paid hours; what own staff earn on Mondays is nothing to an agency."""
    problem = problem_of(inputs_of(OWN))
    assert {price(problem, Source.BANK, shift, day) for shift in "DN" for day in range(7)} == {33350}
    assert {price(problem, Source.AGENCY, shift, day) for shift in "DN" for day in range(7)} == {51750}


def test_bands_raise_the_price_by_the_clock() -> None:
    problem = problem_of(inputs_of(OWN, WEEKEND, NIGHT))
    assert price(problem, Source.AGENCY, "D", 5) == 51750 + round(51750 * 0.25)
    assert price(problem, Source.BANK, "D", 5) == 33350, "the weekend is a band of agencies alone"
    # 20:00 to 06:00 is 10 of the 12.5 hours of a night of 11.5 paid ones
    assert price(problem, Source.BANK, "N", 0) == 33350 + round(33350 * 0.1 * 10 / 12.5)
    # Friday's night: 4 hours of the weekday's band, and 8 of Saturday's
    assert price(problem, Source.AGENCY, "N", 4) == 51750 + round(51750 * (0.1 * 4 + 0.25 * 8) / 12.5)


def test_holidays_are_those_of_the_hospital() -> None:
    """Christmas Day 2026 is a Friday; the night before runs into it for 8 of 12.5 hours."""
    problem = problem_of(inputs_of(HOLIDAY, first_day=date(2026, 12, 21)))
    assert price(problem, Source.BANK, "D", 4) == 33350 + 1150
    assert price(problem, Source.BANK, "N", 3) == 33350 + round(1150 * 8 / 12.5)
    assert price(problem, Source.AGENCY, "D", 4) == 51750


@pytest.mark.parametrize(("source", "pence"), [("agency", 51750 + 12938), ("bank", 33350)])
def test_a_re_plan_knows_the_same_price(source: str, pence: int) -> None:
    inputs = inputs_of(WEEKEND)
    saturday = FIRST_DAY + timedelta(days=5)
    shift = GivenShift("X1", saturday, "D", "A", "RN", source)
    assert price_pence(inputs, OutsideShift(shift, 5, None, Fate.KEPT)) == pence
