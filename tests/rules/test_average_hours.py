"""The average over a reference period, with hours carried in and days away left out; E is 450 paid minutes."""

from __future__ import annotations

import pytest

from optimization.roster.problem import AbsencePeriod
from optimization.rules.average_hours import AverageHours
from tests.rules.lines import judge, violations

WEEK = AverageHours(4 * 450, 2)


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("EEE....", "EEEEE..", []),
        ("EEEEE..", "EEEE...", [450]),
        ("EEEEE..", "EEE....", []),
        ("EEEEEE.EEE....", "EEEEE..", []),  # the first week lies before the period
        ("EEEEEE.EEEEEE.", ".......", []),  # too many, but not by this plan
        ("", "EEEE...", []),
        ("", "EEEEE..", [450]),  # nothing known: the average of this week alone
        ("", "EEEE...EEEEE..", [450]),
    ],
)
def test_hours_carried_in_count(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(WEEK, past, plan) == amounts


def test_a_week_away_is_neutral() -> None:
    """Eight shifts in two weeks are the average; a week of leave takes its share away."""
    minutes = 24 * 60
    leave = {"absences": (AbsencePeriod(-7 * minutes, 0, "annual_leave"),)}
    assert judge(WEEK, ".......", "EEEEE..") == []
    assert judge(WEEK, ".......", "EEEEE..", **leave) == [450]
    assert judge(WEEK, ".......", "EEEE...", **leave) == []


def test_the_sentence_says_what_is_allowed() -> None:
    (found,) = violations(WEEK, "EEEEE..", "EEEE...")
    assert found.message == (
        "Ann works 67 h 30 min from Mon 23 Nov 2026 to Sun 6 Dec 2026; at most 60 h asked for "
        "(30 h a week, days away left out)"
    )
