"""The roster in hand while the engine works: lines as cell numbers, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person
from optimization.roster.columns.purchasing import buy
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


def used_outside(needs: Needs, counts: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """By limit: what workers bought for other rows than `rows` use up when the rows have `counts` of the staff."""
    used = np.zeros(len(needs.limits))
    if len(rows) == needs.n_rows or not needs.limits:
        return used
    inside = np.zeros(needs.n_rows, dtype=np.bool_)
    inside[rows] = True
    outside = [(supply, row, n) for supply, row, n in buy(needs, counts).bought if not inside[row]]
    for place, limit in enumerate(needs.limits):
        used[place] = limit.used(outside)
    return used


@dataclass(frozen=True, slots=True)
class PlanValue:
    """The cost of a roster in pence, with each of `n_broken` missing people and broken hard links far dearer."""

    cost: float
    n_broken: float


def link_value(needs: Needs, totals: np.ndarray) -> PlanValue:
    """What broken links cost at these totals."""
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
    links = link_value(needs, link_totals(needs, people, lines))
    return PlanValue(own + purchase.cost + links.cost, purchase.n_missing + links.n_broken)
