"""Fair shares: hundredths above the share count, and those beyond one more count twice."""

from __future__ import annotations

import pytest

from optimization.rules.fair_share import FairShare
from tests.rules.lines import MONDAY, judge, unit_of, violations

NIGHTS = {"fair_shares": (("nights", 150),)}
WEEKENDS = {"fair_shares": (("weekends", 50),)}


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "N......", []),
        ("", "NN.....", [50]),
        ("", "NNN....", [150 + 50]),
        ("", "NNNN...", [250 + 150]),
        ("", "EEEEE..", []),
        ("NNNN...", "N......", []),  # the past is in the share already
    ],
)
def test_nights_against_a_share_of_one_and_a_half(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(FairShare("nights"), past, plan, **NIGHTS) == amounts


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "EEEEE..", []),
        ("", ".....E.", [50]),
        ("", ".....EE", [50]),  # one weekend, two shifts
        ("", ".....EE.....E..", [150 + 50]),
    ],
)
def test_weekends_against_half_a_weekend(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(FairShare("weekends"), past, plan, **WEEKENDS) == amounts


def test_a_weekend_that_began_before_the_plan_is_not_counted_again() -> None:
    sunday = MONDAY.replace(day=29)
    assert judge(FairShare("weekends"), "E", "E......", sunday, **WEEKENDS) == []
    assert judge(FairShare("weekends"), ".", "E......", sunday, **WEEKENDS) == [50]


def test_nobody_without_a_share_is_bound() -> None:
    assert judge(FairShare("nights"), "", "NNNN...") == []


def test_the_sentence_and_the_unit() -> None:
    (found,) = violations(FairShare("nights"), "", "NN.....", **NIGHTS)
    assert found.message == "Ann has 2 nights in the plan; a fair share is 1.50"
    assert unit_of(FairShare("nights"), "", "NN.....", **NIGHTS) == "hundredths"
