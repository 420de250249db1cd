"""Whoever keeps figures that are called no laxer than a law's keeps the law: held against rosters, not against a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from data.configuration.pack import Figure
from data.configuration.pack_figures import is_as_strict, laxer_keys
from data.configuration.rule_choices import (
    AverageHoursSetting,
    MinimumRestSetting,
    NightsInPeriodSetting,
    RollingHoursSetting,
    SundaysSetting,
    WeekendsSetting,
    WeeklyRestSetting,
)
from data.configuration.rule_setting import RuleChoice
from optimization.rules.chosen import rule_of
from tests.roster.random_rosters import random_line, random_problem

Figures = dict[str, Figure]
RULES: dict[str, tuple[type[RuleChoice], Callable[[Random], Figures]]] = {
    "weekly_rest": (
        WeeklyRestSetting,
        lambda r: {"days_off": r.randint(1, 6), "in_weeks": r.randint(1, 3), "hours": r.choice((1, 24))},
    ),
    "weekends": (WeekendsSetting, lambda r: {"at_most": r.randint(0, 2), "in_weeks": r.randint(1, 3)}),
    "sundays": (SundaysSetting, lambda r: {"at_most": r.randint(0, 2), "in_weeks": r.randint(1, 3)}),
    "nights_in_period": (
        NightsInPeriodSetting,
        lambda r: {"at_most": r.randint(0, 5), "in_weeks": r.randint(1, 3)},
    ),
    "rolling_hours": (
        RollingHoursSetting,
        lambda r: {"at_most_hours": r.randint(1, 12) * 6, "in_days": r.randint(1, 10)},
    ),
    "minimum_rest": (MinimumRestSetting, lambda r: {"hours": r.randint(6, 16)}),
    "average_hours": (
        AverageHoursSetting,
        lambda r: {"at_most_hours_week": r.randint(10, 60), "in_weeks": r.randint(1, 3)},
    ),
}
CASES = 800


@pytest.mark.parametrize("with_past", [False, True])
@pytest.mark.parametrize("name", RULES)
def test_what_keeps_stricter_figures_keeps_laxer_ones(name: str, with_past: bool) -> None:
    """With a past that nobody planned by these figures, only what is left out beside another rule is claimed."""
    setting, figures_of = RULES[name]
    random = Random(f"{name} {with_past}")
    told = broken = 0
    for _ in range(CASES):
        own, law = figures_of(random), figures_of(random)
        problem = random_problem(random)
        employee = problem.employees[0]
        if not with_past:
            employee = replace(employee, history=())
            problem = replace(problem, employees=(employee,))
        line = random_line(random, sorted(employee.duties), problem.n_days)
        own_rule, law_rule = (rule_of(setting(**each), {}) for each in (own, law))
        if not own_rule.check(problem, employee, line):
            breaks_law = bool(law_rule.check(problem, employee, line))
            stricter = is_as_strict(name, own, law)
            if not with_past and name != "average_hours":
                stricter = not any(laxer_keys(name, own, law))
            assert not (stricter and breaks_law), (own, law, employee, line)
            told += stricter
            broken += breaks_law
    assert told >= 20, "too few figures that are stricter to mean anything"
    assert broken >= 20, "too few lines that keep one and break the other to mean anything"
