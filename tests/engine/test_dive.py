"""A dive settles assignments that stand together in lines, and a neighbourhood that shows no gain is left early."""

from __future__ import annotations

from random import Random

import numpy as np

from optimization.roster.columns.clock import Clock
from optimization.roster.columns.dive import Dive, cell_weights
from optimization.roster.columns.generation import Generation
from optimization.roster.columns.master import Master
from optimization.roster.columns.neighbourhoods import Chooser, Neighbourhood
from optimization.roster.columns.people import read_people
from tests.engine.test_long_horizons import N_DAYS, sixteen_weeks
from tests.engine.test_proximal_master import Both, random_both

CASES = 40


def never() -> bool:
    return False


def test_what_a_step_settles_of_one_person_stands_together_in_a_line_in_use() -> None:
    random = Random("dive")
    n_several = 0
    for case in range(CASES):
        both = random_both(random)
        for _ in range(random.randint(1, 6)):
            solution = both.master.solve()
        assert solution is not None
        dive = Dive(Generation(1, Clock(False), never), both.master, list(both.scope.cell_costs), share=0.5)
        chosen = dive._choose(solution)
        used = [both.master.columns[n] for n in np.flatnonzero(solution.values > 1e-9)]
        for place in range(len(both.scope.people)):
            mine = [(day, cell) for number, day, cell in chosen if number == place]
            n_several += len(mine) > 1
            assert not mine or any(
                column.person == place and all(column.cells[day] == cell for day, cell in mine)
                for column in used
            ), (case, place, mine)
    assert n_several > CASES, "hardly anybody had several assignments settled at once"


def test_a_dive_ends_in_whole_lines_that_cost_what_the_master_says() -> None:
    random = Random("whole")
    for case in range(CASES // 2):
        both = random_both(random)
        master = Master(both.scope)
        master.add(both.columns)
        solution = master.solve()
        assert solution is not None
        dive = Dive(Generation(1, Clock(False), never), master, list(both.scope.cell_costs))
        lines = dive.run(solution, float("inf"))
        assert lines is not None, case
        for person, cells in zip(both.scope.people, lines, strict=True):
            assert np.isfinite(person.cost(cells)), (case, person.number)
        weights = cell_weights(master, solution)
        assert all(np.allclose(one.sum(axis=1), 1.0) for one in weights), case


def rounds_until_given_up(both: Both, patience: float) -> int:
    """Rounds of generation from everybody's first line on, when only the very optimum would be better."""
    master = Master(both.scope)
    first = {column.person: column for column in reversed(both.columns)}
    master.add(list(first.values()))
    generation = Generation(1, Clock(False), never, patience=patience)
    rounds: list[float] = []
    enough = both.best.objective - 1.0
    generation.relax(master, both.scope.cell_costs, enough, on_round=lambda _, bound: rounds.append(bound))
    return len(rounds)


def test_a_search_without_any_gain_is_given_up() -> None:
    random = Random("patience")
    pairs = []
    for _ in range(CASES):
        both = random_both(random)
        pairs.append((rounds_until_given_up(both, 2), rounds_until_given_up(both, np.inf)))
    assert all(short <= long for short, long in pairs)
    assert any(short == 2 < long for short, long in pairs)


def test_whole_lines_and_windows_take_turns_by_the_time_they_took() -> None:
    people = read_people(sixteen_weeks())
    chooser = Chooser(people, 84, np.random.default_rng(1))
    chooser.learn(Neighbourhood((0,), (0, 14)), 9.0, 5.0, was_pruned=False)
    assert {chooser.draw().days for _ in range(20)} == {None}
    chooser.learn(Neighbourhood((0,), None), 10.0, 5.0, was_pruned=False)
    assert None not in {chooser.draw().days for _ in range(20)}


def test_what_is_pruned_at_once_makes_the_next_ones_much_larger() -> None:
    people = read_people(sixteen_weeks())
    chooser = Chooser(people, N_DAYS, np.random.default_rng(1), window_cells=100.0)
    window = Neighbourhood((0,), (0, 14))
    sizes = []
    for seconds in (0.1, 3.0, 6.0):
        chooser.learn(window, seconds, 5.0, was_pruned=True)
        sizes.append(chooser.window_cells)
    assert sizes[0] / 100 > sizes[1] / sizes[0] > 1 > sizes[2] / sizes[1]
