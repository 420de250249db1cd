"""The roster in hand while the engine works: lines as cell numbers, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person
from optimization.rules.policy import Hard


def row_counts(needs: Needs, people: Sequence[Person], lines: Sequence[np.ndarray]) -> np.ndarray:
    """How many of the staff each coverage row has."""
    counts = np.zeros(needs.n_rows, dtype=np.int64)
    for person, cells in zip(people, lines, strict=True):
        np.add.at(counts, needs.count(person, cells), 1)
    return counts


def link_totals(needs: Needs, people: Sequence[Person], lines: Sequence[np.ndarray]) -> np.ndarray:
    """What all lines together add to each link."""
    pairs = zip(people, lines, strict=True)
    nothing = np.zeros(len(needs.problem.links))
    return sum((needs.link_values(person, cells) for person, cells in pairs), nothing)


@dataclass(frozen=True, slots=True)
class Purchase:
    """Workers bought, as (supply, row, number) triples, and what coverage costs with them.

    `cost` includes the `n_missing` people below hard minima at `Needs.missing_pence` each.
    """

    bought: tuple[tuple[int, int, int], ...]
    cost: float
    n_missing: int


def buy(needs: Needs, counts: np.ndarray) -> Purchase:
    """The cheapest purchases row by row; under a limit of minutes, the best saving goes first."""
    problem = needs.problem
    present = counts.copy()
    minutes_left = [supply.most_minutes for supply in problem.supplies]
    bought: dict[tuple[int, int], int] = {}
    offers = [(n, row) for n, supply in enumerate(problem.supplies) for row in supply.pence]

    def saving(offer: int) -> float:
        n, row = offers[offer]
        steps = needs.steps[row]
        return -float(steps[min(int(present[row]), len(steps) - 1)]) - problem.supplies[n].pence[row]

    # savings only shrink, so that the greatest is found when what heads the heap is up to date
    heap = [(-saving(offer), offer) for offer in range(len(offers)) if saving(offer) > 0.0]
    heapify(heap)
    while heap:
        known, offer = heappop(heap)
        n, row = offers[offer]
        minutes, left = problem.coverage[row].paid_minutes, minutes_left[n]
        if bought.get((n, row), 0) >= problem.supplies[n].most_per_row or (
            left is not None and left < minutes
        ):
            continue
        now = saving(offer)
        if now <= 0.0:
            continue
        if now < -known:
            heappush(heap, (-now, offer))
            continue
        bought[n, row] = bought.get((n, row), 0) + 1
        present[row] += 1
        if left is not None:
            minutes_left[n] = left - minutes
        heappush(heap, (-now, offer))
    cost = sum(needs.row_cost(row, int(count)) for row, count in enumerate(present))
    cost += sum(problem.supplies[n].pence[row] * number for (n, row), number in bought.items())
    missing = sum(
        max(0, (row.minimum or 0) - int(count)) for row, count in zip(problem.coverage, present, strict=True)
    )
    return Purchase(tuple((n, row, number) for (n, row), number in sorted(bought.items())), cost, missing)


def minutes_bought(needs: Needs, counts: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """By supply: the minutes bought for other rows than `rows` when the rows have `counts` of the staff.

    Nothing is worked out for supplies without a limit in all, for which it does not matter.
    """
    minutes = np.zeros(len(needs.problem.supplies))
    if len(rows) == needs.n_rows or all(supply.most_minutes is None for supply in needs.problem.supplies):
        return minutes
    inside = np.zeros(needs.n_rows, dtype=np.bool_)
    inside[rows] = True
    for supply, row, number in buy(needs, counts).bought:
        if not inside[row]:
            minutes[supply] += number * needs.problem.coverage[row].paid_minutes
    return minutes


@dataclass(frozen=True, slots=True)
class PlanValue:
    """The cost of a roster in pence, with each of `n_broken` missing people and broken hard links far dearer."""

    cost: float
    n_broken: float


def link_value(needs: Needs, people: Sequence[Person], lines: Sequence[np.ndarray]) -> PlanValue:
    """What broken links cost."""
    totals = link_totals(needs, people, lines)
    cost, broken = 0.0, 0.0
    for link, total in zip(needs.problem.links, totals, strict=True):
        amount = max(0.0, link.at_least - total) if link.at_least is not None else 0.0
        amount += max(0.0, total - link.at_most) if link.at_most is not None else 0.0
        if isinstance(link.enforcement, Hard):
            broken += amount
            cost += needs.missing_pence * amount
        else:
            cost += link.enforcement.pence_per_unit * amount
    return PlanValue(cost, broken)


def plan_value(needs: Needs, people: Sequence[Person], lines: Sequence[np.ndarray]) -> PlanValue:
    """The value of whole lines (cell numbers by person)."""
    own = sum(person.cost(cells) for person, cells in zip(people, lines, strict=True))
    purchase = buy(needs, row_counts(needs, people, lines))
    links = link_value(needs, people, lines)
    return PlanValue(own + purchase.cost + links.cost, purchase.n_missing + links.n_broken)
