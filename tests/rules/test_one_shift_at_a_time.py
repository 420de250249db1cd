"""Nobody is in two shifts at once: overlap across midnight counts in minutes, touching shifts are fine."""

from __future__ import annotations

import pytest

from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from tests.rules.lines import CLOCK_BACK_SATURDAY, judge, violations


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [("", "NE", [30]), ("N", "E", [30]), ("", "NL", []), ("", "N.E", []), ("", "LE", []), ("NE", "E", [])],
)
def test_overlap_counts_in_minutes(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(OneShiftAtATime(), past, plan) == amounts


def test_a_clock_change_does_not_alter_an_overlap_after_it() -> None:
    assert judge(OneShiftAtATime(), "", "NE", CLOCK_BACK_SATURDAY) == [30]


def test_the_sentence_names_both_days() -> None:
    (found,) = violations(OneShiftAtATime(), "N", "E")
    assert found.message == (
        "Ann is in two shifts at once for 30 min: N of Sun 29 Nov 2026 and E of Mon 30 Nov 2026"
    )
