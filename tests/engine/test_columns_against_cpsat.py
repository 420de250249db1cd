"""The column engine is exact: for one person its line is the best one that CP-SAT can prove, rule by rule."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from optimization.roster.assess import assess
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.support import reasons_against
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import CoverageRow, RosterProblem
from optimization.roster.result import SolveOptions, SolveStatus
from optimization.rules.policy import Hard, Policy, Soft
from tests.property.test_rule_agreement import RULES
from tests.roster.random_rosters import random_problem

OPTIONS = SolveOptions(seconds=20, n_workers=1, reproducible=True)


def with_needs(random: Random, problem: RosterProblem) -> RosterProblem:
    """One convex need for each duty and day, so that the line has something to gain and to lose."""
    rows = []
    for index, duty in enumerate(problem.duties):
        for day in sorted(duty.days):
            if 0 <= day < problem.n_days:
                step = random.randint(-30, 30)
                costs = (100, 100 + step, 100 + step + random.randint(max(step, 0), 60))
                rows.append(
                    CoverageRow(
                        f"{index}-{day}",
                        duty.unit_id,
                        day,
                        duty.shift_id,
                        duty.skill_id,
                        frozenset({(day, index)}),
                        costs,
                        1,
                    )
                )
    return replace(problem, coverage=tuple(rows))


@pytest.mark.parametrize("name", RULES)
def test_one_line_is_as_good_as_the_proven_best(name: str) -> None:
    random = Random(f"columns {name}")
    compared = 0
    for _ in range(6):
        rule = RULES[name](random)
        enforcement = random.choice([Hard(), Soft(7)])
        problem = replace(with_needs(random, random_problem(random)), policies=(Policy(rule, enforcement),))
        if reasons_against(problem):
            continue
        best = solve_by_cpsat(problem, OPTIONS)
        found = solve_by_columns(problem, OPTIONS)
        compared += 1
        assert (found.status is SolveStatus.INFEASIBLE) == (best.status is SolveStatus.INFEASIBLE), rule
        if found.roster is None:
            continue
        assert best.status is SolveStatus.OPTIMAL
        assert found.objective == best.objective, (rule, enforcement)
        assert found.bound is not None
        assert found.bound <= found.objective
        assert assess(problem, found.roster).objective == found.objective
    assert compared, "the engine must take at least one of the random problems"
