"""What links the lines: coverage rows with convex costs, workers to buy, and rules over several people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from optimization.roster.columns.people import Person
from optimization.roster.problem import RosterProblem
from optimization.roster.purchase_limits import PurchaseLimit, purchase_limits
from optimization.rules.policy import Hard

_DEAR = 10


@dataclass(frozen=True, slots=True)
class LinkTerms:
    """How one person's cells enter the link rows: parallel arrays of day, cell number, link, coefficient."""

    days: np.ndarray
    cells: np.ndarray
    links: np.ndarray
    coefficients: np.ndarray


@dataclass(frozen=True, slots=True)
class Needs:
    """Coverage and links of a problem as arrays.

    `steps[r][n]` is the price of the (n + 1)th person on coverage row r; the last one repeats for ever. Each
    person missing to a hard minimum is priced at `missing_pence`, far above everything else, so that the linear
    programs always have a solution. `cell_days`, `cell_duties`, `cell_rows` list what counts on which row;
    `rows_at` has the same by [day, duty, number], padded with -1, and a last duty for the day off. `offers` has, by row, the (supply, pence,
    most workers) that can be bought for it; `limits` are those over several rows, and `limits_of` has, by (supply, row), the (number of
    the limit, amount) pairs that a worker uses up.
    """

    problem: RosterProblem
    steps: tuple[np.ndarray, ...]
    missing_pence: float
    cell_days: np.ndarray
    cell_duties: np.ndarray
    cell_rows: np.ndarray
    rows_at: np.ndarray
    offers: tuple[tuple[tuple[int, int, int], ...], ...]
    limits: tuple[PurchaseLimit, ...]
    limits_of: Mapping[tuple[int, int], tuple[tuple[int, int], ...]]
    link_terms: tuple[LinkTerms, ...]

    @property
    def n_rows(self) -> int:
        """The number of coverage rows."""
        return len(self.steps)

    def row_cost(self, row: int, n_people: int) -> float:
        """The price of `n_people` on a row, missing people included."""
        steps = self.steps[row]
        base = self.problem.coverage[row].costs[0] + self.missing_pence * (
            self.problem.coverage[row].minimum or 0
        )
        inside = min(n_people, len(steps))
        return float(base + steps[:inside].sum() + steps[-1] * (n_people - inside))

    def cell_prices(self, row_prices: np.ndarray) -> np.ndarray:
        """[day, duty]: what a duty on a day earns over all rows."""
        prices = np.zeros((self.problem.n_days, len(self.problem.duties)))
        np.add.at(prices, (self.cell_days, self.cell_duties), row_prices[self.cell_rows])
        return prices

    def count(self, person: Person, cells: np.ndarray) -> np.ndarray:
        """The coverage rows that a person's line of cell numbers serves; a row served twice stands twice."""
        rows: np.ndarray = self.rows_at[person.days, person.duties[cells]]
        served: np.ndarray = rows[rows >= 0]
        return served

    def link_values(self, person: Person, cells: np.ndarray) -> np.ndarray:
        """By link: what a person's line of cell numbers adds to it."""
        values = np.zeros(len(self.problem.links))
        terms = self.link_terms[person.number]
        if len(terms.links):
            days = terms.days - person.first_day
            inside = np.flatnonzero((days >= 0) & (days < len(cells)))
            hit = inside[cells[days[inside]] == terms.cells[inside]]
            np.add.at(values, terms.links[hit], terms.coefficients[hit].astype(np.float64))
        return values


def read_needs(problem: RosterProblem, people: Sequence[Person]) -> Needs:
    """The coverage rows and links of the problem."""
    missing = _missing_price(problem, people)
    limits = purchase_limits(problem)
    steps = []
    cells: list[tuple[int, int, int]] = []
    for number, row in enumerate(problem.coverage):
        prices = np.diff(np.array(row.costs, dtype=np.float64))
        minimum = row.minimum or 0
        if len(prices) < minimum + 1:
            last = prices[-1] if len(prices) else 0.0
            prices = np.concatenate([prices, np.full(minimum + 1 - len(prices), last)])
        prices[:minimum] -= missing
        steps.append(prices)
        cells += [(day, duty, number) for day, duty in sorted(row.cells) if 0 <= day < problem.n_days]
    table = np.array(cells, dtype=np.int64).reshape(-1, 3)
    return Needs(
        problem,
        tuple(steps),
        missing,
        table[:, 0],
        table[:, 1],
        table[:, 2],
        _rows_at(problem, cells),
        _offers(problem),
        limits,
        _limits_of(limits),
        tuple(_link_terms(problem, person) for person in people),
    )


def _rows_at(problem: RosterProblem, cells: Sequence[tuple[int, int, int]]) -> np.ndarray:
    rows_of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for day, duty, number in cells:
        rows_of[day, duty].append(number)
    width = max((len(rows) for rows in rows_of.values()), default=0)
    table = np.full((problem.n_days, len(problem.duties) + 1, width), -1, dtype=np.int64)
    for (day, duty), rows in rows_of.items():
        table[day, duty, : len(rows)] = rows
    return table


def _offers(problem: RosterProblem) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    offers: list[list[tuple[int, int, int]]] = [[] for _ in problem.coverage]
    for n, supply in enumerate(problem.supplies):
        for row, pence in supply.pence.items():
            offers[row].append((n, pence, supply.most_per_row))
    return tuple(tuple(one) for one in offers)


def _limits_of(
    limits: Sequence[PurchaseLimit],
) -> dict[tuple[int, int], tuple[tuple[int, int], ...]]:
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place, limit in enumerate(limits):
        for row, amount in limit.amounts.items():
            found[limit.supply, row].append((place, amount))
    return {key: tuple(pairs) for key, pairs in found.items()}


def with_missing_price(needs: Needs, pence: float) -> Needs:
    """The same needs with `pence` as the price of each person missing to a hard minimum."""
    steps = []
    for row, prices in zip(needs.problem.coverage, needs.steps, strict=True):
        changed = prices.copy()
        changed[: row.minimum or 0] -= pence - needs.missing_pence
        steps.append(changed)
    return replace(needs, steps=tuple(steps), missing_pence=pence)


def _missing_price(problem: RosterProblem, people: Sequence[Person]) -> float:
    """Several times what one more assignment can cost at most: its own line, the coverage, the links, a purchase.

    Where one assignment drags others along (long runs that must hold) that can be too low; the search finds out and
    raises the price. It is a multiple of the greatest number of pence that divides all prices.
    """
    steps: dict[tuple[int, int], int] = defaultdict(int)
    for row in problem.coverage:
        highest = max((abs(right - left) for left, right in pairwise(row.costs)), default=0)
        for cell in row.cells:
            steps[cell] += highest
    links: dict[tuple[str, int], int] = defaultdict(int)
    for link in problem.links:
        if not isinstance(link.enforcement, Hard):
            for term in link.terms:
                pence = link.enforcement.pence_per_unit * abs(term.coefficient)
                links[term.employee_id, term.day] += pence
    purchases = (price for supply in problem.supplies for price in supply.pence.values())
    dearest = (
        max((person.stake for person in people), default=0)
        + max(steps.values(), default=0)
        + max(links.values(), default=0)
        + max(purchases, default=0)
    )
    return float(_DEAR * (dearest or 1))


def _link_terms(problem: RosterProblem, person: Person) -> LinkTerms:
    rows = [
        (term.day, cell, number, term.coefficient)
        for number, link in enumerate(problem.links)
        for term in link.terms
        if term.employee_id == person.employee.employee_id
        for cell, duty in enumerate(person.duties)
        if int(duty) in term.duties
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return LinkTerms(table[:, 0], table[:, 1], table[:, 2], table[:, 3])
