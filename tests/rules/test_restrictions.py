"""Nights, weekends and other units that somebody must be spared; 30 November 2026 is a Monday."""

from __future__ import annotations

import pytest

from optimization.rules.restrictions import Restrictions
from tests.rules.lines import judge, violations

DAY = 24 * 60


def spared(kind: str, first: int, after: int) -> dict[str, object]:
    return {"restrictions": ((kind, first * DAY, after * DAY),), "unit_id": "A"}


@pytest.mark.parametrize(
    ("plan", "amounts"),
    [
        ("NN.....", []),  # Monday and Tuesday night: the second ends on Wednesday morning
        ("NNN....", [1]),  # Wednesday night ends on Thursday, in the period
        ("...NNN.", [1, 1, 1]),
        ("...EDL.", []),
    ],
)
def test_no_nights_from_thursday_on(plan: str, amounts: list[int]) -> None:
    assert judge(Restrictions(), "", plan, **spared("no_nights", 3, 9)) == amounts


def test_a_night_may_run_in_where_the_hospital_says_so() -> None:
    rule = Restrictions(night_may_run_in=True)
    assert judge(rule, "", "NNN....", **spared("no_nights", 3, 9)) == []
    assert judge(rule, "", "...N...", **spared("no_nights", 3, 9)) == [1]


def test_nights_come_back_after_the_last_day() -> None:
    assert judge(Restrictions(), "", "...NN..", **spared("no_nights", 0, 4)) == [1]


def test_no_weekends() -> None:
    assert judge(Restrictions(), "", "....NEE", **spared("no_weekends", 0, 9)) == [1, 1]
    assert judge(Restrictions(), "", ".....EE", **spared("no_weekends", 6, 9)) == [1]


def test_no_other_units() -> None:
    assert judge(Restrictions(), "", "E", **spared("no_floating", 0, 9)) == []
    elsewhere = {**spared("no_floating", 0, 9), "unit_id": "B"}
    assert judge(Restrictions(), "", "EE", **elsewhere) == [1, 1]


def test_two_periods_count_one_shift_once_and_the_past_never() -> None:
    twice = {"restrictions": (("no_nights", -9 * DAY, 9 * DAY), ("no_nights", 0, 9 * DAY)), "unit_id": "A"}
    assert judge(Restrictions(), "NN", "N", **twice) == [1]


def test_the_sentence_gives_no_reason() -> None:
    (found,) = violations(Restrictions(), "", "N", **spared("no_nights", 0, 9))
    assert found.message == "Ann works N on Mon 30 Nov 2026 and must be spared a night then"
