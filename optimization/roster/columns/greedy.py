"""A first roster: one best line after another, then every line once more against the others."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person
from optimization.roster.columns.pricing import Priced

OnWork: TypeAlias = Callable[[int], None]
"""Is told how much work was done, in the units of `clock`."""


class LineNotFoundError(Exception):
    """Somebody has no line that the search could find, though none of them is proved not to exist."""


def greedy_lines(
    needs: Needs,
    people: Sequence[Person],
    order: Sequence[int],
    n_passes: int,
    stopped: Callable[[], bool],
    slacks: Sequence[float] = (),
    count: OnWork | None = None,
) -> list[np.ndarray] | None:
    """Lines by person; None when somebody is proved to have no line at all. Later passes keep the line when stopped.

    With `slacks` first lines are looked for near even shares of all totals, the first of them that leaves any line.
    Raises LineNotFoundError when a search at full width finds no line of somebody, but is not complete either.
    """
    count = count or _ignore
    counts = np.zeros(needs.n_rows, dtype=np.int64)
    lines: dict[int, np.ndarray] = {}
    for number in order:
        person = people[number]
        costs = _costs_beside(needs, person, counts)
        priced = _price_first(person, costs, slacks, count)
        if not priced.lines and math.isfinite(priced.bound):
            # the narrow search can miss every line of somebody tightly bound
            priced = person.pricer.price(costs)
            count(priced.work)
        if not priced.lines:
            if math.isinf(priced.bound):
                return None
            raise LineNotFoundError(person.employee.name)
        lines[number] = priced.lines[0][0]
        np.add.at(counts, needs.count(person, lines[number]), 1)
    others = np.zeros(needs.n_rows, dtype=np.int64)
    return respond(
        needs, people, [lines[number] for number in order], others, order, n_passes, stopped, count
    )


def respond(
    needs: Needs,
    people: Sequence[Person],
    lines: Sequence[np.ndarray],
    others: np.ndarray,
    order: Sequence[int],
    n_passes: int,
    stopped: Callable[[], bool],
    count: OnWork | None = None,
) -> list[np.ndarray]:
    """Give one person after another the best line beside all other lines, while that saves anything.

    `lines` are in `order`, the result by person; `others` has how many people besides `people` each coverage row has.
    """
    count = count or _ignore
    best = dict(zip(order, lines, strict=True))
    counts = others.copy()
    for number in order:
        np.add.at(counts, needs.count(people[number], best[number]), 1)
    for _ in range(n_passes):
        changed = False
        for number in order:
            if stopped():
                break
            person = people[number]
            np.add.at(counts, needs.count(person, best[number]), -1)
            costs = _costs_beside(needs, person, counts)
            cells = best[number]
            now = person.pricer.line_cost(cells) + costs[np.arange(len(cells)), cells].sum()
            priced = person.pricer.price(costs, exact=False)
            count(priced.work)
            if priced.lines and priced.lines[0][1] < now - 1e-6:
                best[number] = priced.lines[0][0]
                changed = True
            np.add.at(counts, needs.count(person, best[number]), 1)
        if not changed:
            break
    return [best[number] for number in range(len(people))]


def _costs_beside(needs: Needs, person: Person, counts: np.ndarray) -> np.ndarray:
    """[day, cell number]: what each cell costs beside `counts` people on the rows."""
    earned = needs.cell_prices(-needs.marginal(counts))[person.days]
    costs = person.cell_costs.copy()
    costs[:, 1:] -= earned[:, person.duties[1:]]
    return costs


def _price_first(person: Person, costs: np.ndarray, slacks: Sequence[float], count: OnWork) -> Priced:
    for slack in slacks:
        priced = person.paced(slack).pricer.price(costs, exact=False)
        count(priced.work)
        if priced.lines:
            return priced
    priced = person.pricer.price(costs, exact=False)
    count(priced.work)
    return priced


def _ignore(_work: int) -> None:
    """Where nobody counts."""
