"""Overtime by the week of 40 hours, and by 8 and 80; D is paid 690 minutes, E 450."""

from __future__ import annotations

from datetime import date

import pytest

from optimization.rules.period_overtime import PeriodOvertime
from tests.rules.lines import judge, violations

MONDAY = date(2026, 11, 30)
FORTY = PeriodOvertime(2400, 7, MONDAY)
EIGHTY = PeriodOvertime(4800, 14, MONDAY, day_minutes=480)


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "DDD....", []),
        ("", "DDDD...", [4 * 690 - 2400]),
        ("", "DDD....DDDD...", [4 * 690 - 2400]),
        ("......D", "DDD", []),  # Sunday belongs to the week before
    ],
)
def test_forty_hours(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(FORTY, past, plan) == amounts


def test_the_period_is_fixed_and_the_past_of_it_counts() -> None:
    since_thursday = PeriodOvertime(2400, 7, date(2020, 1, 2))  # a Thursday, long ago
    assert judge(since_thursday, "DDD.", "D..") == [4 * 690 - 2400]
    assert judge(since_thursday, "DDD.", "...D") == []


def test_above_eight_a_day_and_not_again_in_the_eighty() -> None:
    assert judge(EIGHTY, "", "D......") == [210]
    # six long days: 21 h above eight, and 48 h that count towards the eighty
    assert judge(EIGHTY, "", "DDD....DDD....") == [210] * 6
    eleven = "EEEEEE.EEEEE.."
    assert judge(EIGHTY, "", eleven) == [11 * 450 - 4800]


def test_it_is_the_larger_of_both_sums() -> None:
    """Overtime of 8 and 80 is the daily excess, or the excess over eighty where that is larger."""
    plan = "DDDDD..DDDDD.."
    total, daily = 10 * 690, 10 * 210
    assert sum(judge(EIGHTY, "", plan)) == max(daily, total - 4800)


def test_the_sentences() -> None:
    assert (
        violations(EIGHTY, "", "D")[0].message
        == "Ann works 11 h 30 min on Mon 30 Nov 2026; above 8 h is overtime"
    )
    assert violations(FORTY, "", "DDDD...")[0].message == (
        "Ann works 46 h in the 7 days from Mon 30 Nov 2026; above 40 h is overtime"
    )
