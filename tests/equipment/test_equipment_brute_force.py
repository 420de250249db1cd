"""The equipment plan costs exactly what the best of all plans costs, found by trying every one on tiny instances."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimization.demand import Demand
from optimization.equipment.flow import count_costs
from optimization.equipment.loads import loads_used
from optimization.equipment.network import NetworkResult, solve_network
from optimization.equipment.one_more import OneMore
from optimization.equipment.problem import (
    EquipmentProblem,
    Ints,
    LoanRequest,
    Moves,
    Place,
    Rental,
    Service,
    TypeProblem,
)
from optimization.equipment.worth import Worth
from tests.equipment.brute_force import cheapest

PLACES = (Place("U0", "A"), Place("U1", "A"), Place("U2", "B"))
SITE_OF = (0, 0, 1)
LEVELS = np.array([0.1, 0.5, 0.9])


def _random_type(chance: random.Random, name: str, n_days: int, n_devices: int) -> TypeProblem:
    """Some of the moves take as long as a night, some are only ready at noon of a later day."""
    n_places = len(PLACES)
    stock = np.zeros(n_places, dtype=np.int64)
    for _ in range(n_devices):
        stock[chance.randrange(n_places)] += 1
    values = np.zeros((n_places, n_days, 3))
    for place in range(n_places):
        for day in range(n_days):
            if chance.random() < 0.8:
                values[place, day] = sorted(chance.uniform(0, 3) for _ in range(3))
    far = np.array([[one.site_id != other.site_id for other in PLACES] for one in PLACES])
    near_pence, near_minutes = chance.choice([0, 500, 3000]), chance.choice([45, 300])
    moves = Moves(
        np.where(far, near_pence + chance.choice([0, 2000]), near_pence),
        np.where(far, near_minutes + chance.choice([0, 240, 1300, 2000]), near_minutes),
        ~np.eye(n_places, dtype=bool) & (~far if chance.random() < 0.3 else True),
    )
    none = np.zeros((n_places, n_days), dtype=np.int64)
    worth = Worth(50_000, chance.choice([0.0, 0.0, 1.0]), *chance.choice([(None, 0), (0.9, 4_000)]))
    weights = np.array([chance.choice([1.0, 2.0]) for _ in PLACES])
    return TypeProblem(name, stock, none, none, none, Demand(LEVELS, values), worth, weights, moves)


def _any_route(chance: random.Random, kind: TypeProblem) -> TypeProblem:
    """Every way has its own time and price, so that two ways may be quicker or cheaper than one."""
    shape = kind.moves.minutes.shape
    minutes = np.array([[chance.choice([60, 200, 500, 1500, 1700]) for _ in range(3)] for _ in range(3)])
    pence = np.array([[chance.choice([100, 500, 4_000]) for _ in range(3)] for _ in range(3)])
    return replace(kind, moves=Moves(pence.reshape(shape), minutes, ~np.eye(3, dtype=bool)))


def _with_outage(chance: random.Random, kind: TypeProblem, place: int) -> TypeProblem:
    """One device of the place is out of use for some days and may not leave before."""
    first = chance.randrange(kind.n_days)
    last = chance.randrange(first, kind.n_days)
    out, held = kind.out.copy(), kind.held.copy()
    out[place, first : last + 1] += 1
    held[place, : last + 1] += 1
    return replace(kind, out=out, held=held)


def _with_terms(seed: int) -> list[TypeProblem]:
    """One type with a service, a rental or a loan."""
    chance = random.Random(seed)
    base = _random_type(chance, "pump", 3, chance.choice([1, 2]))
    more: dict[str, Any] = {}
    filled = np.flatnonzero(base.stock).tolist()
    if chance.random() < 0.6:
        earliest = chance.choice([-1, 0, 1])
        due = earliest + chance.choice([1, 2, 5])
        more["services"] = (Service(chance.choice(filled), earliest, due, chance.choice([1, 2]), 1),)
        more["late_pence"] = chance.choice([1_000, 40_000])
    if chance.random() < 0.6:
        price, delivery = chance.choice([0, 4_000, 20_000]), chance.choice([0, 3_000])
        more["rental"] = Rental(price, 1, chance.choice([0, 1]), chance.choice([1, 2, 3]), delivery)
    if chance.random() < 0.4 and "services" not in more:
        pence = chance.choice([500, 60_000])
        more["loans"] = (LoanRequest("L", chance.choice(filled), 1, chance.choice([1, 2, 9]), 1, pence),)
    return [replace(base, **more)]


def _with_stand_ins(seed: int) -> list[TypeProblem]:
    chance = random.Random(1_000 + seed)
    better = _random_type(chance, "better", 2, chance.choice([1, 2]))
    plain = _random_type(chance, "plain", 2, chance.choice([0, 1]))
    return [replace(better, stands_in_for={"plain": chance.choice([0, 1_000])}), plain]


def _with_any_route(seed: int) -> list[TypeProblem]:
    """Devices that came on a morning must not leave on it, nor may one that is held leave in their place."""
    chance = random.Random(2_000 + seed)
    kind = _any_route(chance, _random_type(chance, "pump", 3, 2))
    if chance.random() < 0.5:
        kind = _with_outage(chance, kind, chance.choice(np.flatnonzero(kind.stock).tolist()))
    return [kind]


def _with_promises(seed: int) -> list[TypeProblem]:
    """Outages, agreed bookings, and a loan that is asked for beside a service."""
    chance = random.Random(3_000 + seed)
    kind = _any_route(chance, _random_type(chance, "pump", 3, 3))
    place = int(kind.stock.argmax())
    if chance.random() < 0.5:
        kind = _with_outage(chance, kind, place)
    services = ()
    if kind.stock[place] > kind.held[place].max():
        services = (Service(place, 0, chance.choice([0, 1]), 1, 1),) if chance.random() < 0.6 else ()
    free = kind.stock[:, None] - kind.held
    free[place] -= len(services)
    booked = np.array([[chance.randint(0, max(0, count)) for count in row] for row in free.tolist()])
    loans = (LoanRequest("L", place, 0, chance.choice([0, 2]), 2, chance.choice([2_000, 70_000])),)
    return [replace(kind, booked=booked, services=services, loans=loans, late_pence=9_000)]


def _with_workshop(seed: int) -> list[TypeProblem]:
    """Three devices of one site are due at once, and the workshop takes one."""
    chance = random.Random(4_000 + seed)
    kind = _random_type(chance, "pump", 3, 0)
    services = tuple(
        Service(place, 0, chance.choice([0, 1, 2]), chance.choice([1, 2]), 1) for place in (0, 1, 2)
    )
    return [replace(kind, stock=np.array([1, 1, 1]), services=services, services_at_once=1, late_pence=9_000)]


def _with_binding_services(seed: int) -> list[TypeProblem]:
    """A device whose service is overdue is of no use until it is over; one workshop takes two of them in turn."""
    chance = random.Random(6_000 + seed)
    kind = _any_route(chance, _random_type(chance, "pump", 3, 0))
    services = []
    for place in (0, 0, 2):
        due, n_days = chance.choice([-2, 0, 1]), chance.choice([1, 2])
        overdue = tuple(day for day in range(max(0, due + 1), 3))
        services.append(Service(place, chance.choice([-3, 0, 1]), due, n_days, 1, None, overdue))
    rental = Rental(chance.choice([4_000, 30_000]), 1) if chance.random() < 0.5 else None
    stock = np.array([2, chance.choice([0, 1]), 1])
    return [
        replace(
            kind, stock=stock, services=tuple(services), services_at_once=1, late_pence=500, rental=rental
        )
    ]


def _solved(kinds: list[TypeProblem], carried: Ints | None = None) -> NetworkResult:
    return solve_network(EquipmentProblem(PLACES, tuple(kinds), carried), 20, 0.0)


@pytest.mark.parametrize("seed", range(14))
@pytest.mark.parametrize(
    "make",
    [_with_terms, _with_stand_ins, _with_any_route, _with_promises, _with_workshop, _with_binding_services],
)
def test_plan_costs_what_the_best_of_all_plans_costs(
    make: Callable[[int], list[TypeProblem]], seed: int
) -> None:
    kinds = make(seed)
    (family,) = _solved(kinds).families
    assert family.result.proven
    assert round(family.result.objective) == cheapest(kinds, SITE_OF)
    assert family.result.bound == pytest.approx(family.result.objective, abs=0.5)
    for kind in kinds:
        flow = family.result.flows[kind.type_id]
        assert (flow.available(kind) >= 0).all()
        assert count_costs(kind, flow).total_pence <= family.result.objective + 0.5


def _for_vehicles(seed: int) -> tuple[TypeProblem, Ints]:
    """Devices stand on one site and are needed on both; few fit on the vehicles of a day."""
    chance = random.Random(5_000 + seed)
    kind = _random_type(chance, "pump", 3, 0)
    values = np.sort(
        np.array([[[chance.uniform(0, 3) for _ in range(3)] for _ in range(3)] for _ in range(3)])
    )
    moves = replace(kind.moves, allowed=~np.eye(3, dtype=bool))
    kind = replace(
        kind,
        stock=np.array([1, 1, 0]) + (chance.random() < 0.5),
        demand=Demand(LEVELS, values),
        moves=moves,
        load=2,
    )
    carried = np.array([[chance.choice([0, 1, 2, 3, 4]) for _ in range(3)] for _ in range(2)])
    return kind, carried


@pytest.mark.parametrize("seed", range(14))
def test_vehicles_carry_no_more_than_they_hold_and_the_plan_is_the_best_of_those(seed: int) -> None:
    kind, carried = _for_vehicles(seed)
    problem = EquipmentProblem(PLACES, (kind,), carried)
    (family,) = _solved([kind], carried).families
    assert (loads_used(problem, [kind], family.result.flows) <= carried).all()
    assert round(family.result.objective) == cheapest([kind], SITE_OF, carried)
    assert family.result.bound is not None
    assert family.result.bound <= family.result.objective + 0.5


def _one_more(kind: TypeProblem) -> list[TypeProblem]:
    """The same type with a further device in each of the places."""
    return [replace(kind, stock=kind.stock + (np.arange(3) == place)) for place in range(3)]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("limited", [False, True])
def test_one_more_device_is_worth_what_the_best_plan_with_it_saves(seed: int, limited: bool) -> None:
    """It was once compared with a plan whose vehicles had no limit, which made it worth more than it is."""
    kind, carried = _for_vehicles(seed)
    limits = carried if limited else None
    without = cheapest([kind], SITE_OF, limits)
    saved = max(without - cheapest([more], SITE_OF, limits) for more in _one_more(kind))
    assert _solved([kind], limits).one_more == {"pump": OneMore(saved, is_estimate=False)}


def test_what_another_type_loads_is_not_there_for_one_more_device() -> None:
    """Two types share a vehicle for one device: the second type's further device gains nothing far away."""
    none, need = np.zeros((3, 1), dtype=np.int64), np.zeros((3, 1, 3))
    need[2] = 1.0
    moves = Moves(np.full((3, 3), 100), np.full((3, 3), 60), ~np.eye(3, dtype=bool))
    first = TypeProblem(
        "first", np.array([1, 0, 0]), none, none, none, Demand(LEVELS, need), Worth(90_000), np.ones(3), moves
    )
    second = replace(first, type_id="second", worth=Worth(40_000))
    solved = _solved([first, second], np.array([[1], [1]]))
    assert [round(family.result.objective) for family in solved.families] == [100, 40_000]
    # A further device of either is best put where it is needed.
    assert {kind: one.pence for kind, one in solved.one_more.items()} == {"first": 100, "second": 40_000}
