"""A first roster: one best line after another, then every line once more against the others."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from optimization.roster.columns.people import Person
from optimization.roster.columns.plan import link_totals, link_value, row_counts
from optimization.roster.columns.pricing import Priced
from optimization.roster.columns.purchasing import buy, steps_beside
from optimization.roster.columns.scope import Scope

OnWork: TypeAlias = Callable[[int], None]
"""Is told how much work was done, in the units of `clock`."""


class LineNotFoundError(Exception):
    """Somebody has no line that the search could find, though none of them is proved not to exist."""


def greedy_lines(
    scope: Scope,
    order: Sequence[int],
    n_passes: int,
    stopped: Callable[[], bool],
    slacks: Sequence[float] = (),
    count: OnWork | None = None,
) -> list[np.ndarray] | None:
    """Lines by place; None when somebody is proved to have no line at all. Later passes keep the line when stopped.

    With `slacks` first lines are looked for near shares of all totals that follow what is wanted, the first of them that leaves any line.
    Raises LineNotFoundError when a search at full width finds no line of somebody, but is not complete either.
    """
    count = count or _ignore
    table = _step_table(scope.needs.steps)
    counts = scope.fixed_counts.copy()
    n_saving = np.array([int((own < 0.0).sum()) for own in scope.needs.steps]) if slacks else None
    lines: dict[int, np.ndarray] = {}
    for place in order:
        person = scope.people[place]
        costs = _costs_beside(scope, person, table, counts)
        wanted = None if n_saving is None else _wanted(scope, person, n_saving)
        priced = _price_first(person, costs, slacks, wanted, count)
        if not priced.lines and math.isfinite(priced.bound):
            # the narrow search can miss every line of somebody tightly bound
            priced = person.pricer.price(costs)
            count(priced.work)
        if not priced.lines:
            if math.isinf(priced.bound):
                return None
            raise LineNotFoundError(person.employee.name)
        lines[place] = priced.lines[0][0]
        np.add.at(counts, scope.needs.count(person, lines[place]), 1)
    return respond(scope, [lines[place] for place in range(len(lines))], order, n_passes, stopped, count)


def respond(
    scope: Scope,
    lines: Sequence[np.ndarray],
    order: Sequence[int],
    n_passes: int,
    stopped: Callable[[], bool],
    count: OnWork | None = None,
) -> list[np.ndarray]:
    """Give one person after another the best line beside all other lines, while that saves anything.

    `lines` and the result are by place. Bought workers take part at what a minute of them is worth when a pass begins.
    """
    best, cost = list(lines), _cost(scope, lines)
    for _ in range(n_passes):
        if stopped():
            break
        found = _pass(scope, best, order, stopped, count or _ignore)
        found_cost = _cost(scope, found)
        # links, and the worth of a minute while it changes, are not seen by a pass
        if found_cost >= cost:
            break
        best, cost = found, found_cost
    return best


def _pass(
    scope: Scope,
    lines: Sequence[np.ndarray],
    order: Sequence[int],
    stopped: Callable[[], bool],
    count: OnWork,
) -> list[np.ndarray]:
    needs, best = scope.needs, list(lines)
    counts = _counts(scope, lines)
    table = _step_table(steps_beside(needs, buy(needs, counts).limit_prices))
    for place in order:
        if stopped():
            break
        person, cells = scope.people[place], best[place]
        np.add.at(counts, needs.count(person, cells), -1)
        costs = _costs_beside(scope, person, table, counts)
        now = person.pricer.line_cost(cells) + costs[np.arange(len(cells)), cells].sum()
        priced = person.pricer.price(costs, exact=False)
        count(priced.work)
        if priced.lines and priced.lines[0][1] < now - 1e-6:
            best[place] = priced.lines[0][0]
        np.add.at(counts, needs.count(person, best[place]), 1)
    return best


def _counts(scope: Scope, lines: Sequence[np.ndarray]) -> np.ndarray:
    counts: np.ndarray = scope.fixed_counts + row_counts(scope.needs, scope.people, lines)
    return counts


def _cost(scope: Scope, lines: Sequence[np.ndarray]) -> float:
    """What the lines cost beside the part that stays, whose own lines are left out."""
    own = sum(person.cost(cells) for person, cells in zip(scope.people, lines, strict=True))
    links = scope.fixed_links + link_totals(scope.needs, scope.people, lines)
    return own + buy(scope.needs, _counts(scope, lines)).cost + link_value(scope.needs, links).cost


def _step_table(steps: Sequence[np.ndarray]) -> np.ndarray:
    """[row, number of people]: the price of one more of them; the last column repeats for ever."""
    width = max((len(own) for own in steps), default=1)
    return np.array([np.pad(own, (0, width - len(own)), mode="edge") for own in steps]).reshape(-1, width)


def _costs_beside(scope: Scope, person: Person, table: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """[day, cell number]: what each cell costs beside `counts` people on the rows, whose next one costs as in `table`."""
    marginal = table[np.arange(len(table)), np.minimum(counts, table.shape[1] - 1)]
    earned = scope.needs.cell_prices(-marginal)[person.days]
    costs = person.cell_costs.copy()
    costs[:, 1:] -= earned[:, person.duties[1:]]
    return costs


def _price_first(
    person: Person, costs: np.ndarray, slacks: Sequence[float], wanted: np.ndarray | None, count: OnWork
) -> Priced:
    for slack in slacks:
        priced = person.paced(slack, wanted).pricer.price(costs, exact=False)
        count(priced.work)
        if priced.lines:
            return priced
    priced = person.pricer.price(costs, exact=False)
    count(priced.work)
    return priced


def _wanted(scope: Scope, person: Person, n_saving: np.ndarray) -> np.ndarray:
    """By day: how many people are wanted on the rows that the person can serve, where `n_saving` are on each row."""
    needs = scope.needs
    wanted = np.zeros(len(person.days))
    for place, day in enumerate(person.days):
        rows = np.unique(needs.rows_at[day, person.duties[np.isfinite(person.cell_costs[place])]])
        wanted[place] = n_saving[rows[rows >= 0]].sum()
    return wanted


def _ignore(_work: int) -> None:
    """Where nobody counts."""
