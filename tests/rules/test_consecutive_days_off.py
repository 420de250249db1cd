"""Days off come in pairs, also over the border to the past."""

from __future__ import annotations

import pytest

from optimization.rules.consecutive_days_off import ConsecutiveDaysOff
from tests.rules.lines import judge


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("E", "..EE", []),
        ("E", ".EE", [1]),
        ("E.", "EE", [1]),  # the single day off ends with the plan's first shift
        ("E.", ".E", []),
        ("E", "EE.", []),  # open at the end
        ("", ".EE", []),  # unknown past
        ("E", "E.E.E", [1, 1]),
    ],
)
def test_at_least_two(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(ConsecutiveDaysOff(at_least=2), past, plan) == amounts


def test_a_longest_spell_off_can_be_set() -> None:
    assert judge(ConsecutiveDaysOff(at_most=2), "E.", "..E") == [1]
