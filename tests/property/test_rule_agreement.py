"""A rule's two faces say the same: what it compiles to breaks by as much as its own check finds."""

from __future__ import annotations

from random import Random

import pytest

from optimization.rules.semantics import breach
from tests.roster.random_rosters import random_line, random_problem
from tests.roster.random_rules import RULES

CASES = 400
RARE = {"friday_nights": 2000}
"""Rules that few random lines break."""


@pytest.mark.parametrize("name", RULES)
def test_what_a_rule_compiles_to_breaks_by_as_much_as_its_check_finds(name: str) -> None:
    random = Random(name)
    amounts = []
    for case in range(RARE.get(name, CASES)):
        rule = RULES[name](random)
        problem = random_problem(random)
        employee = problem.employees[0]
        line = random_line(random, sorted(employee.duties), problem.n_days)
        compiled = sum(breach(primitive, line) for primitive in rule.compile(problem, employee))
        violations = rule.check(problem, employee, line)
        found = sum(violation.amount for violation in violations)
        assert compiled == found, (case, rule, problem.grid, employee, line, violations)
        assert all(violation.amount > 0 for violation in violations)
        amounts.append(found)
    assert sum(amount > 0 for amount in amounts) >= 30, "too few broken lines to mean anything"
    assert sum(amount == 0 for amount in amounts) >= 30, "too few kept lines to mean anything"
