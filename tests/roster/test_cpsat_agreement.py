"""With every cell fixed, CP-SAT agrees with the rules' own checks: feasible when hard, priced when soft."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from ortools.sat.python import cp_model

from optimization.roster.cpsat.model import build_model
from optimization.roster.problem import RosterProblem
from optimization.rules.policy import Enforcement, Hard, Policy, Soft
from optimization.rules.primitives import Line
from tests.roster.random_rosters import random_line, random_problem
from tests.roster.random_rules import RULES


def objective_with(problem: RosterProblem, line: Line) -> int | None:
    """The model's cost of a line of the only employee; None when it is infeasible."""
    built = build_model(problem)
    cells = built.lines[0]
    for day, cell in enumerate(line):
        variable = cells.variable(day, cell)
        if variable is None:
            return None
        built.model.add(variable == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(built.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


@pytest.mark.parametrize("name", RULES)
def test_cpsat_with_fixed_cells_agrees_with_the_check(name: str) -> None:
    random = Random(f"cpsat {name}")
    broken = 0
    for case in range(60):
        rule = RULES[name](random)
        bare = random_problem(random)
        employee = bare.employees[0]
        line = random_line(random, sorted(employee.duties), bare.n_days)
        amount = sum(violation.amount for violation in rule.check(bare, employee, line))
        broken += amount > 0

        def with_(enforcement: Enforcement, rule=rule, bare=bare) -> RosterProblem:
            return replace(bare, policies=(Policy(rule, enforcement),))

        assert objective_with(with_(Soft(7)), line) == 7 * amount, (case, rule, employee, line)
        assert (objective_with(with_(Hard()), line) is not None) == (amount == 0), (case, rule, line)
    assert 3 <= broken <= 57, "kept and broken lines must both be there"
