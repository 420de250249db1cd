"""Rests in each week or fortnight: days off whose spell is long enough; E 07:00 to 15:00, L to 21:30, N 21:00 to 07:30."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from optimization.rules.policy import BreachUnit
from optimization.rules.weekly_rest import WeeklyRest
from tests.rules.lines import judge, violations

LAW = WeeklyRest(35 * 60)


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "EEEEEE.", []),
        ("", "EEEEEEE", [1]),
        ("", ".EEEEEEEEEEEE.", []),  # twelve in a row, a rest in each week
        ("", "EE.EEEE", []),  # 15:00 to 07:00: 40 h
        ("", "EL.EEEE", [1]),  # 21:30 to 07:00: 33 h 30 min
        ("", "EL.EE.E", []),  # another day off of the week is long enough
        ("", "EL..EEE", []),
        ("", "EN.EEEE", [1]),
        ("", "EEEEEL.", []),  # what follows is not known yet
        ("", "EEEEEL.EEEE...", [1]),  # Sunday was none, as Monday's early shift shows
        ("", "EEEEEL.LEEE...", []),
        ("EEEEEL.", "EEEE...", [1]),  # and so it shows in the next plan
        ("EEEEEL.", ".EEE...", []),
        ("EEEEEE.", "EEEE...", []),
        ("EEEEEEE", "EEEE...", []),  # what only the past broke
        ("L.E", "EEEE", [1]),  # its day off was none
        ("E.E", "EEEE", []),
    ],
)
def test_each_week_has_its_rest(past: str, plan: str, amounts: list[int]) -> None:
    """A short spell off is lawful where the week has another rest: it was once refused everywhere."""
    first_day = date(2026, 11, 30) + timedelta(days=len(past) % 7)
    assert judge(LAW, past, plan, first_day) == amounts


def test_a_fortnight_may_have_its_rests_together() -> None:
    fortnight = WeeklyRest(24 * 60, days_off=2, in_weeks=2)
    assert judge(fortnight, "EEEEEEE", "EEEEE..") == []
    assert judge(fortnight, "EEEEEEE", "EEEEEE.") == [1]
    assert judge(fortnight, "EEEEEEEEEEEEEE", "EEEEE..") == []


def test_an_hour_lost_to_the_clock_shortens_the_spell() -> None:
    """From Saturday's early shift to Monday's are 39 hours on the weekend on which the clock goes forward."""
    rule = WeeklyRest(40 * 60)
    monday = date(2027, 3, 22)
    assert judge(rule, "", "EEEEEE.E......", monday) == [1]
    assert judge(rule, "", "EEEEEE.E......", date(2027, 3, 15)) == []


def test_days_off_together_are_as_many_rests_as_their_hours_hold() -> None:
    """A night, two days off and an early come to 47 h 30 min: one rest of 35 hours, and no two (59)."""
    loose, strict = (WeeklyRest(35 * 60, days_off=2, in_weeks=2, whole_days=whole) for whole in (False, True))
    for plan, missing in (
        ("EEN..EE", [1]),
        ("EEL..EE", [1]),  # 57 h 30 min
        ("EEE..EE", []),  # 64 h
        ("EEN..LE", [1]),
        ("EEN...E", []),  # more days than are asked for
        ("EEN..E.", []),  # another rest in the fortnight
    ):
        assert judge(loose, "EEEEEEE", plan) == [], plan
        assert judge(strict, "EEEEEEE", plan) == missing, plan


def test_the_rests_of_a_spell_are_its_first_days() -> None:
    """From Saturday's night to Tuesday's early shift is one rest; it counts for the week in which it begins, and for one only."""
    rule = WeeklyRest(24 * 60, days_off=2, in_weeks=1, whole_days=True)
    assert judge(rule, "", ".EEEEN.") == []
    assert judge(rule, "", ".EEEEN..EEEE..") == []
    assert judge(rule, "", ".EEEEN..EEEEE.") == [1], "Monday is no rest of the second week"
    assert judge(rule, "", ".EEEEE..EEEEE.") == []


def test_the_sentence() -> None:
    (found,) = violations(LAW, "", "EL.EEEE")
    assert (found.unit, found.days) == (BreachUnit.TIMES, (0, 1, 3, 4, 5, 6))
    assert found.message == (
        "Ann has 0 rests of 35 h or more in the 7 days up to Sun 6 Dec 2026; at least 1 asked for"
    )
    assert LAW.title == "at least 1 rest of 35 h or more in each week"
    assert WeeklyRest(35 * 60, 2, 2, whole_days=True).title == (
        "at least 2 rests of 35 h or more in each 2 weeks, and 24 h more for each further one of a spell"
    )


def rests(past: str, plan: str, rule: WeeklyRest, first: int, last: int) -> int:
    """The rests from `first` to `last`, read hour by hour on a plain clock; days that are not known are rests."""
    times = {"E": (7, 15), "L": (13.5, 21.5), "N": (21, 31.5), "D": (7, 19.5)}
    work = [
        (24 * day + times[letter][0], 24 * day + times[letter][1], day)
        for day, letter in enumerate(past + plan, start=-len(past))
        if letter != "."
    ]
    lost = {day for _, _, day in work}
    for (_, end, before), (start, _, after) in pairwise(work):
        n_off, hours = after - before - 1, start - end
        found = n_off
        while found and hours < rule.rest_minutes / 60 + 24 * (
            found - 1 if rule.whole_days and n_off <= rule.days_off else 0
        ):
            found -= 1
        lost.update(range(before + 1 + found, after))
    return sum(day not in lost for day in range(first, last + 1))


@pytest.mark.parametrize("whole_days", [False, True])
@pytest.mark.parametrize(("hours", "days_off", "in_weeks"), [(35, 1, 1), (24, 2, 2), (35, 2, 2), (24, 3, 2)])
def test_a_line_keeps_the_rule_exactly_when_it_has_the_rests(
    hours: int, days_off: int, in_weeks: int, whole_days: bool
) -> None:
    """Neither stricter nor laxer than a reading of its own. The past has kept the rule: what it broke is no breach of the plan."""
    rule = WeeklyRest(hours * 60, days_off, in_weeks, whole_days)
    random = Random(7)
    n_kept = n_broken = 0
    for _ in range(700):
        past, plan = ("".join(random.choice("EEEELLLNND...") for _ in range(length)) for length in (7, 14))
        if judge(rule, "", past):
            continue
        lawful = all(
            rests(past, plan, rule, last - 7 * in_weeks + 1, last) >= days_off for last in (-1, 6, 13)
        )
        kept = judge(rule, past, plan) == []
        assert lawful == kept, (past, plan)
        n_kept += kept
        n_broken += not kept
    assert min(n_kept, n_broken) >= 20
