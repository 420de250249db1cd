"""The equipment plan costs exactly what the best of all plans costs, found by trying every one on tiny instances."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import pytest

from optimization.equipment.allocate import plan_type
from optimization.equipment.demand import Demand, shortage_cost
from optimization.equipment.problem import DeviceGroup, MoveTerms, Place, Rental, TypeProblem
from optimization.roster.result import SolveStatus


def _cheapest(problem: TypeProblem) -> int:
    """Every device's every path and every number of rentals, day by day; moves of one penny at least."""
    devices = [
        (place, group.fit)
        for group in problem.groups
        for place, count in enumerate(group.n_at_start)
        for _ in range(count)
    ]
    places = range(len(problem.places))
    rental = problem.rental

    def day_cost(day: int, stock: tuple[int, ...]) -> int:
        choices = range(rental.at_most + 1) if rental else range(1)
        best = None
        for rented in product(choices, repeat=len(places)):
            if rental and sum(rented) > rental.at_most:
                continue
            cost = sum(rented) * (rental.pence_per_day if rental else 0)
            for place in places:
                if demand := problem.demand.get((place, day)):
                    cost += shortage_cost(demand, problem.shortage_pence, stock[place] + rented[place])
            best = cost if best is None else min(best, cost)
        assert best is not None
        return best

    @cache
    def best_from(day: int, state: tuple[tuple[int, int], ...]) -> int:
        """`state` holds for each device where it is (or is going) and the day from which it is there."""
        if day == problem.n_days:
            return 0
        best = None
        for targets in product(places, repeat=len(devices)):
            cost, after = 0, []
            for (at, there_from), target, (_, fit) in zip(state, targets, devices, strict=True):
                if target == at:
                    after.append((at, there_from))
                    continue
                if there_from > day or not fit[day]:
                    break
                same = problem.places[at].site_id == problem.places[target].site_id
                terms = problem.near if same else problem.far
                cost += terms.pence
                after.append((target, day + terms.days_lost))
            else:
                stock = tuple(
                    sum(
                        at == place and there_from <= day and fit[day]
                        for (at, there_from), (_, fit) in zip(after, devices, strict=True)
                    )
                    for place in places
                )
                cost += day_cost(day, stock) + best_from(day + 1, tuple(after))
                best = cost if best is None else min(best, cost)
        assert best is not None
        return best

    return best_from(0, tuple((place, 0) for place, _ in devices))


def _random_problem(seed: int) -> TypeProblem:
    chance = random.Random(seed)
    n_days, n_places = 3, 3
    places = tuple(Place(f"U{i}", chance.choice(["A", "B"])) for i in range(n_places))
    patterns = {(True,) * n_days, tuple(chance.random() < 0.6 for _ in range(n_days))}
    groups = tuple(
        DeviceGroup(fit, tuple(chance.choice([0, 0, 1]) for _ in places))
        for fit in sorted(patterns)
        if any(fit)
    )
    demand = {}
    for place in range(n_places):
        for day in range(n_days):
            if chance.random() < 0.8:
                values = sorted(chance.uniform(0, 3) for _ in range(3))
                demand[place, day] = Demand((0.1, 0.5, 0.9), tuple(values))
    near = MoveTerms(chance.choice([1, 500, 3000]), chance.choice([45, 300]))
    far = MoveTerms(near.pence + chance.choice([0, 2000]), near.minutes + chance.choice([0, 240, 2000]))
    rental = Rental(chance.choice([4000, 20000]), chance.choice([1, 2])) if chance.random() < 0.6 else None
    return TypeProblem("pump", n_days, places, groups, demand, 50_000, near, far, rental)


@pytest.mark.parametrize("seed", range(40))
def test_plan_costs_what_the_best_of_all_plans_costs(seed: int) -> None:
    problem = _random_problem(seed)
    plan = plan_type(problem, seconds=20)
    assert plan.status is SolveStatus.OPTIMAL
    assert plan.cost_pence == _cheapest(problem)
    assert plan.bound_pence == pytest.approx(plan.cost_pence, abs=0.5)
    assert all(cell.available >= 0 for cell in plan.cells)
