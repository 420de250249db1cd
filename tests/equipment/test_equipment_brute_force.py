"""The equipment plan costs exactly what the best of all plans costs, found by trying every one on tiny instances."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import numpy as np
import pytest

from optimization.demand import Demand
from optimization.equipment.flow import count_costs
from optimization.equipment.network import solve_network
from optimization.equipment.problem import (
    EquipmentProblem,
    LoanRequest,
    Moves,
    Place,
    Rental,
    Service,
    TypeProblem,
    days_lost,
)
from optimization.equipment.worth import Worth

PLACES = (Place("U0", "A"), Place("U1", "A"), Place("U2", "B"))
LEVELS = np.array([0.1, 0.5, 0.9])

State = tuple[tuple[int, int, int, int], ...]
"""For each device: where it is (or goes), the day from which it is there, the day from which it may leave, 1 with a service ahead."""


def _cheapest(kinds: list[TypeProblem]) -> int:
    """Every device's every path, every service day, every hire and loan, day by day; moves of a penny at least."""
    owner = [index for index, kind in enumerate(kinds) for _ in range(int(kind.stock.sum()))]
    n_days, n_places = kinds[0].n_days, len(kinds[0].stock)
    window: list[Service | None] = []
    state: list[tuple[int, int, int, int]] = []
    for kind in kinds:
        for place, count in enumerate(kind.stock.tolist()):
            own: list[Service | None] = [
                service
                for service in kind.services
                if service.place == place
                for _ in range(service.n_devices)
            ]
            own += [None] * (count - len(own))
            window += own
            state += [(place, 0, 0, int(service is not None)) for service in own]
    lent_choices = [list(product(*(range(loan.n_devices + 1) for loan in kind.loans))) for kind in kinds]
    return min(
        _best_from_start(kinds, owner, window, tuple(state), lent, n_days, n_places)
        for lent in product(*lent_choices)
    )


def _best_from_start(  # noqa: C901 - one search, read from top to bottom
    kinds: list[TypeProblem],
    owner: list[int],
    window: list[Service | None],
    state: State,
    lent: tuple[tuple[int, ...], ...],
    n_days: int,
    n_places: int,
) -> int:
    gone = np.zeros((len(kinds), n_places, n_days), dtype=int)
    income = 0
    for index, kind in enumerate(kinds):
        for loan, count in zip(kind.loans, lent[index], strict=True):
            gone[index, loan.place, loan.first_day : loan.last_day + 1] += count
            income += count * loan.pence_per_day * (min(loan.last_day, n_days - 1) - loan.first_day + 1)
    impossible = 10**12

    def choices(
        device: int, day: int, one: tuple[int, int, int, int]
    ) -> list[tuple[tuple[int, int, int, int], int]]:
        at, there, free, pending = one
        kind, service = kinds[owner[device]], window[device]
        found = [(one, 0)]
        if there > day or free > day:
            return found
        if pending and service is not None:
            if day >= service.earliest:
                late = max(0, day + service.n_days - 1 - service.due) * kind.late_pence
                found.append(((at, there, day + service.n_days, 0), late))
            return found
        for target in range(n_places):
            if target != at and kind.moves.allowed[at, target]:
                lag = int(days_lost(kind.moves.minutes)[at, target])
                if day + lag < n_days:
                    found.append(((target, day + lag, 0, 0), max(1, int(kind.moves.pence[at, target]))))
        return found

    @cache
    def shortage(index: int, place: int, day: int, stock: int) -> int:
        return int(kinds[index].gains[place, day, stock:].sum())

    @cache
    def best(day: int, now: State, hired: tuple[tuple[int, ...], ...]) -> int:
        """`hired` holds for each type and place the days until each rented device may go back, sorted."""
        if day == n_days:
            never = 0
            for device, (_, _, _, pending) in enumerate(now):
                service = window[device]
                if pending and service is not None:
                    never += max(0, n_days - 1 - service.due) * kinds[owner[device]].late_pence
            return never
        least = impossible
        for picked in product(*(choices(device, day, one) for device, one in enumerate(now))):
            after = tuple(one for one, _ in picked)
            cost = sum(pence for _, pence in picked)
            stock = np.zeros((len(kinds), n_places), dtype=int)
            busy = np.zeros((len(kinds), n_places), dtype=int)
            for device, (at, there, free, pending) in enumerate(after):
                if there <= day:
                    stock[owner[device], at] += free <= day and not pending
                    busy[owner[device], at] += bool(pending) and free <= day
            fit = stock + busy - gone[:, :, day]
            # Lent devices are not those with a service ahead, which stay and are serviced.
            if (stock - gone[:, :, day] < 0).any():
                continue
            for rentals, rent_cost in _hires(kinds, hired, day):
                count = [
                    [len(rentals[index * n_places + place]) for place in range(n_places)]
                    for index in range(len(kinds))
                ]
                serve = fit + np.array(count)
                rest = _day_cost(kinds, serve, shortage, day)
                follow = tuple(tuple(max(0, left - 1) for left in place) for place in rentals)
                least = min(least, cost + rent_cost + rest + best(day + 1, after, follow))
        return least

    return best(0, state, ((),) * (len(kinds) * n_places)) - income


def _hires(
    kinds: list[TypeProblem], hired: tuple[tuple[int, ...], ...], day: int
) -> list[tuple[tuple[tuple[int, ...], ...], int]]:
    """Each way to give back and hire today, with its cost; a hire is paid to the end of its shortest time."""
    n_places = len(hired) // len(kinds)
    options: list[list[tuple[tuple[int, ...], int]]] = []
    for position, held in enumerate(hired):
        rental = kinds[position // n_places].rental
        if rental is None:
            options.append([((), 0)])
            continue
        mine = []
        fixed = tuple(left for left in held if left > 0)
        open_ended = len(held) - len(fixed)
        for kept in range(open_ended + 1):
            for new in range(rental.at_most + 1 if day >= rental.lead_days else 1):
                n = len(fixed) + kept + new
                if n <= rental.at_most:
                    beyond = max(0, day + rental.min_days - kinds[0].n_days)
                    cost = n * max(1, rental.pence_per_day)
                    cost += new * (rental.delivery_pence + beyond * rental.pence_per_day)
                    mine.append((tuple(sorted((*fixed, *(0,) * kept, *(rental.min_days,) * new))), cost))
        options.append(mine)
    found = []
    for picked in product(*options):
        for index, kind in enumerate(kinds):
            own = picked[index * n_places : (index + 1) * n_places]
            if kind.rental is not None and sum(len(held) for held, _ in own) > kind.rental.at_most:
                break
        else:
            found.append((tuple(held for held, _ in picked), sum(cost for _, cost in picked)))
    return found


def _day_cost(kinds: list[TypeProblem], serve: np.ndarray, shortage, day: int) -> int:  # type: ignore[no-untyped-def, type-arg]
    """With devices standing in for others, one way, as well as can be."""
    total = 0
    for place in range(serve.shape[1]):
        pairs = [
            (index, other, kind.stands_in_for[target.type_id])
            for index, kind in enumerate(kinds)
            for other, target in enumerate(kinds)
            if target.type_id in kind.stands_in_for
        ]
        least = None
        for given in product(*(range(int(serve[index, place]) + 1) for index, _, _ in pairs)):
            have = serve[:, place].copy()
            cost = 0
            for (index, other, pence), count in zip(pairs, given, strict=True):
                have[index] -= count
                have[other] += count
                cost += max(1, pence) * count
            if (have < 0).any():
                continue
            cost += sum(shortage(index, place, day, int(have[index])) for index in range(len(kinds)))
            least = cost if least is None else min(least, cost)
        assert least is not None
        total += least
    return total


def _random_type(
    chance: random.Random, name: str, n_days: int, n_devices: int, **more: object
) -> TypeProblem:
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
        np.where(far, near_minutes + chance.choice([0, 240, 2000]), near_minutes),
        ~np.eye(n_places, dtype=bool) & (~far if chance.random() < 0.3 else True),
    )
    zero = np.zeros((n_places, n_days), dtype=np.int64)
    worth = Worth(50_000, chance.choice([0.0, 0.0, 1.0]), *chance.choice([(None, 0), (0.9, 4_000)]))
    weights = np.array([chance.choice([1.0, 2.0]) for _ in PLACES])
    return TypeProblem(
        name,
        stock,
        zero,
        zero,
        zero,
        zero,
        Demand(LEVELS, values),
        worth,
        weights,
        moves,
        **more,  # type: ignore[arg-type]
    )


def _with_terms(seed: int) -> list[TypeProblem]:
    """One type with a service, a rental or a loan."""
    chance = random.Random(seed)
    n_days = 3
    base = _random_type(chance, "pump", n_days, chance.choice([1, 2]))
    more: dict[str, object] = {}
    filled = np.flatnonzero(base.stock).tolist()
    if chance.random() < 0.6:
        earliest = chance.choice([-1, 0, 1])
        more["services"] = (
            Service(
                chance.choice(filled), earliest, earliest + chance.choice([1, 2, 5]), chance.choice([1, 2]), 1
            ),
        )
        more["late_pence"] = chance.choice([1_000, 40_000])
    if chance.random() < 0.6:
        more["rental"] = Rental(
            chance.choice([0, 4_000, 20_000]),
            1,
            chance.choice([0, 1]),
            chance.choice([1, 2, 3]),
            chance.choice([0, 3_000]),
        )
    if chance.random() < 0.4 and "services" not in more:
        more["loans"] = (
            LoanRequest(
                "L", chance.choice(filled), 1, chance.choice([1, 2, 9]), 1, chance.choice([500, 60_000])
            ),
        )
    return [_copy(base, **more)]


def _with_stand_ins(seed: int) -> list[TypeProblem]:
    chance = random.Random(1_000 + seed)
    better = _random_type(chance, "better", 2, chance.choice([1, 2]))
    plain = _random_type(chance, "plain", 2, chance.choice([0, 1]))
    return [_copy(better, stands_in_for={"plain": chance.choice([0, 1_000])}), plain]


def _copy(kind: TypeProblem, **more: object) -> TypeProblem:
    return TypeProblem(
        kind.type_id, kind.stock, kind.arrivals, kind.out, kind.held, kind.booked, kind.demand, kind.worth,
        kind.weights, kind.moves, **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(14))
@pytest.mark.parametrize("make", [_with_terms, _with_stand_ins])
def test_plan_costs_what_the_best_of_all_plans_costs(make, seed: int) -> None:  # type: ignore[no-untyped-def]
    kinds = make(seed)
    solved = solve_network(EquipmentProblem(PLACES, tuple(kinds)), 20, 0.0)
    (family,) = solved.families
    assert family.result is not None
    assert family.result.proven
    assert round(family.result.objective) == _cheapest(kinds)
    assert family.result.bound == pytest.approx(family.result.objective, abs=0.5)
    for kind in kinds:
        flow = family.result.flows[kind.type_id]
        assert (flow.available(kind) >= 0).all()
        assert count_costs(kind, flow).total_pence <= family.result.objective + 0.5
