"""Days off in each week or fortnight, and spells off that are long enough."""

from __future__ import annotations

from itertools import pairwise
from random import Random

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


def test_days_off_together_can_be_asked_to_be_rests_of_their_own() -> None:
    """A night, two days off and an early come to 47 h 30 min: half an hour less than two rests of a day."""
    loose, strict = (WeeklyRest(24 * 60, days_off=2, in_weeks=2, whole_days=whole) for whole in (False, True))
    assert judge(loose, "EEEEEEE", "EEN..EE") == []
    assert judge(strict, "EEEEEEE", "EEN..EE") == [1]
    assert judge(strict, "EEEEEEE", "EEN..L") == []
    assert judge(strict, "EEEEEEE", "EEN...E") == [], (
        "no more days are asked to be rests than the fortnight needs"
    )


def rests(past: str, plan: str, hours: int, first: int, last: int) -> int:
    """The rests of a law in the days from `first` to `last`, in hours on a plain clock: spells without work that hold them.

    A spell of `hours` is one, each further 24 h one more, and no day holds two.
    """
    times = {"E": (7, 15), "L": (13.5, 21.5), "N": (21, 31.5), "D": (7, 19.5)}
    work = [
        (24 * day + times[letter][0], 24 * day + times[letter][1], day)
        for day, letter in enumerate(past + plan, start=-len(past))
        if letter != "."
    ]
    ends = [(-1e9, -1e9, -len(past) - 1), *work, (1e9, 1e9, len(plan))]
    found = 0
    for (_, end, day_before), (start, _, day_after) in pairwise(ends):
        inside = sum(first <= day <= last for day in range(day_before + 1, day_after))
        long_enough = int((start - end - hours) // 24) + 1 if start - end >= hours else 0
        found += min(inside, long_enough)
    return found


@pytest.mark.parametrize(("hours", "days_off", "in_weeks"), [(35, 1, 1), (24, 2, 2), (35, 2, 2), (24, 3, 2)])
def test_a_line_that_keeps_the_rule_has_the_rests_of_the_law(
    hours: int, days_off: int, in_weeks: int
) -> None:
    """Held against the law read by itself, hour by hour; the rule may ask for more, never for less.

    The past has kept the rule: what it broke by itself is no breach of the plan.
    """
    rule = WeeklyRest(hours * 60, days_off, in_weeks, whole_days=True)
    random = Random(7)
    n_kept = n_lawful = 0
    for _ in range(700):
        past, plan = ("".join(random.choice("EEEELLLNND...") for _ in range(length)) for length in (7, 14))
        if judge(rule, "", past):
            continue
        lawful = all(rests(past, plan, hours, last - 7 * in_weeks + 1, last) >= days_off for last in (6, 13))
        kept = judge(rule, past, plan) == []
        assert lawful or not kept, (past, plan)
        n_kept += kept
        n_lawful += lawful
    assert 0 < n_kept <= n_lawful < 700
