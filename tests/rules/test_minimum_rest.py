"""Rest between shifts, in elapsed minutes, from the past into the plan and over clock changes."""

from __future__ import annotations

import pytest

from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.policy import BreachUnit
from tests.rules.lines import CLOCK_BACK_SATURDAY, CLOCK_FORWARD_SATURDAY, judge, violations

RULE = MinimumRest(11 * 60)


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "E.E", []),
        ("", "DD", []),  # 11 h 30 min
        ("", "LE", [90]),  # 9 h 30 min
        ("L", "E", [90]),  # the past counts at the border
        ("LE", ".", []),  # a breach of the past is not the plan's
        ("", "NE", [660]),  # no rest at all: overlap is another rule's business
        ("", "ND", [660]),
        ("", "LELE", [90, 90]),
        ("", "L.E", []),
        ("", "NN", []),
    ],
)
def test_what_is_missing_counts_in_minutes(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(RULE, past, plan) == amounts


def test_the_night_the_clock_goes_back_gives_an_hour_more_rest() -> None:
    assert judge(MinimumRest(10 * 60), "", "LE") == [30]
    assert judge(MinimumRest(10 * 60), "", "LE", CLOCK_BACK_SATURDAY) == []


def test_the_night_the_clock_goes_forward_takes_an_hour_of_rest() -> None:
    assert judge(MinimumRest(9 * 60), "", "LE") == []
    assert judge(MinimumRest(9 * 60), "", "LE", CLOCK_FORWARD_SATURDAY) == [30]


def test_the_sentence_names_both_shifts_and_the_hours() -> None:
    (found,) = violations(RULE, "L", "E")
    assert found.days == (-1, 0)
    assert found.unit is BreachUnit.MINUTES
    assert found.message == (
        "Ann has 9 h 30 min of rest between L on Sun 29 Nov 2026 and E on Mon 30 Nov 2026; "
        "at least 11 h asked for"
    )
