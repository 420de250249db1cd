"""The way to a unit of another site is no part of any rest: earlies in B, everything else in A, half an hour away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from optimization.rules.duty_class import DutyClass
from optimization.rules.policy import Rule
from optimization.rules.rest_after_long_shifts import RestAfterLongShifts
from optimization.rules.rest_after_nights import RestAfterNights
from optimization.rules.rest_after_runs import RestAfterRuns
from optimization.rules.semantics import breach
from optimization.rules.travel import NO_TRAVEL, Travel
from optimization.rules.weekly_rest import WeeklyRest
from tests.rules.lines import setting

APART = Travel(30, (("A", "NORTH"), ("B", "SOUTH")))
TOGETHER = Travel(30, (("A", "NORTH"), ("B", "NORTH")))
DAYS = ((DutyClass(), 2),)


def judge(rule: Rule, past: str, plan: str) -> list[int]:
    """What `check` finds; the primitives mean the same."""
    problem, line = setting(past, plan)
    duties = tuple(replace(duty, unit_id="B") if duty.shift_id == "E" else duty for duty in problem.duties)
    problem = replace(problem, duties=duties)
    (person,) = problem.employees
    found = [each.amount for each in rule.check(problem, person, line)]
    assert sum(breach(each, line) for each in rule.compile(problem, person)) == sum(found)
    return found


@pytest.mark.parametrize(
    ("rule", "past", "plan"),
    [
        # off at 07:30, on again 47 h 30 min later
        (lambda travel: RestAfterNights(47 * 60 + 30, travel), "", "N..E"),
        (lambda travel: RestAfterNights(47 * 60 + 30, travel), "N", "..E"),
        # 12 h 30 min of work until 19:30, on again at 07:00
        (lambda travel: RestAfterLongShifts(12 * 60, 11 * 60 + 30, travel), "", "DE"),
        (lambda travel: RestAfterRuns(11 * 60 + 30, DAYS, travel), "D", "DE"),
        # one day off from 19:30 to 07:00 of the day after next
        (lambda travel: WeeklyRest(35 * 60 + 30, travel=travel), "", "DDDDD.E"),
        (lambda travel: WeeklyRest(35 * 60 + 30, 2, whole_days=True, travel=travel), "", "DDDD..E"),
    ],
)
def test_the_way_is_no_rest_where_there_is_one(rule: Callable[[Travel], Rule], past: str, plan: str) -> None:
    assert judge(rule(APART), past, plan) == [1]
    assert judge(rule(TOGETHER), past, plan) == []
    assert judge(rule(NO_TRAVEL), past, plan) == []
    assert judge(rule(APART), past, plan.replace("E", "D")) == []


def test_a_sentence_says_that_the_way_is_left_out() -> None:
    problem, line = setting("", "N..E")
    duties = tuple(replace(duty, unit_id="B") if duty.shift_id == "E" else duty for duty in problem.duties)
    problem = replace(problem, duties=duties)
    (found,) = RestAfterNights(47 * 60 + 30, APART).check(problem, problem.employees[0], line)
    assert found.message == (
        "Ann has 47 h of rest after the night of Mon 30 Nov 2026 before E on Thu 3 Dec 2026, the way to another site not "
        "counted; at least 47 h 30 min asked for"
    )
