"""Bank and agency: purchases cost as little as any, and own people are worth what the bought ones leave."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from data.calendar import DayGrid
from optimization.roster.columns.needs import Needs, read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.columns.purchasing import buy, steps_beside
from optimization.roster.problem import CoverageRow, Duty, ExternalSupply, RosterProblem, Source


def needs_of(
    rng: np.random.Generator, n_rows: int, limits: tuple[int | None, ...], *, share: bool = False
) -> tuple[Needs, np.ndarray]:
    """Rows of convex costs, supplies at random prices, and how many of the staff are there.

    With `share` no more than one or two can be bought for the rows of a supply together, its last one apart.
    """
    rows = []
    for day in range(n_rows):
        steps = np.sort(rng.integers(-90, 30, int(rng.integers(1, 5))))
        costs = tuple(int(cost) for cost in 1000 + np.concatenate([[0], np.cumsum(steps)]))
        minutes = int(rng.choice([7, 10]))
        cells = frozenset({(day, 0)})
        rows.append(CoverageRow(f"row {day}", "U", day, "D", "RN", cells, costs, 1, paid_minutes=minutes))
    supplies = tuple(
        ExternalSupply(
            f"supply {number}",
            Source.BANK,
            {row: int(rng.integers(1, 60)) for row in range(n_rows) if rng.random() < 0.7},
            int(rng.integers(1, 3)),
            limit,
        )
        for number, limit in enumerate(limits)
    )
    if share:
        supplies = tuple(
            replace(each, shared_rows=((tuple(each.pence)[:-1], int(rng.integers(1, 3))),))
            if len(each.pence) > 2
            else each
            for each in supplies
        )
    problem = RosterProblem(
        grid=DayGrid(date(2026, 11, 30), n_rows, "Europe/London"),
        duties=(Duty("D", "U", "D", "RN", 420, 900, 480, False, frozenset(range(n_rows))),),
        employees=(),
        coverage=tuple(rows),
        policies=(),
        supplies=supplies,
    )
    return read_needs(problem, read_people(problem)), rng.integers(0, 3, n_rows)


def cheapest(needs: Needs, counts: np.ndarray) -> float:
    """The least cost over all numbers that can be bought, tried one by one."""
    problem = needs.problem
    choices = [
        [(n, row, number) for number in range(supply.most_per_row + 1)]
        for n, supply in enumerate(problem.supplies)
        for row in supply.pence
    ]
    best = np.inf
    for bought in itertools.product(*choices):
        present, cost = counts.copy(), 0.0
        minutes = np.zeros(len(problem.supplies))
        for n, row, number in bought:
            present[row] += number
            cost += problem.supplies[n].pence[row] * number
            minutes[n] += problem.coverage[row].paid_minutes * number
        limits = [np.inf if one.most_minutes is None else one.most_minutes for one in problem.supplies]
        shared = all(
            sum(number for n, row, number in bought if n == supply and row in rows) <= most
            for supply, one in enumerate(problem.supplies)
            for rows, most in one.shared_rows
        )
        if shared and (minutes <= limits).all():
            best = min(best, cost + sum(needs.row_cost(row, int(n)) for row, n in enumerate(present)))
    return float(best)


@pytest.mark.parametrize("share", [False, True])
def test_no_other_purchases_are_cheaper(share: bool) -> None:
    rng = np.random.default_rng(5)
    n_short = 0
    for case in range(60):
        limits = tuple(None if rng.random() < 0.2 else int(rng.integers(0, 40)) for _ in range(2))
        needs, counts = needs_of(rng, 3, limits, share=share)
        purchase = buy(needs, counts)
        assert purchase.cost == cheapest(needs, counts), (case, limits)
        assert (purchase.limit_prices >= 0.0).all(), (case, purchase.limit_prices)
        n_short += bool(purchase.limit_prices.any())
        again = counts.copy()
        cost = 0
        for n, row, number in purchase.bought:
            again[row] += number
            cost += needs.problem.supplies[n].pence[row] * number
        assert purchase.cost == cost + sum(needs.row_cost(row, int(n)) for row, n in enumerate(again)), case
    assert n_short > 10


def test_one_more_of_the_staff_saves_what_purchases_leave_to_save() -> None:
    rng = np.random.default_rng(6)
    for case in range(60):
        needs, counts = needs_of(rng, 3, (None, None))
        steps = steps_beside(needs, np.zeros(len(needs.limits)))
        for row in range(3):
            more = counts.copy()
            more[row] += 1
            saved = buy(needs, more).cost - buy(needs, counts).cost
            own = steps[row]
            assert own[min(int(counts[row]), len(own) - 1)] == saved, (case, row, own, counts)
