"""Worked weekends in a span of weeks, carried over from the published roster."""

from __future__ import annotations

from datetime import date

import pytest

from optimization.rules.policy import BreachUnit
from optimization.rules.weekends import Weekends
from tests.rules.lines import judge, violations

FREE = "......."
SAT = ".....E."
SUN = "......E"
BOTH = ".....EE"


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", SAT + SUN, [1]),
        ("", BOTH + FREE, []),  # Saturday and Sunday are one weekend
        (SAT, BOTH, [1]),
        (SAT, FREE, []),
        (SAT + SUN, FREE, []),  # already too many: not the plan's doing
        (SAT + SUN, BOTH, [1]),
        (FREE + SAT + FREE, SUN, []),  # three weeks ago is outside the span
        ("", SAT + SUN + SAT, [1, 1]),  # each span that is too full counts
    ],
)
def test_one_weekend_in_two_weeks(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(Weekends(1, in_weeks=2), past, plan) == amounts


def test_a_weekend_cut_by_the_start_of_the_plan_counts_once() -> None:
    sunday = date(2026, 12, 6)
    rule = Weekends(0, in_weeks=1)
    assert judge(rule, "E", "E", sunday) == []  # Saturday settled it
    assert judge(rule, ".", "E", sunday) == [1]


def test_without_a_span_the_plan_alone_counts() -> None:
    assert judge(Weekends(1), BOTH + BOTH, BOTH + FREE) == []
    assert judge(Weekends(1), "", BOTH + SUN + SAT) == [2]


def test_the_sentence_counts_weekends() -> None:
    (found,) = violations(Weekends(1, in_weeks=2), SAT, BOTH)
    assert found.unit is BreachUnit.WEEKENDS
    assert found.message == (
        "Ann works 2 weekends in 2 weeks, the last from Sat 5 Dec 2026; at most 1 asked for"
    )
