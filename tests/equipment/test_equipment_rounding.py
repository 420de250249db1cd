"""Large programs are rounded and solved again: the plan keeps every limit, and the bound says how little that cost."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from optimization.demand import Demand
from optimization.equipment import first_guess, growing, one_more, solve
from optimization.equipment.bound import lower_bound
from optimization.equipment.flow import as_it_stands, count_costs
from optimization.equipment.growing import GrowingProgram
from optimization.equipment.loads import Carrying
from optimization.equipment.network import solve_network
from optimization.equipment.paying import priced_moves
from optimization.equipment.problem import EquipmentProblem, Moves, Place, Rental, Service, TypeProblem
from optimization.equipment.rounding import _whole_hires
from optimization.equipment.worth import Worth

LEVELS = np.arange(1, 20) / 20


def _network(seed: int) -> EquipmentProblem:
    chance = np.random.default_rng(seed)
    n_places, n_days = 5, 10
    mean = chance.uniform(3, 9, (n_places, 1)) * (1 + 0.1 * chance.normal(size=(n_places, n_days)))
    values = np.maximum(0, mean[..., None] + np.sqrt(mean)[..., None] * 2 * (LEVELS - 0.5) * 1.6)
    stock = chance.integers(3, 10, n_places)
    zero = np.zeros((n_places, n_days), dtype=np.int64)
    services = tuple(Service(place, int(chance.integers(-3, 4)), 6, 2, 2) for place in range(n_places))
    minutes = np.where(np.eye(n_places, dtype=bool), 0, 300)
    kind = TypeProblem(
        "pump", stock, zero, zero, zero, Demand(LEVELS, values), Worth(30_000), np.ones(n_places),
        Moves(minutes * 5, minutes, ~np.eye(n_places, dtype=bool)), services, 2_000, None, Rental(5_000, 6, 1, 4, 3_000),
    )  # fmt: skip
    return EquipmentProblem(tuple(Place(f"S{n}", f"S{n}") for n in range(n_places)), (kind,))


@pytest.mark.parametrize("seed", range(4))
def test_rounded_plans_keep_limits_and_are_near_the_bound(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "_SEARCHED", 0)
    problem = _network(seed)
    (kind,) = problem.types
    (family,) = solve_network(problem, 30, 0.02, one_more=False).families
    flow = family.result.flows["pump"]
    assert count_costs(kind, flow).total_pence <= family.result.objective + 0.5
    assert family.result.bound is not None
    assert family.result.objective <= 1.02 * family.result.bound
    assert family.result.proven
    assert flow.rented.sum(axis=0).max() <= 6
    for service, started in zip(kind.services, flow.started, strict=True):
        assert started.sum() <= service.n_devices
        assert (started[: max(0, service.earliest)] == 0).all()
    for hired, rented in zip(flow.hired, flow.rented, strict=True):
        for day in range(kind.n_days):
            assert rented[day] >= hired[max(0, day - 3) : day + 1].sum()


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_holds_though_most_moves_and_steps_are_left_out(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that knows one way out of each place and takes steps together must not promise more than is true."""
    problem = _network(seed)
    (whole,) = solve_network(problem, 30, 0.0, one_more=False).families
    monkeypatch.setattr(first_guess, "_FEW_MOVES", 0)
    monkeypatch.setattr(growing, "_FEW_STEPS", 0)
    monkeypatch.setattr(first_guess, "_NEAREST", 1)
    monkeypatch.setattr(first_guess, "_BEST", 0)
    monkeypatch.setattr(growing, "_HALF_WINDOW", 1)
    (part,) = solve_network(problem, 30, 0.5, one_more=False).families
    assert whole.result.proven
    assert part.result.bound is not None
    assert part.result.linear is None
    assert part.result.bound < whole.result.objective <= part.result.objective + 0.5
    # and the promise is worth something
    assert part.result.bound > 0.5 * whole.result.objective


@pytest.mark.parametrize("noise", [0.0, 3.0, 300.0])
def test_the_bound_holds_at_any_prices(noise: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prices come from where the solver stopped, near the optimum or not: the bound must not need them to be right."""
    problem = _network(1)
    (kind,) = problem.types
    carrying = Carrying(problem.site_of)
    whole = GrowingProgram([kind], carrying).relax(time.monotonic() + 30)
    monkeypatch.setattr(first_guess, "_FEW_MOVES", 0)
    monkeypatch.setattr(growing, "_FEW_STEPS", 0)
    monkeypatch.setattr(growing, "_HALF_WINDOW", 1)
    part = GrowingProgram([kind], carrying)
    program, columns, _ = part._build()
    solution = program.solve(30, relaxed=True, for_prices=True)
    assert whole is not None
    assert solution is not None
    assert solution.prices is not None
    wrong = solution.prices + noise * np.random.default_rng(3).normal(size=len(solution.prices))
    costs = {"pump": priced_moves(kind, carrying, wrong, None)}
    bound = lower_bound(program, [kind], columns, part.windows, wrong, costs)
    assert bound <= whole.solution.objective + 0.01
    if not noise:
        assert bound > whole.solution.objective - 0.05 * kind.gains.sum()


def test_hires_are_rounded_together_so_that_all_that_are_allowed_at_once_are_used() -> None:
    hired = np.array([[0.5, 0, 0, 0.5], [0.5, 0, 0, 0], [0, 1.5, 0, 0]])
    rented = np.array([[0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5], [0, 1.5, 1.5, 1.5]])
    hires, at_once = _whole_hires(hired, rented, at_most=2)
    # the 1.5 keep their whole part; of the four halves two become one each, as many as fit beside it
    assert hires.tolist() == [[1, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]]
    assert at_once.sum(axis=0).tolist() == [1, 2, 2, 2]


@pytest.mark.parametrize("few_moves", [0, 20_000])
@pytest.mark.parametrize("seed", range(4))
def test_a_program_that_grows_ends_at_the_optimum_of_the_whole(
    seed: int, few_moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moves that were dropped never came back where all had been known, so that what was called the optimum was 1 % off its bound."""
    (kind,) = _network(seed).types
    carrying = Carrying(np.arange(5))
    whole = GrowingProgram([kind], carrying)
    assert whole.has_all_moves
    assert whole.has_all_steps
    best = whole.relax(time.monotonic() + 30)
    monkeypatch.setattr(first_guess, "_FEW_MOVES", few_moves)
    monkeypatch.setattr(growing, "_FEW_STEPS", 0)
    monkeypatch.setattr(growing, "_HALF_WINDOW", 1)
    part = GrowingProgram([kind], carrying)
    assert part.has_all_moves == bool(few_moves)
    assert not part.has_all_steps
    grown = part.relax(time.monotonic() + 30)
    assert best is not None
    assert grown is not None
    assert grown.complete
    assert grown.solution.objective == pytest.approx(best.solution.objective, abs=1.0)
    assert grown.saving == pytest.approx(0, abs=1.0)


def test_an_interior_point_is_no_optimum_though_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its values come near alone; one more device and whole numbers once were worked out from them."""
    (kind,) = _network(0).types
    carrying = Carrying(np.arange(5))
    best = GrowingProgram([kind], carrying).relax(time.monotonic() + 30)
    monkeypatch.setattr(growing, "FEW_COLUMNS", 0)
    monkeypatch.setattr(growing, "_FEW_STEPS", 0)
    grown = GrowingProgram([kind], carrying).relax(time.monotonic() + 30)
    assert best is not None
    assert grown is not None
    assert grown.corner
    assert grown.complete
    assert grown.solution.objective == pytest.approx(best.solution.objective, abs=1.0)


@pytest.mark.parametrize("seed", range(4))
def test_hires_are_rounded_beside_services_in_whole_numbers(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rounded together, hires stood on days from which rounding had moved the services that they made up for."""
    problem = _network(seed)
    (whole,) = solve_network(problem, 30, 0.0, one_more=False).families
    monkeypatch.setattr(solve, "_SEARCHED", 0)
    (rounded,) = solve_network(problem, 30, 0.0, one_more=False).families
    assert rounded.result.objective <= 1.002 * whole.result.objective


def test_the_program_begins_with_moves_on_days_of_the_whole_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """They once lay on the first days alone, where every third of the whole plan was meant."""
    (kind,) = _network(0).types
    monkeypatch.setattr(first_guess, "_FEW_MOVES", 0)
    arcs, every = first_guess.first_arcs(kind)
    assert not every
    assert sorted(set(arcs.day.tolist())) == [0, 3, 6]


def test_ways_that_pay_once_for_all_days_are_in_the_program_however_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All devices stand in one place, and the one place that needs them is the farthest from it."""
    (kind,) = _network(0).types
    values = np.zeros_like(kind.demand.values)
    values[4] = 5.0
    pence = np.where(np.arange(5) == 4, 900, 100) * np.ones((5, 1), dtype=np.int64)
    far = replace(
        kind,
        stock=np.array([20, 0, 0, 0, 0]),
        demand=Demand(LEVELS, values),
        moves=replace(kind.moves, pence=pence.astype(np.int64)),
        services=(),
    )
    monkeypatch.setattr(first_guess, "_FEW_MOVES", 0)
    monkeypatch.setattr(first_guess, "_NEAREST", 1)
    monkeypatch.setattr(first_guess, "_BEST", 1)
    arcs, _ = first_guess.first_arcs(far)
    assert (0, 4) in set(zip(arcs.start.tolist(), arcs.end.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_one_more_device_in_a_large_network_is_an_estimate_that_says_so(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plans that stop within their gap know no two optima; they once said nothing of the worth of a device."""
    problem = _network(seed)
    exact = solve_network(problem, 30, 0.005).one_more["pump"]
    assert not exact.is_estimate
    monkeypatch.setattr(one_more, "_COMPARED_MOVES", 0)
    estimate = solve_network(problem, 30, 0.005).one_more["pump"]
    assert estimate.is_estimate
    # A further device saves no more than the price of the first part of it.
    assert exact.pence - 1 <= estimate.pence <= 1.05 * exact.pence


def test_a_type_without_time_stays_where_it_stands_at_its_exact_cost() -> None:
    """A run that was starved of time left types without any plan."""
    problem = _network(2)
    (kind,) = problem.types
    (family,) = solve_network(problem, 0.0, 0.005).families
    result = family.result
    assert (result.stays, result.proven, result.bound) == (True, False, None)
    assert (result.flows["pump"].standing == kind.stock[:, None]).all()
    assert result.objective == count_costs(kind, result.flows["pump"]).total_pence


@pytest.mark.parametrize("seed", range(4))
def test_with_hardly_any_time_devices_move_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not one program was solved in time, everything stayed; moves on the first morning are found at once."""
    problem = _network(seed)
    (kind,) = problem.types
    held = np.zeros_like(kind.out)
    held[:, 2:4] = 1
    kind = replace(kind, out=held, held=held)
    monkeypatch.setattr(GrowingProgram, "relax", lambda *_: None)
    (family,) = solve_network(EquipmentProblem(problem.places, (kind,)), 30, 0.005, one_more=False).families
    result, stays = family.result, as_it_stands(kind)
    flow = result.flows["pump"]
    assert (result.stays, result.proven, result.bound) == (False, False, None)
    assert result.objective == count_costs(kind, flow).total_pence < count_costs(kind, stays).total_pence
    assert set(flow.moves[:, 0].tolist()) == {0}
    assert (flow.standing >= flow.bound_to_stay(kind)).all()
    assert (flow.standing.sum(axis=0) <= kind.stock.sum()).all()
    assert flow.standing[:, -1].sum() == kind.stock.sum()


def test_without_time_left_nothing_is_solved() -> None:
    """A limit of nothing was none for the solver: programs begun after the end ran to theirs, and plans were late by half."""
    (kind,) = _network(0).types
    growing_program = GrowingProgram([kind], Carrying(np.arange(5)))
    relaxed = growing_program.relax(time.monotonic() + 30)
    assert relaxed is not None
    assert relaxed.program.solve(0.0, relaxed=True) is None
    assert relaxed.program.solve(-1.0, relaxed=False) is None


def test_no_plan_costs_more_than_leaving_everything_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole numbers that were not found leave the bound that is known, and devices where they stand."""
    monkeypatch.setattr(solve, "_rounded", lambda *_: None)
    monkeypatch.setattr(solve, "_from_corner", lambda *_: None)
    problem = _network(3)
    (family,) = solve_network(problem, 30, 0.005, one_more=False).families
    assert family.result.stays
    assert family.result.bound is not None
    assert 0 < family.result.bound < family.result.objective
