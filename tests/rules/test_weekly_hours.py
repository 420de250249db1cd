"""Paid minutes in each ISO week; a night belongs to the week it starts in."""

from __future__ import annotations

from datetime import date

import pytest

from optimization.rules.weekly_hours import WeeklyHours
from tests.rules.lines import CLOCK_BACK_SATURDAY, judge, violations

RULE = WeeklyHours(4 * 450)


@pytest.mark.parametrize(
    ("plan", "amounts"),
    [("EEEE...", []), ("EEEEE..", [450]), ("...EEEEEEEE...", []), ("EEEEE..EEEEEE.", [450, 900])],
)
def test_each_week_by_itself(plan: str, amounts: list[int]) -> None:
    assert judge(RULE, "", plan) == amounts


def test_a_week_begun_in_the_past_counts_whole() -> None:
    thursday = date(2026, 12, 3)
    assert judge(RULE, "EEE", "EE..", thursday) == [450]
    assert judge(RULE, "EEE", "E...", thursday) == []
    assert judge(WeeklyHours(2 * 450), "EEE", "E...", thursday) == [450]  # one too many is the past's
    assert judge(WeeklyHours(2 * 450), "EEE", "....", thursday) == []


def test_the_night_of_the_clock_change_is_an_hour_longer() -> None:
    assert judge(WeeklyHours(570), "", "N") == []
    assert judge(WeeklyHours(570), "", "N", CLOCK_BACK_SATURDAY) == [60]


def test_the_sentence_names_the_week() -> None:
    (found,) = violations(RULE, "", "EEEEE..")
    assert found.message == "Ann works 37 h 30 min in the week from Mon 30 Nov 2026; at most 30 h asked for"
