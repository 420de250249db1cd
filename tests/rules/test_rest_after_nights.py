"""46 hours after the last night of a run, whatever comes next."""

from __future__ import annotations

import pytest

from optimization.rules.rest_after_nights import RestAfterNights
from tests.rules.lines import CLOCK_FORWARD_SATURDAY, judge, violations


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "NN..E", []),  # off at 07:30, on again 47 h 30 min later
        ("", "NN.E", [1]),
        ("", "NN.N", [1]),  # a further night after a day off is other work: 37 h 30 min
        ("", "NE", [1]),
        ("", "NNN", []),
        ("N", ".E", [1]),
        ("N", "..E", []),
        ("N.", "E", [1]),
        ("", "N.EN.E", [1, 1]),
    ],
)
def test_each_short_rest_counts_once(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(RestAfterNights(46 * 60), past, plan) == amounts


def test_an_hour_lost_to_the_clock_counts() -> None:
    rule = RestAfterNights(47 * 60)
    assert judge(rule, "", "N..E") == []
    assert judge(rule, "N", "..E", CLOCK_FORWARD_SATURDAY) == [1]


def test_the_sentence_says_how_much_rest_there_is() -> None:
    (found,) = violations(RestAfterNights(46 * 60), "N", ".E")
    assert found.message == (
        "Ann has 23 h 30 min of rest after the night of Sun 29 Nov 2026 before E on Tue 1 Dec 2026; "
        "at least 46 h asked for"
    )
