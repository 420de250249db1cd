"""Large programs are rounded and solved again: the plan keeps every limit, and the bound says how little that cost."""

from __future__ import annotations

import time

import numpy as np
import pytest

from optimization.demand import Demand
from optimization.equipment import first_guess, growing, solve
from optimization.equipment.bound import lower_bound
from optimization.equipment.flow import count_costs
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
    assert family.result is not None
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
    monkeypatch.setattr(growing, "_HALF_WINDOW", 1)
    (part,) = solve_network(problem, 30, 0.5, one_more=False).families
    assert whole.result is not None
    assert part.result is not None
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
