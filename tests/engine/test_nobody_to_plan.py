"""A part without any people is solved: there is only something to buy, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.problem import ExternalSupply, Source
from optimization.roster.result import SolveOptions, SolveStatus
from tests.engine.test_tables_too_large import N_DAYS, four_weeks


@pytest.mark.parametrize("n_workers", [1, 2])
def test_without_people_everything_is_bought_or_stays_empty(n_workers: int) -> None:
    agency = ExternalSupply("agency", Source.AGENCY, {0: 2000, 1: 50_000}, most_per_row=1)
    problem = replace(four_weeks(), employees=(), supplies=(agency,))
    found = solve_by_columns(problem, SolveOptions(seconds=20, n_workers=n_workers))
    assert (found.status, found.objective) == (SolveStatus.OPTIMAL, 9000 * (2 * N_DAYS - 1) + 2000)
    assert found.roster is not None
    assert found.roster.bought == ((0, 0, 1),)
