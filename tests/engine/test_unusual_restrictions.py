"""Rules at the edge of their meaning: what asks nothing, what only the past decides, what is named twice."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from optimization.roster.columns.people import read_people
from optimization.rules.policy import Enforcement, Hard, Policy, Soft
from optimization.rules.primitives import CellClass, FixedCell, ForbiddenSuccession, Primitive, WindowedTotal
from tests.engine.test_pricing_against_enumeration import (
    Given,
    check_pricing,
    enumerate_lines,
    mixed_problem,
    problem_of,
)

N_DAYS = 4
ANY = CellClass(frozenset({0, 1}))
NO_DAY = WindowedTotal(((0, 2), (1, 3)), (), at_most=4, carried_in=9)
EMPTY_GROUP = WindowedTotal(((0, 2), (1, 3)), ((),), at_least=6, carried_in=2)
PAST_AND_PLENTY = WindowedTotal(((0, 2), (1, 3)), ((), (0, 2)), at_least=3, carried_in=1)


@pytest.mark.parametrize(
    ("primitive", "enforcement"),
    [
        (ForbiddenSuccession(ANY, ANY, weight=0), Hard()),
        (ForbiddenSuccession(ANY, ANY, weight=0), Soft(7)),
        (NO_DAY, Soft(7)),
        (NO_DAY, Hard()),
        (EMPTY_GROUP, Soft(7)),
        (EMPTY_GROUP, Hard()),
        (PAST_AND_PLENTY, Soft(7)),
        (FixedCell((1, 1, 2), CellClass(frozenset(), off=True)), Soft(7)),
        (FixedCell((1, 1, 2), CellClass(frozenset(), off=True)), Hard()),
    ],
)
def test_every_line_costs_what_the_restriction_means(primitive: Primitive, enforcement: Enforcement) -> None:
    total = WindowedTotal(((0, 1), (1, 2)), ((0,), (1,), (2,)), at_most=3)
    policies = [Policy(Given((primitive,)), enforcement), Policy(Given((total,)), Soft(11))]
    problem = problem_of(Random(1), N_DAYS, (0,), [0, 1], policies)
    person = read_people(problem)[0]
    lines = enumerate_lines(problem, person)
    assert [person.cost(cells) for cells in lines.cells] == lines.costs.tolist()
    earned = np.full(person.cell_costs.shape, -20.0)
    earned[:, 0] = 0.0
    check_pricing(person, lines, earned, math.inf, 3, primitive)


@pytest.mark.parametrize("batch", range(2))
def test_no_cell_is_worth_more_to_a_line_than_its_stake(batch: int) -> None:
    random = Random(f"stakes {batch}")
    n_tight = 0
    for _ in range(40):
        hard_or_soft = mixed_problem(random)
        soft = [Policy(policy.rule, Soft(random.choice((0, 3, 8)))) for policy in hard_or_soft.policies]
        problem = problem_of(random, hard_or_soft.n_days, hard_or_soft.employees[0].history, [0, 1], soft)
        person = read_people(problem)[0]
        costs = enumerate_lines(problem, person).costs.reshape(
            (len(person.pricer.alphabet.cells),) * problem.n_days
        )
        dearest = 0.0
        for day in range(problem.n_days):
            by_cell = np.moveaxis(costs, day, 0).reshape(len(person.duties), -1)
            finite = by_cell[:, np.isfinite(by_cell).any(axis=0)]
            most = np.where(np.isfinite(finite), finite, -np.inf).max(axis=0)
            dearest = max(dearest, float((most - finite.min(axis=0)).max()))
        assert dearest <= person.stake, problem
        n_tight += dearest >= person.stake / 4
    assert n_tight >= 10, "a stake far above what any cell can cost says nothing"
