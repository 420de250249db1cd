"""Parts of a roster are improved by either linear master, whichever their size calls for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from optimization.roster.columns import improve as improving
from optimization.roster.columns.clock import Clock
from optimization.roster.columns.generation import Generation
from optimization.roster.columns.greedy import greedy_lines
from optimization.roster.columns.improve import improve
from optimization.roster.columns.master import Master
from optimization.roster.columns.needs import Needs, read_needs
from optimization.roster.columns.neighbourhoods import Neighbourhood
from optimization.roster.columns.people import Person, read_people
from optimization.roster.columns.plan import plan_value
from optimization.roster.columns.pool import Pool
from optimization.roster.columns.scope import whole_scope
from tests.engine.test_tables_too_large import four_weeks

LARGE, SMALL = 0, 100_000


def first_roster() -> tuple[Needs, tuple[Person, ...], list[np.ndarray]]:
    problem = four_weeks()
    people = read_people(problem)
    needs = read_needs(problem, people)
    lines = greedy_lines(whole_scope(needs, people), range(len(people)), 0, lambda: False)
    assert lines is not None
    return needs, people, lines


def generation() -> Generation:
    return Generation(1, Clock(reproducible=True), lambda: False, n_lines=2, haste=0.1)


def lower_bound(needs: Needs, people: Sequence[Person], lines: Sequence[np.ndarray]) -> float:
    scope = whole_scope(needs, people)
    master = Master(scope)
    master.add([scope.column(place, cells) for place, cells in enumerate(lines)])
    return generation().relax(master, scope.cell_costs).bound


@pytest.mark.parametrize("most_for_simplex", [LARGE, SMALL])
def test_a_part_is_improved_and_then_found_to_hold_nothing_more(
    monkeypatch: pytest.MonkeyPatch, most_for_simplex: int
) -> None:
    monkeypatch.setattr(improving, "_MOST_FOR_SIMPLEX", most_for_simplex)
    needs, people, lines = first_roster()
    pool, everybody = Pool(needs, people), Neighbourhood(tuple(range(len(people))), None)
    costs = [plan_value(needs, people, lines).cost]
    for _ in range(6):
        attempt = improve(needs, people, lines, everybody, pool, generation(), 1.0)
        if not attempt.lines:
            break
        lines = [attempt.lines[number] for number in range(len(people))]
        costs.append(plan_value(needs, people, lines).cost)
    assert costs[-1] < costs[0]
    assert costs[-1] >= lower_bound(needs, people, lines) - 1e-6
    assert len(costs) < 6, "an optimum that is found again is no gain"


def test_prices_of_the_whole_are_known_to_its_parts() -> None:
    needs, people, lines = first_roster()
    pool, scope = Pool(needs, people), whole_scope(needs, people)
    assert pool.duals(scope) is None
    master = Master(scope)
    master.add([scope.column(place, cells) for place, cells in enumerate(lines)])
    solution = master.solve()
    assert solution is not None
    pool.set_prices(solution, scope.rows)
    duals = pool.duals(scope)
    assert duals is not None
    assert duals == pytest.approx(solution.duals)
