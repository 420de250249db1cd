"""What a narrow or a limited search of lines may leave out, and what it may not."""

from __future__ import annotations

from random import Random

import numpy as np

from optimization.roster.columns.kernel_labels import search_labels
from optimization.roster.columns.kernel_ranges import reachable_ranges
from optimization.roster.columns.kernel_tables import fill_tables, follow
from optimization.roster.columns.people import read_people
from optimization.rules.policy import Hard, Policy
from optimization.rules.primitives import WindowedTotal
from tests.engine.test_pricing_against_enumeration import (
    Given,
    enumerate_lines,
    problem_of,
    problem_of_targets,
    random_prices,
)


def test_the_lines_of_a_narrow_search_come_cheapest_first() -> None:
    random = Random("narrow")
    n_several = 0
    for _ in range(150):
        person = read_people(problem_of_targets(random))[0]
        costs = person.cell_costs + random_prices(random, person.cell_costs.shape)
        found = [cost for _, cost in person.pricer.price(costs, n_lines=6, exact=False).lines]
        assert found == sorted(found)
        n_several += len(found) > 1
    assert n_several > 50


def test_lines_that_are_not_allowed_take_no_place_in_a_search_without_a_limit() -> None:
    n_days = 6
    totals = [
        WindowedTotal(((0, early), (1, late)), tuple((day,) for day in range(n_days)), at_most=most)
        for early, late, most in ((1, 0, 4), (0, 1, 4), (5, 7, 8), (7, 5, 8))
    ]
    # the first two have the fewest steps and take the axes; the others are left to labels and allow one shift
    policies = [Policy(Given((total,)), Hard()) for total in totals]
    problem = problem_of(Random(3), n_days, (), [0, 1], policies)
    person = read_people(problem)[0]
    space, lines = person.pricer.space, enumerate_lines(problem, person)
    day_cost = person.cell_costs[:, [list(person.pricer.class_of).index(n) for n in range(space.n_classes)]]
    assert space.n_slots == 2
    ranges = reachable_ranges(space, day_cost)
    prices = np.zeros(len(space.window_first) - 1)
    table = fill_tables(space, day_cost, prices, *ranges)
    # whoever may begin so may go on with days off: there are never more beginnings than lines
    width = int(np.isfinite(lines.costs).sum())
    classes = np.zeros(n_days, dtype=np.int64)
    cost, complete, _ = search_labels(
        space, day_cost, prices, np.zeros(n_days + 1), *ranges, table, np.inf, width, classes
    )
    assert (cost, complete) == (lines.costs.min(), True)
    assert np.isfinite(follow(space, classes)[0])
