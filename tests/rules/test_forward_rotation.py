"""From one day to the next work starts no earlier; a day off begins anew."""

from __future__ import annotations

import pytest

from optimization.rules.forward_rotation import ForwardRotation
from tests.rules.lines import CLOCK_BACK_SATURDAY, CLOCK_FORWARD_SATURDAY, judge, violations


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "EELLNN", []),
        ("", "LE", [1]),
        ("", "NLE", [1, 1]),
        ("", "L.E", []),
        ("", "DE", []),  # both start at 07:00
        ("L", "E", [1]),
        ("L.", "E", []),
        ("LE", "E", []),  # the backward step lies in the past
    ],
)
def test_each_backward_step_counts_once(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(ForwardRotation(), past, plan) == amounts


def test_the_allowance() -> None:
    late_to_early = 6 * 60 + 30
    assert judge(ForwardRotation(late_to_early), "", "LE") == []
    assert judge(ForwardRotation(late_to_early - 1), "", "LE") == [1]


@pytest.mark.parametrize("saturday", [CLOCK_BACK_SATURDAY, CLOCK_FORWARD_SATURDAY])
def test_the_same_shift_is_no_step_back_when_the_clock_changes(saturday: object) -> None:
    assert judge(ForwardRotation(), "", "EEE", saturday) == []  # type: ignore[arg-type]


def test_the_sentence_names_both_shifts() -> None:
    (found,) = violations(ForwardRotation(), "", "LE")
    assert found.message == (
        "Ann starts 6 h 30 min earlier with E on Tue 1 Dec 2026 than with L the day before; at most 1 h asked for"
    )
