"""The bed plan costs exactly what the best of all bed plans costs, found by trying every one on tiny instances."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import numpy as np
import pytest

from optimization.beds.problem import Admissions, BedsProblem, Bought, Outliers, Staff
from optimization.beds.solve import solve_beds
from optimization.demand import Demand

LEVELS = np.array([0.1, 0.5, 0.9])
DAYS = 2
FINE = (np.arange(2000) + 0.5) / 2000


def random_problem(seed: int) -> BedsProblem:
    """Three units over two days; unit 0 may use beds of both others and has an admission that may move."""
    rng = random.Random(seed)
    values = np.sort(
        np.array([[[rng.uniform(0, 3.5) for _ in LEVELS] for _ in range(DAYS)] for _ in range(3)])
    )
    hours = np.zeros((3, 4, 1))
    for unit in range(3):
        hours[unit, :, 0] = np.cumsum([0, *(rng.choice((0, 0, 6)) for _ in range(3))])
    shape = (3, DAYS)
    fewest = np.array([[rng.randrange(2) for _ in range(DAYS)] for _ in range(3)])
    return BedsProblem(
        unit_ids=("U0", "U1", "U2"),
        demand=Demand(LEVELS, values),
        fewest=fewest,
        most=fewest + rng.choice((1, 2)),
        before_surge=np.full(shape, rng.choice((1, 2))),
        usual=np.ones(shape, dtype=np.int64),
        day_before=np.array([rng.randrange(3) for _ in range(3)]),
        surge_pence=np.array([rng.choice((0, 400)) for _ in range(3)]),
        opening_pence=np.array([rng.choice((0, 150)) for _ in range(3)]),
        no_bed_pence=np.array([rng.choice((900, 2000)) for _ in range(3)]),
        planned_at_most=(rng.choice((None, 1)), None, None),
        outliers=(
            Outliers(0, 1, 1, rng.choice((0, 300, 1500))),
            Outliers(0, 2, 1, rng.choice((100, 500))),
        ),
        admissions=(
            Admissions(0, 0, (1,), rng.choice((1, 2)), rng.choice((0, 120)), ("A", "B")),
            Admissions(0, 1, (0,), 1, 50, ("C",)),
        ),
        staff=Staff(
            hours=hours,
            other_hours=np.array([[rng.choice((0.0, 5.0))]]),
            own_hours=np.array([[rng.choice((8.0, 20.0))]]),
            serves=np.array([[True]]),
            own_pence=np.array([20]),
            missing_pence=np.array([200]),
            bought=(Bought((40,), rng.choice((None, 4.0))), Bought((None,), None)),
        ),
    )


def cheapest(problem: BedsProblem) -> float:
    """Every number of beds, every bed kept, every admission moved; patients' costs are counted level by level."""

    @cache
    def care(unit: int, day: int, own: int, first: int, second: int, shift: int) -> float:
        """Mean over the levels of demand: own beds first, then hosts by price, then none."""
        patients = np.interp(FINE, LEVELS, problem.demand.values[unit, day]) + shift - own
        none = problem.no_bed_pence[unit]
        hosts = [(first, problem.outliers[0].pence), (second, problem.outliers[1].pence)] if unit == 0 else []
        total = np.zeros(len(FINE))
        for beds, pence in sorted(hosts, key=lambda host: host[1]):
            if pence <= none:
                taken = np.clip(patients, 0, beds)
                total += taken * pence
                patients = np.maximum(patients, 0) - taken
        return float((total + np.maximum(patients, 0) * none).mean())

    span = [range(low, high + 1) for low, high in zip(problem.fewest.flat, problem.most.flat, strict=True)]
    best = float("inf")
    for flat in product(*span):
        beds = np.array(flat).reshape(3, DAYS)
        fixed = _staff_pence(problem, beds)
        fixed += (np.maximum(beds - problem.before_surge, 0).sum(axis=1) * problem.surge_pence).sum()
        before = np.column_stack((problem.day_before, beds[:, :-1]))
        fixed += (np.maximum(beds - before, 0).sum(axis=1) * problem.opening_pence).sum()
        for one, two in product(product(range(2), repeat=DAYS), repeat=2):
            if any(one[d] > beds[1, d] or two[d] > beds[2, d] for d in range(DAYS)):
                continue
            for later, sooner in product(range(3), range(2)):
                limit = problem.planned_at_most[0]
                # two are booked for the first day and one for the second
                if limit is not None and (2 - later + sooner > 2 or 1 + later - sooner > 1):
                    continue
                first_stays_on = problem.admissions[0].n_nights == 2
                shift = (sooner - later, later * (0 if first_stays_on else 1) - sooner)
                cost = fixed + later * problem.admissions[0].move_pence + sooner * 50
                for day in range(DAYS):
                    cost += care(0, day, int(beds[0, day]), one[day], two[day], shift[day])
                    cost += care(1, day, int(beds[1, day] - one[day]), 0, 0, 0)
                    cost += care(2, day, int(beds[2, day] - two[day]), 0, 0, 0)
                best = min(best, float(cost))
    return best


def _staff_pence(problem: BedsProblem, beds: np.ndarray) -> float:
    staff = problem.staff
    left = float(staff.other_hours[0, 0]) + sum(
        float(staff.hours[unit, count, 0]) for unit in range(3) for count in beds[unit]
    )
    pence = 0.0
    for most, price in (
        (float(staff.own_hours[0, 0]), 20),
        (staff.bought[0].hours_week, 40),
        (None, 200),
    ):
        used = left if most is None else min(left, most)
        pence, left = pence + used * price, left - used
    return pence


@pytest.mark.parametrize("seed", range(8))
def test_a_bed_plan_is_as_cheap_as_the_cheapest_of_all(seed: int) -> None:
    problem = random_problem(seed)
    found = solve_beds(problem, 20, gap=0.0)
    assert found is not None
    assert found.costs.total_pence == pytest.approx(cheapest(problem), abs=1.5)
    assert found.bound_pence <= found.costs.total_pence + 0.01
    assert found.usual_pence is None or found.usual_pence >= found.costs.total_pence - 0.6
