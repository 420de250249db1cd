"""A weekend off begins on Friday evening; 30 November 2026 is a Monday."""

from __future__ import annotations

from datetime import date

import pytest

from optimization.rules.friday_nights import FridayNights
from tests.rules.lines import judge, violations


@pytest.mark.parametrize(
    ("plan", "amounts"),
    [
        ("....N..", [1]),
        ("....E..", []),
        ("....NN.", []),  # the weekend is worked
        ("....N.E", []),
        ("...N...", []),
        ("....N..E...N..", [1, 1]),
        ("....N.", []),  # the Sunday is the next plan's
    ],
)
def test_each_weekend_counts_once(plan: str, amounts: list[int]) -> None:
    assert judge(FridayNights(), "", plan) == amounts


def test_a_friday_in_the_past_counts_when_the_sunday_is_planned() -> None:
    saturday, sunday, monday = date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 7)
    assert judge(FridayNights(), "N", "..", saturday) == [1]
    assert judge(FridayNights(), "N", "E.", saturday) == []
    assert judge(FridayNights(), "N.", ".", sunday) == [1]
    assert judge(FridayNights(), "N..", ".", monday) == []


def test_the_sentence() -> None:
    (found,) = violations(FridayNights(), "", "....N..")
    assert found.message == "Ann works N on Fri 4 Dec 2026, which runs into a weekend off"
