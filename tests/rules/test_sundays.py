"""Worked Sundays over weeks that end with the plan; the plan begins on a Monday."""

from __future__ import annotations

import pytest

from optimization.rules.sundays import Sundays
from tests.rules.lines import judge, violations

WEEK, SUNDAY = ".......", "......E"


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", SUNDAY, []),
        ("", SUNDAY + SUNDAY, [1]),
        (SUNDAY, SUNDAY, [1]),
        (SUNDAY + WEEK, SUNDAY, [1]),
        (SUNDAY + WEEK + WEEK, SUNDAY, []),  # four weeks ago
        (SUNDAY + SUNDAY, WEEK, []),  # too many already, none added
        (SUNDAY, "EEEEEE.", []),
    ],
)
def test_sundays_of_three_weeks(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(Sundays(1, 3), past, plan) == amounts


def test_the_sentence() -> None:
    (found,) = violations(Sundays(1, 3), SUNDAY, SUNDAY)
    assert found.message == "Ann works on 2 Sundays in 3 weeks; at most 1 asked for"
