"""Days off in each week or fortnight, and spells off that are long enough."""

from __future__ import annotations

import pytest

from optimization.rules.weekly_rest import WeeklyRest
from tests.rules.lines import CLOCK_FORWARD_SATURDAY, judge, violations

LAW = WeeklyRest(35 * 60)


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "EEEEEE.", []),
        ("", "EEEEEEE", [1]),
        ("", ".EEEEEEEEEEEE.", []),  # twelve in a row, a day off in each week
        ("", "E.E", []),  # 15:00 to 07:00: 40 h
        ("", "L.E", [1]),  # 21:30 to 07:00: 33 h 30 min
        ("", "L..E", []),
        ("", "N.E", [1]),
        ("L.", "E", [1]),
        ("L.E", "E", []),
    ],
)
def test_weeks_and_spells(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(LAW, past, plan) == amounts


def test_a_fortnight_may_have_its_days_off_together() -> None:
    fortnight = WeeklyRest(24 * 60, days_off=2, in_weeks=2)
    assert judge(fortnight, "EEEEEEE", "EEEEE..") == []
    assert judge(fortnight, "EEEEEEE", "EEEEEE.") == [1]
    assert judge(fortnight, "EEEEEEEEEEEEEE", "EEEEE..") == []


def test_an_hour_lost_to_the_clock_shortens_the_spell() -> None:
    rule = WeeklyRest(40 * 60)
    assert judge(rule, "", "E.E") == []
    assert judge(rule, "", "E.E", CLOCK_FORWARD_SATURDAY) == [1]


def test_the_sentences() -> None:
    assert violations(LAW, "", "EEEEEEE")[0].message == (
        "Ann works on 7 days of the 7 days up to Sun 6 Dec 2026; at least 1 day off asked for"
    )
    assert violations(LAW, "", "L.E")[0].message == (
        "Ann has only 33 h 30 min off between L on Mon 30 Nov 2026 and E on Wed 2 Dec 2026; at least 35 h asked for"
    )
