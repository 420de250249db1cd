"""Both days of a weekend or neither."""

from __future__ import annotations

from datetime import date

import pytest

from optimization.rules.complete_weekends import CompleteWeekends
from tests.rules.lines import judge


@pytest.mark.parametrize(
    ("plan", "amounts"),
    [(".....EE", []), (".....E.", [1]), ("......E", [1]), (".......", []), (".....E", [])],
)
def test_a_half_weekend_counts_once(plan: str, amounts: list[int]) -> None:
    assert judge(CompleteWeekends(), "", plan) == amounts


def test_the_saturday_before_the_plan_counts_when_it_is_known() -> None:
    sunday = date(2026, 12, 6)
    assert judge(CompleteWeekends(), "E", ".", sunday) == [1]
    assert judge(CompleteWeekends(), "E", "E", sunday) == []
    assert judge(CompleteWeekends(), "", "E", sunday) == []
