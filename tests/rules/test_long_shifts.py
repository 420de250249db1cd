"""Long shifts in a row, and the rest after one; D lasts 12.5 h, N 10.5 h, E and L 8 h."""

from __future__ import annotations

import pytest

from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.duty_class import DutyClass
from optimization.rules.rest_after_long_shifts import RestAfterLongShifts
from tests.rules.lines import judge, violations

TWO_LONG = ConsecutiveShifts(DutyClass(longer_than_minutes=600), at_most=2, name="consecutive_long_shifts")


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "DDEDD", []),
        ("", "DDN", [1]),
        ("D", "DD", [1]),
        ("DD", "E", []),
        ("", "DDDD", [2]),
        ("", "EEEE", []),
    ],
)
def test_long_shifts_in_a_row(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(TWO_LONG, past, plan) == amounts


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [("", "DE", [1]), ("", "D.E", []), ("", "EE", []), ("D", "E", [1]), ("DE", "E", []), ("", "DDD", [1, 1])],
)
def test_rest_after_a_long_shift(past: str, plan: str, amounts: list[int]) -> None:
    """From 19:30 to 07:00 are 11.5 hours."""
    assert judge(RestAfterLongShifts(12 * 60, 14 * 60), past, plan) == amounts
    assert judge(RestAfterLongShifts(12 * 60, 11 * 60 + 30), past, plan) == []


def test_the_sentences() -> None:
    (long,) = violations(TWO_LONG, "", "DDD")
    assert long.message == (
        "Ann works shifts of more than 10 h on 3 days in a row, up to Wed 2 Dec 2026; at most 2 asked for"
    )
    (rest,) = violations(RestAfterLongShifts(12 * 60, 14 * 60), "", "DE")
    assert rest.message == (
        "Ann has 11 h 30 min of rest after 12 h 30 min of D on Mon 30 Nov 2026; at least 14 h asked for"
    )
