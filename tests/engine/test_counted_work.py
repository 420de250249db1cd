"""In reproducible mode time is counted: everything that takes long counts, by about the time that it takes."""

from __future__ import annotations

import math
from random import Random

from optimization.roster.columns.clock import WORK_PER_SECOND, Clock
from optimization.roster.columns.greedy import greedy_lines, respond
from optimization.roster.columns.master import Master
from optimization.roster.columns.mixing import mix_columns
from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.columns.scope import whole_scope
from tests.engine.test_long_horizons import sixteen_weeks
from tests.engine.test_proximal_master import random_both
from tests.engine.test_tables_too_large import four_weeks


def test_the_first_roster_counts() -> None:
    problem = four_weeks()
    people = read_people(problem)
    scope, order = whole_scope(read_needs(problem, people), people), range(len(people))
    once, twice, again = Clock(reproducible=True), Clock(reproducible=True), Clock(reproducible=True)
    lines = greedy_lines(scope, order, 0, lambda: False, count=once.add)
    greedy_lines(scope, order, 2, lambda: False, count=twice.add)
    assert 0 < once.work < twice.work
    assert lines is not None
    respond(scope, lines, order, 1, lambda: False, again.add)
    assert again.work > 0


def test_large_tables_count_by_their_entries_and_small_ones_by_the_call() -> None:
    for problem in (four_weeks(), sixteen_weeks()):
        person = read_people(problem)[0]
        n_entries = person.pricer.n_entries(person.cell_costs)
        work = person.pricer.price(person.cell_costs).work
        assert work > n_entries + 10_000
        assert work < 30 * n_entries + 1_000_000
    # an entry is 10 ns or so
    assert WORK_PER_SECOND == 100_000_000


def test_a_pivot_counts_more_than_a_moved_weight_and_a_mix_counts_as_well() -> None:
    random = Random("work")
    both = random_both(random)
    master, clock = Master(both.scope), Clock(reproducible=True)
    master.add(both.columns)
    solution = master.solve()
    assert solution is not None
    both.master.solve()
    assert master.work > 1700
    fixed = len(both.master.columns) + both.master.rows.n_shared
    assert both.master.work > 400 * fixed
    assert both.master.work % 400 == 0
    mix_columns(master, solution, solution.objective + 1e6, solution.objective, math.inf, clock)
    assert clock.work >= 40_000
