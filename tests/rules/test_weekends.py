"""Worked weekends in a span of weeks, carried over from the published roster."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from optimization.rules.policy import BreachUnit
from optimization.rules.weekends import Weekends
from tests.rules.lines import judge, violations

FREE = "......."
SAT = ".....E."
SUN = "......E"
BOTH = ".....EE"


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", SAT + SUN, [1]),
        ("", BOTH + FREE, []),  # Saturday and Sunday are one weekend
        (SAT, BOTH, [1]),
        (SAT, FREE, []),
        (SAT + SUN, FREE, []),  # already too many: not the plan's doing
        (SAT + SUN, BOTH, [1]),
        (FREE + SAT + FREE, SUN, []),  # three weeks ago is outside the span
        ("", SAT + SUN + SAT, [1, 1]),  # each span that is too full counts
    ],
)
def test_one_weekend_in_two_weeks(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(Weekends(1, in_weeks=2), past, plan) == amounts


def test_a_weekend_cut_by_the_start_of_the_plan_counts_once() -> None:
    sunday = date(2026, 12, 6)
    rule = Weekends(0, in_weeks=1)
    assert judge(rule, "E", "E", sunday) == []  # Saturday settled it
    assert judge(rule, ".", "E", sunday) == [1]


def test_without_a_span_the_plan_alone_counts() -> None:
    assert judge(Weekends(1), BOTH + BOTH, BOTH + FREE) == []
    assert judge(Weekends(1), "", BOTH + SUN + SAT) == [2]


def test_the_sentence_counts_weekends() -> None:
    (found,) = violations(Weekends(1, in_weeks=2), SAT, BOTH)
    assert found.unit is BreachUnit.WEEKENDS
    assert found.message == (
        "Ann works 2 weekends in 2 weeks, the last from Sat 5 Dec 2026; at most 1 asked for"
    )


FRI = "....N.."
LATE = "....L.."


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", FRI + SAT, [1]),
        ("", LATE + SAT, []),  # over before midnight
        ("", "....C.." + SAT, [1]),  # on call into Saturday morning
        ("", "....NN." + FREE, []),  # Friday and Saturday are one weekend
        (FRI, SAT, [1]),
        (SAT + "....N", "..", []),  # the past had settled it
        ("", "...N..." + SAT, []),  # Thursday's night ends on Friday
        (SAT, "....N", [1]),  # the weekend itself lies beyond the plan
        (SAT, "....E", []),
    ],
)
def test_a_friday_night_may_make_a_weekend(past: str, plan: str, amounts: list[int]) -> None:
    """Where the hospital, or the doctors' contract, counts any work that falls on Saturday."""
    first_day = date(2026, 11, 30) + timedelta(days=len(past) % 7)
    assert judge(Weekends(1, in_weeks=2, friday_night_counts=True), past, plan, first_day) == amounts
    assert judge(Weekends(1, in_weeks=2), past, plan, first_day) == [], "Friday is no part of it by default"


def test_a_weekend_that_friday_night_settled_is_not_the_doing_of_the_plan() -> None:
    past, saturday = SAT + "....N", date(2026, 12, 5)
    assert judge(Weekends(1, in_weeks=2, friday_night_counts=True), past, "N.", saturday) == []
    assert judge(Weekends(1, in_weeks=2), past, "N.", saturday) == [1]


def test_without_a_span_friday_nights_of_the_plan_count() -> None:
    rule = Weekends(1, friday_night_counts=True)
    assert judge(rule, FRI, FRI + FRI) == [1]
    assert judge(rule, "....N", ".." + FRI, date(2026, 12, 5)) == []  # Friday's night lies in the past


def test_the_sentence_of_a_weekend_beyond_the_plan_names_a_day_of_the_plan() -> None:
    (found,) = violations(Weekends(1, in_weeks=2, friday_night_counts=True), SAT, "....N")
    assert found.days == (-2, 4)
    assert found.message.endswith("the last from Sat 5 Dec 2026; at most 1 asked for")
    assert Weekends(1, 2, friday_night_counts=True).title.endswith("in 2 weeks, Friday nights included")
