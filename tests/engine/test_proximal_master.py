"""The proximal master comes to the optimum of the simplex master, and its multipliers give bounds all the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

import numpy as np
import pytest

from data.calendar import DayGrid
from optimization.roster.columns import proximal
from optimization.roster.columns.master import LinearSolution, Master
from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.columns.proximal import ProximalMaster
from optimization.roster.columns.scope import Column, Scope, whole_scope
from optimization.roster.problem import CoverageRow, Duty, Employee, ExternalSupply, RosterProblem, Source
from tests.engine.test_bound_is_valid import random_roster

CASES = 20
STEPS = 120
SHARE = 0.005
# duals come from running sums: bounds hold up to rounding
ROUNDING = 1e-5
# lines that have had no weight in so many solves are dropped, at the earliest
IDLE = 15


@dataclass(frozen=True, slots=True)
class Both:
    """The same lines in both masters; `best` is the optimum over them, `scale` what it costs beyond empty rows."""

    scope: Scope
    columns: list[Column]
    master: ProximalMaster
    best: LinearSolution
    scale: float


def as_it_is(_random: Random, problem: RosterProblem) -> RosterProblem:
    """Links, bought workers with and without a limit, minima that can be bought."""
    return problem


def with_scarce_workers(random: Random, problem: RosterProblem) -> RosterProblem:
    """Minima of up to two people; on most rows somebody can be bought, but only a few in all."""
    rows = tuple(replace(row, minimum=random.choice((None, None, 1, 2))) for row in problem.coverage)
    prices = {row: 5 * random.randint(1, 60) for row in range(len(rows)) if random.random() < 0.7}
    supply = ExternalSupply(
        "few", Source.AGENCY, prices, random.randint(1, 2), 480 * random.randint(0, 9),
        ((tuple(prices)[: len(prices) // 2], random.randint(1, 3)),) if len(prices) > 1 else (),
    )  # fmt: skip
    return replace(problem, coverage=rows, supplies=(supply,))


def random_columns(random: Random, scope: Scope) -> list[Column]:
    """A dozen or two lines of everybody who has any, each near the best one at random prices."""
    columns = []
    for place, person in enumerate(scope.people):
        for _ in range(12):
            noise = np.array([random.uniform(-60, 60) for _ in range(person.cell_costs.size)])
            priced = person.pricer.price(
                person.cell_costs + noise.reshape(person.cell_costs.shape), n_lines=2
            )
            columns += [scope.column(place, cells) for cells, _ in priced.lines]
    return columns


Change = Callable[[Random, RosterProblem], RosterProblem]


def random_both(random: Random, change: Change = as_it_is) -> Both:
    """The masters of a random problem in which everybody has a line."""
    while True:
        problem = change(random, random_roster(random))
        people = read_people(problem)
        scope = whole_scope(read_needs(problem, people), people)
        columns = random_columns(random, scope)
        exact, master = Master(scope), ProximalMaster(scope)
        exact.add(columns)
        master.add(columns)
        best = exact.solve()
        if best is not None:
            empty = sum(row.costs[0] for row in problem.coverage)
            return Both(scope, columns, master, best, max(100.0, abs(best.objective - empty)))


def line_prices(both: Both, solution: LinearSolution) -> float:
    """The sum of everybody's cheapest line of all, those included that the master may have dropped."""
    rows, cheapest = both.master.rows, np.full(len(both.scope.people), np.inf)
    for column in both.columns:
        entered, values = rows.entries(column)
        price = column.cost - float(solution.duals[entered] @ values)
        cheapest[column.person] = min(cheapest[column.person], price)
    return float(cheapest.sum())


def exact_prices(both: Both, solution: LinearSolution) -> float:
    """The sum of the bounds that exact pricing gives over all lines there are."""
    scope, n_people = both.scope, len(both.scope.people)
    earned = scope.needs.cell_prices(solution.row_prices)[scope.days]
    everything, exact = np.full(n_people, np.inf), np.ones(n_people, dtype=np.bool_)
    priced = scope.crew.price(scope.cell_costs, earned, solution.link_prices, everything, exact, 1)
    return float(priced.bounds.sum())


def weight_by_person(master: ProximalMaster) -> np.ndarray:
    """What the weights of everybody's lines add up to."""
    people = np.array([column.person for column in master.columns])
    return np.bincount(people, master.weights, len(master.scope.people))


def test_solving_again_and_again_comes_to_the_optimum_of_the_simplex_master(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # forgotten lines come back by pricing, which has no part here
    monkeypatch.setattr(proximal, "_MOST_IDLE", STEPS)
    random = Random("optimum")
    n_links, n_limits, n_minima = 0, 0, 0
    for case in range(CASES):
        both = random_both(random)
        problem = both.scope.needs.problem
        n_links += bool(problem.links)
        n_limits += bool(both.master.rows.limits)
        n_minima += any(row.minimum for row in problem.coverage)
        for _ in range(STEPS):
            solution = both.master.solve()
        assert solution is not None, case
        assert abs(solution.objective - both.best.objective) <= SHARE * both.scale, (case, problem)
        bound = both.master.rows.bound(solution.duals, line_prices(both, solution))
        assert bound >= both.best.objective - SHARE * both.scale, (case, problem)
        assert weight_by_person(both.master) == pytest.approx(1.0), case
    assert min(n_links, n_limits, n_minima) >= CASES // 10, "too few problems of each kind to mean anything"


@pytest.mark.parametrize("change", [as_it_is, with_scarce_workers])
def test_no_bound_on_the_way_exceeds_the_optimum(change: Change) -> None:
    random = Random(f"bounds {change.__name__}")
    n_finite = 0
    for case in range(CASES):
        both = random_both(random, change)
        most = both.best.objective + ROUNDING * both.scale
        for step in range(15):
            solution = both.master.solve()
            assert solution is not None, case
            bound = both.master.rows.bound(solution.duals, line_prices(both, solution))
            assert bound <= most, (case, step)
            n_finite += np.isfinite(bound)
            if step % 5 == 0:
                assert both.master.rows.bound(solution.duals, exact_prices(both, solution)) <= most, (
                    case,
                    step,
                )
    assert n_finite == 15 * CASES, (
        "multipliers are slopes of the true costs, so that they always give a bound"
    )


def test_no_bound_at_random_multipliers_exceeds_the_optimum() -> None:
    random = Random("random multipliers")
    n_finite = 0
    for case in range(CASES):
        both = random_both(random, with_scarce_workers)
        most = both.best.objective + ROUNDING * both.scale
        for _ in range(8):
            factors = np.array([random.uniform(0.0, 2.0) for _ in both.best.duals])
            solution = replace(both.best, duals=both.best.duals * factors)
            bound = both.master.rows.bound(solution.duals, line_prices(both, solution))
            assert bound <= most, case
            n_finite += np.isfinite(bound)
    assert n_finite > CASES, "too few multipliers that give a bound to mean anything"


def test_closing_lines_leaves_everybody_with_one_line_in_all() -> None:
    random = Random("open")
    for case in range(CASES):
        both = random_both(random)
        master = both.master
        master.solve()
        for _ in range(4):
            wanted = [random.random() < 0.4 for _ in master.columns]
            for person in range(len(both.scope.people)):
                mine = [n for n, column in enumerate(master.columns) if column.person == person]
                wanted[random.choice(mine)] = True
            master.set_open(wanted)
            assert weight_by_person(master) == pytest.approx(1.0), case
            solution = master.solve()
            assert solution is not None, case
            assert weight_by_person(master) == pytest.approx(1.0), case
            assert not solution.values[~np.array(wanted)].any(), "a closed line must have no weight"
            assert (solution.values >= 0.0).all(), case


def test_closed_lines_leave_the_optimum_of_the_open_ones() -> None:
    random = Random("open optimum")
    for case in range(CASES):
        both = random_both(random)
        both.master.solve()
        columns = both.master.columns
        firsts = {[column.person for column in columns].index(p) for p in range(len(both.scope.people))}
        wanted = [n in firsts or random.random() < 0.5 for n in range(len(columns))]
        exact = Master(both.scope)
        exact.add([column for column, is_open in zip(columns, wanted, strict=True) if is_open])
        best = exact.solve()
        both.master.set_open(wanted)
        for _ in range(STEPS):
            solution = both.master.solve()
        assert best is not None
        assert solution is not None
        assert abs(solution.objective - best.objective) <= SHARE * both.scale, case


def test_without_an_open_line_for_somebody_there_is_no_solution_until_one_is_added() -> None:
    random = Random("nobody")
    both = random_both(random)
    last = len(both.scope.people) - 1
    both.master.set_open([column.person != last for column in both.master.columns])
    assert both.master.solve() is None
    off = both.scope.column(last, np.zeros(both.scope.needs.problem.n_days, dtype=np.int64))
    both.master.known.discard(off.key)
    assert both.master.add([replace(off, cost=100.0)]) == 1
    solution = both.master.solve()
    assert solution is not None
    assert solution.values[-1] == pytest.approx(1.0)


def test_only_lines_that_have_long_had_no_weight_are_forgotten() -> None:
    random = Random("forget")
    n_forgotten = 0
    for case in range(CASES // 2):
        both = random_both(random)
        master = both.master
        used_at = dict.fromkeys(master.known, 0)
        before = set(master.known)
        for step in range(1, 3 * IDLE):
            solution = master.solve()
            assert solution is not None
            gone = before - {column.key for column in master.columns}
            assert all(step - used_at[key] > IDLE for key in gone), case
            assert master.known == {column.key for column in master.columns}
            assert len(master.columns) == len(master.open) == len(master.lengths) == len(solution.values)
            assert len(master.entry_rows) == len(master.entry_values) == master.lengths.sum()
            n_forgotten += len(gone)
            before = set(master.known)
            pairs = zip(master.columns, solution.values, strict=True)
            used_at.update({column.key: step for column, weight in pairs if weight > 0.0})
        assert abs(solution.objective - both.best.objective) <= SHARE * both.scale, case
        dropped = [column for column in both.columns if column.key not in master.known]
        n_dropped = len({column.key for column in dropped})
        assert master.add(dropped) == n_dropped, "what is forgotten can be found again"
    assert n_forgotten > CASES, "too few lines forgotten to mean anything"


def test_lines_that_serve_no_row_and_workers_to_buy_can_be_solved() -> None:
    n_days = 3
    grid = DayGrid(date(2026, 11, 30), n_days, "Europe/London")
    duty = Duty("D", "A", "S", "nurse", 480, 960, 480, is_night=False, days=frozenset(range(n_days)))
    rows = tuple(
        CoverageRow(f"row {day}", "A", day, "S", "nurse", frozenset({(day, 0)}), (100, 0), 1)
        for day in range(n_days)
    )
    supply = ExternalSupply("bank", Source.BANK, {0: 40, 1: 140}, 1)
    problem = RosterProblem(grid, (duty,), (Employee("S0", "Person S0", {0: 0}),), (), rows, (supply,))
    people = read_people(problem)
    scope = whole_scope(read_needs(problem, people), people)
    master = ProximalMaster(scope)
    master.add([scope.column(0, np.zeros(n_days, dtype=np.int64))])
    for _ in range(STEPS):
        solution = master.solve()
    assert solution is not None
    # one worker is bought, two rows stay empty
    assert solution.objective == pytest.approx(240, rel=SHARE)


def test_duals_off_by_a_solvers_tolerance_are_mended_before_they_are_to_prove_anything() -> None:
    """A bound once forgave such duals, and could have been above the optimum by what they were off, row by row."""
    random = Random("tolerance")
    n_mended = 0
    for case in range(CASES):
        both = random_both(random)
        rows = both.master.rows
        off = both.best.duals + np.array([random.choice((-1e-7, 0.0, 1e-7)) for _ in both.best.duals])
        mended = rows.within_slopes(off)
        n_mended += bool((mended != off).any())
        assert np.abs(mended - off).max(initial=0.0) <= 2e-7, case
        prices = (rows.row_prices(mended), rows.link_prices(mended))
        at_them = replace(both.best, duals=mended, row_prices=prices[0], link_prices=prices[1])
        bound = rows.bound(mended, exact_prices(both, at_them))
        assert np.isfinite(bound), case
        assert bound <= both.best.objective + 1e-9 * max(1.0, both.scale, abs(both.best.objective)), case
    assert n_mended > CASES // 4, "too few duals outside the slopes to mean anything"
