"""Which part of the roster is free: the whole of it, some people, or some days; the rest stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person


@dataclass(frozen=True, slots=True)
class Column:
    """One line of one person: cell numbers by day, its own cost, the rows and links it enters, free days only."""

    person: int
    cells: np.ndarray
    cost: float
    rows: np.ndarray
    link_values: np.ndarray

    @property
    def key(self) -> tuple[int, bytes]:
        """What tells columns apart."""
        return (self.person, self.cells.tobytes())


@dataclass(frozen=True, slots=True)
class Scope:
    """`people` may change on `days`; `cell_costs` (by place in `people`) forbid everything else.

    `rows` are the coverage rows that free cells can serve; `fixed_counts` (all rows) and `fixed_links` come from the
    part that stays.
    """

    needs: Needs
    people: tuple[Person, ...]
    days: np.ndarray
    cell_costs: tuple[np.ndarray, ...]
    rows: np.ndarray
    fixed_counts: np.ndarray
    fixed_links: np.ndarray

    def column(self, place: int, cells: np.ndarray) -> Column:
        """The column of a line of the person at `place`; its cost is infinite when it breaks a hard rule."""
        person = self.people[place]
        terms = self.needs.link_terms[person.number]
        links = np.zeros(len(self.needs.problem.links))
        if len(terms.links):
            hit = (cells[terms.days] == terms.cells) & np.isin(terms.days, self.days)
            np.add.at(links, terms.links[hit], terms.coefficients[hit].astype(np.float64))
        cells = cells.astype(np.int16)
        return Column(place, cells, person.cost(cells), self.needs.count(person, cells, self.days), links)

    def prices(self, place: int, cell_prices: np.ndarray, link_prices: np.ndarray) -> np.ndarray:
        """[day, cell number]: what each cell of the person at `place` costs after what it earns."""
        person = self.people[place]
        costs = self.cell_costs[place].copy()
        costs[:, 1:] -= cell_prices[:, person.duties[1:]]
        terms = self.needs.link_terms[person.number]
        if len(terms.links):
            earned = terms.coefficients * link_prices[terms.links]
            np.add.at(costs, (terms.days, terms.cells), -earned)
        return costs


def make_scope(
    needs: Needs,
    everybody: Sequence[Person],
    lines: Sequence[np.ndarray] | None,
    free_people: Sequence[int] | None = None,
    free_days: tuple[int, int] | None = None,
) -> Scope:
    """The scope in which `free_people` may change on the days of the half-open range `free_days`.

    None frees everybody, or the whole horizon. `lines` (cell numbers, by person) is the roster that the rest is taken
    from; it may be missing only when all is free.
    """
    n_days = needs.problem.n_days
    first, last = free_days or (0, n_days)
    days = np.arange(first, last)
    numbers = list(range(len(everybody))) if free_people is None else sorted(free_people)
    people = tuple(everybody[number] for number in numbers)
    counts = np.zeros(needs.n_rows, dtype=np.int64)
    links = np.zeros(len(needs.problem.links))
    costs = tuple(person.cell_costs for person in people)
    free = set(numbers)
    if lines is not None:
        outside = np.array([day for day in range(n_days) if not first <= day < last], dtype=np.int64)
        costs = tuple(_fixed(everybody[number], lines[number], outside) for number in numbers)
        for person in everybody:
            stays = outside if person.number in free else np.arange(n_days)
            cells = lines[person.number]
            np.add.at(counts, needs.count(person, cells, stays), 1)
            terms = needs.link_terms[person.number]
            hit = (cells[terms.days] == terms.cells) & np.isin(terms.days, stays)
            np.add.at(links, terms.links[hit], terms.coefficients[hit].astype(np.float64))
    inside = (needs.cell_days >= first) & (needs.cell_days < last)
    rows = np.unique(needs.cell_rows[inside]) if lines is not None else np.arange(needs.n_rows)
    return Scope(needs, people, days, costs, rows, counts, links)


def _fixed(person: Person, cells: np.ndarray, outside: np.ndarray) -> np.ndarray:
    costs = np.full_like(person.cell_costs, np.inf)
    kept = np.ones(len(costs), dtype=np.bool_)
    kept[outside] = False
    costs[kept] = person.cell_costs[kept]
    costs[outside, cells[outside]] = person.cell_costs[outside, cells[outside]]
    return costs
