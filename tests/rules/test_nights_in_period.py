"""Nights over two weeks that end with the plan, or with a week of it."""

from __future__ import annotations

import pytest

from optimization.rules.nights_in_period import NightsInPeriod
from tests.rules.lines import judge, violations

WEEK, THREE = ".......", "NNN...."


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "NNNN...", []),
        ("", "NNNNN..", [1]),
        ("", "EEEEEE.", []),
        (THREE, "N......", []),
        (THREE, "NN.N...", [2]),
        (THREE + WEEK, "NNNN...", []),  # three weeks ago
        ("NNNNN..", WEEK, []),  # too many already, none added
        ("NNNNN..", "N......", [1]),
        ("", THREE + "NN.....", [1]),
        ("", "NNNNN.." + WEEK, [1, 1]),  # both the week and the fortnight hold too many
    ],
)
def test_four_nights_in_two_weeks(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(NightsInPeriod(4, 2), past, plan) == amounts


def test_the_sentence() -> None:
    (found,) = violations(NightsInPeriod(4, 2), THREE, "NN.....")
    assert found.message == "Ann works 5 nights in the 2 weeks up to Sun 6 Dec 2026; at most 4 asked for"
