"""A first roster: one best line after another, then every line once more against the others."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person
from optimization.roster.columns.pricing import Priced


class LineNotFoundError(Exception):
    """Somebody has no line that the search could find, though none of them is proved not to exist."""


def greedy_lines(
    needs: Needs,
    people: Sequence[Person],
    order: Sequence[int],
    n_passes: int,
    stopped: Callable[[], bool],
    slacks: Sequence[float] = (),
) -> list[np.ndarray] | None:
    """Lines by person; None when somebody is proved to have no line at all. Later passes keep the line when stopped.

    With `slacks` first lines are looked for near even shares of all totals, the first of them that leaves any line.
    Raises LineNotFoundError when a search at full width finds no line of somebody, but is not complete either.
    """
    counts = np.zeros(needs.n_rows, dtype=np.int64)
    lines: dict[int, np.ndarray] = {}
    for round_number in range(1 + n_passes):
        changed = False
        for number in order:
            person = people[number]
            if number in lines:
                if stopped():
                    break
                np.add.at(counts, needs.count(person, lines[number]), -1)
            earned = needs.cell_prices(-needs.marginal(counts))[person.days]
            costs = person.cell_costs.copy()
            costs[:, 1:] -= earned[:, person.duties[1:]]
            priced = _price_first(person, costs, slacks if number not in lines else ())
            if not priced.lines and number not in lines and math.isfinite(priced.bound):
                # the narrow search can miss every line of somebody tightly bound
                priced = person.pricer.price(costs)
            if number in lines:
                cells = lines[number]
                now = person.cost(cells) - sum(
                    earned[day, person.duties[cells[day]]] for day in np.flatnonzero(cells)
                )
                if priced.lines and priced.lines[0][1] < now - 1e-6:
                    lines[number] = priced.lines[0][0]
                    changed = True
            elif priced.lines:
                lines[number] = priced.lines[0][0]
            elif math.isinf(priced.bound):
                return None
            else:
                raise LineNotFoundError(person.employee.name)
            np.add.at(counts, needs.count(person, lines[number]), 1)
        if round_number and not changed:
            break
    return [lines[number] for number in range(len(people))]


def _price_first(person: Person, costs: np.ndarray, slacks: Sequence[float]) -> Priced:
    for slack in slacks:
        priced = person.paced(slack).pricer.price(costs, exact=False)
        if priced.lines:
            return priced
    return person.pricer.price(costs, exact=False)
