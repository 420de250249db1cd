"""Days in a row: the past counts, only what the plan adds is a breach, an open end is never too short."""

from __future__ import annotations

import pytest

from optimization.rules.consecutive_days import ConsecutiveDays
from tests.rules.lines import judge, violations


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "EEE.EEE", []),
        ("", "EEEEE", [2]),
        (".EE", "EE", [1]),
        (".EEEEE", "EE", [2]),  # two days too many lie in the past
        (".EEEEE", ".EE", []),
        ("", "EEEE.EEEE", [1, 1]),
        ("", "ELN", []),  # any shift counts as a day
    ],
)
def test_at_most_three(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(ConsecutiveDays(at_most=3), past, plan) == amounts


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("..", "EE.", [1]),
        ("..", "EEE.", []),
        ("..", ".EE", []),  # open at the end: the next plan goes on
        (".E", "E.", [1]),
        (".EE", "E.", []),
        (".E", "...", [2]),  # the plan cuts the run of the past short
        ("", "E.", []),  # unknown past: nobody knows how long the run is
        ("..", "E.E.", [2, 2]),
    ],
)
def test_at_least_three(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(ConsecutiveDays(at_least=3), past, plan) == amounts


def test_the_sentence_says_how_many_and_how_many_are_allowed() -> None:
    (found,) = violations(ConsecutiveDays(at_most=3), ".EE", "EE")
    assert found.message == "Ann works 4 days in a row, up to Tue 1 Dec 2026; at most 3 asked for"
    assert found.days == (1,)
