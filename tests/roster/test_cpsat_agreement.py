"""With every cell fixed, CP-SAT agrees with the rules' own checks: feasible when hard, priced when soft.

Ten people share a model, each with a rule of their own figures and, when soft, a price of their own: 300 cases for each
rule in a tenth of the solves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from ortools.sat.python import cp_model

from optimization.roster.cpsat.model import build_model
from optimization.roster.problem import RosterProblem
from optimization.rules.policy import Enforcement, Hard, Policy, Rule, Soft
from optimization.rules.primitives import Line
from tests.roster.random_rosters import random_line, random_problem
from tests.roster.random_rules import RULES

N_MODELS = 30
RARE = {"friday_nights": 90}
"""Rules that few random lines break."""
PRICES = (7, 11, 13, 17, 19, 23, 29, 31, 37, 41)


def objective_with(problem: RosterProblem, lines: Mapping[str, Line]) -> int | None:
    """The model's cost of these lines; None when it is infeasible."""
    built = build_model(problem)
    for employee, cells in zip(problem.employees, built.lines, strict=True):
        for day, cell in enumerate(lines[employee.employee_id]):
            variable = cells.variable(day, cell)
            if variable is None:
                return None
            built.model.add(variable == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(built.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def bound(
    problem: RosterProblem, rules: Mapping[str, Rule], enforcements: Mapping[str, Enforcement]
) -> RosterProblem:
    """The people named in `enforcements`, each bound by their own rule."""
    return replace(
        problem,
        employees=tuple(each for each in problem.employees if each.employee_id in enforcements),
        policies=tuple(
            Policy(rules[name], enforcement, frozenset({name})) for name, enforcement in enforcements.items()
        ),
    )


@pytest.mark.parametrize("name", RULES)
def test_cpsat_with_fixed_cells_agrees_with_the_check(name: str) -> None:
    random = Random(f"cpsat {name}")
    n_broken = 0
    n_models = RARE.get(name, N_MODELS)
    for case in range(n_models):
        bare = random_problem(random, len(PRICES))
        rules = {each.employee_id: RULES[name](random) for each in bare.employees}
        lines = {
            each.employee_id: random_line(random, sorted(each.duties), bare.n_days) for each in bare.employees
        }
        amounts = {
            each.employee_id: sum(
                violation.amount
                for violation in rules[each.employee_id].check(bare, each, lines[each.employee_id])
            )
            for each in bare.employees
        }
        prices = dict(zip(amounts, PRICES, strict=True))
        expected = sum(prices[key] * amount for key, amount in amounts.items())
        soft = bound(bare, rules, {key: Soft(price) for key, price in prices.items()})
        assert objective_with(soft, lines) == expected, (case, rules, bare, lines)
        kept = {key: Hard() for key, amount in amounts.items() if not amount}
        assert objective_with(bound(bare, rules, kept), lines) is not None, (case, kept, lines)
        for key, amount in amounts.items():
            if amount:
                n_broken += 1
                alone = bound(bare, rules, {key: Hard()})
                assert objective_with(alone, lines) is None, (case, key, rules[key], lines[key])
    assert 10 <= n_broken <= n_models * len(PRICES) - 10, "kept and broken lines must both be there"
