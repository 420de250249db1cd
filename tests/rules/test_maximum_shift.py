"""The longest shift, with and without breaks, by the clock or by elapsed time."""

from __future__ import annotations

import pytest

from optimization.rules.maximum_shift import MaximumShift
from tests.rules.lines import CLOCK_BACK_SATURDAY, CLOCK_FORWARD_SATURDAY, judge, violations

TEN_AND_A_HALF = 10 * 60 + 30


@pytest.mark.parametrize(
    ("plan", "most", "breaks_count", "amounts"),
    [
        ("DEN", 12 * 60 + 30, True, []),
        ("DEN", 12 * 60, True, [1]),
        ("DED", 12 * 60, True, [1, 1]),
        ("D", 11 * 60 + 30, False, []),  # an hour of it is break
        ("D", 11 * 60, False, [1]),
    ],
)
def test_each_long_shift_counts_once(plan: str, most: int, breaks_count: bool, amounts: list[int]) -> None:
    assert judge(MaximumShift(most, breaks_count), "", plan) == amounts


def test_the_past_is_not_judged() -> None:
    assert judge(MaximumShift(600), "DD", "E") == []


def test_the_night_of_the_clock_change_counts_as_the_hospital_chooses() -> None:
    by_clock = MaximumShift(TEN_AND_A_HALF)
    elapsed = MaximumShift(TEN_AND_A_HALF, clock_change_counts=True)
    assert judge(by_clock, "", "N", CLOCK_BACK_SATURDAY) == []
    assert judge(elapsed, "", "N", CLOCK_BACK_SATURDAY) == [1]
    shorter = MaximumShift(TEN_AND_A_HALF - 60, clock_change_counts=True)
    assert judge(shorter, "", "N", CLOCK_FORWARD_SATURDAY) == []
    assert judge(MaximumShift(TEN_AND_A_HALF - 60), "", "N", CLOCK_FORWARD_SATURDAY) == [1]


def test_the_sentence_says_how_long() -> None:
    (found,) = violations(MaximumShift(600), "", "D")
    assert found.message == "Ann works 12 h 30 min with D on Mon 30 Nov 2026; at most 10 h asked for"
