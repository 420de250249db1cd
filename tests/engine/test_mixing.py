"""Mixing columns leaves the linear master as it was: its options, its open columns and its optimum."""

from __future__ import annotations

import math
from random import Random

import pytest

from optimization.roster.columns.clock import Clock
from optimization.roster.columns.master import Master
from optimization.roster.columns.mixing import mix_columns
from tests.engine.test_proximal_master import random_both

OPTIONS = (
    "presolve",
    "time_limit",
    "mip_max_nodes",
    "objective_bound",
    "threads",
    "simplex_strategy",
    "output_flag",
)


def test_the_master_is_left_as_it_was() -> None:
    random = Random("mixing")
    n_mixed = 0
    for _ in range(10):
        both = random_both(random)
        master = Master(both.scope)
        master.add(both.columns)
        master.set_open([n % 5 > 0 or column.person == 0 for n, column in enumerate(master.columns)])
        solution = master.solve()
        if solution is None:
            continue
        master.solver.setOptionValue("time_limit", 1000.0)
        before = ([master.solver.getOptionValue(name) for name in OPTIONS], list(master.open))
        enough = solution.objective + max(1.0, 0.05 * abs(solution.objective))
        mixed = mix_columns(master, solution, enough, solution.objective, math.inf, Clock(reproducible=True))
        n_mixed += mixed is not None
        assert ([master.solver.getOptionValue(name) for name in OPTIONS], master.open) == before
        again = master.solve()
        assert again is not None
        assert again.objective == pytest.approx(solution.objective)
    assert n_mixed
