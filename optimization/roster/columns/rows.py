"""What lines share: rows of coverage, links and limited supplies, with convex costs of their totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.scope import Column, Scope
from optimization.rules.policy import Hard

_INF = float("inf")


@dataclass(slots=True)
class Static:
    """A variable that is no line: its cost, its greatest value, and its (row, coefficient) entries."""

    cost: float
    most: float
    entries: list[tuple[int, float]]


class SharedRows:
    """Rows in this order: coverage rows of the scope, links, limits of purchases.

    A row lies between `lower` and `upper`; `statics` are the variables in it that are not lines: first the pieces of
    the rows' own costs, from `first_supply` on the external workers that can be bought. `costs[r]` says the same of the
    row's own cost as (total, slope) pairs: from that total on, one more costs the slope, and below the first pair it
    costs the first slope. Costs that do not depend on lines are in `constant`.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        problem = scope.needs.problem
        self.n_rows = len(scope.rows)
        self.n_links = len(problem.links)
        self.local = np.full(scope.needs.n_rows, -1, dtype=np.int64)
        self.local[scope.rows] = np.arange(self.n_rows)
        self.limits = scope.needs.limits
        self.n_shared = self.n_rows + self.n_links + len(self.limits)
        self.lower = np.zeros(self.n_shared)
        self.upper = np.zeros(self.n_shared)
        self.statics: list[Static] = []
        self.costs: list[list[tuple[float, float]]] = []
        self.constant = 0.0
        self._add_coverage()
        self._add_links()
        self.first_supply = len(self.statics)
        self._add_supplies()
        self.least_duals, self.most_duals = self._dual_ranges()
        self.static_costs = np.array([static.cost for static in self.statics])
        self.static_most = np.array([static.most for static in self.statics])
        self.static_rows = np.array([row for s in self.statics for row, _ in s.entries], dtype=np.int64)
        self.static_values = np.array([value for s in self.statics for _, value in s.entries])
        self.static_of = np.repeat(np.arange(len(self.statics)), [len(s.entries) for s in self.statics])

    def _add_coverage(self) -> None:
        needs = self.scope.needs
        for local, row in enumerate(self.scope.rows):
            have = int(self.scope.fixed_counts[row])
            self.constant += needs.row_cost(row, have)
            steps = needs.steps[row][have:]
            if not len(steps):
                steps = needs.steps[row][-1:]
            self.costs.append([])
            begin = 0
            for end in range(1, len(steps) + 1):
                if end == len(steps) or steps[end] != steps[begin]:
                    self.costs[-1].append((float(begin), float(steps[begin])))
                    begin = end
            self._add_pieces(local)

    def _add_links(self) -> None:
        for number, link in enumerate(self.scope.needs.problem.links):
            row = self.n_rows + number
            fixed = float(self.scope.fixed_links[number])
            self.lower[row] = -_INF if link.at_least is None else link.at_least - fixed
            self.upper[row] = _INF if link.at_most is None else link.at_most - fixed
            how = link.enforcement
            price = self.scope.needs.missing_pence if isinstance(how, Hard) else float(how.pence_per_unit)
            costs = [(-_INF, 0.0)]
            if link.at_least is not None:
                costs = [(-_INF, -price), (self.lower[row], 0.0)]
            if link.at_most is not None:
                costs.append((self.upper[row], price))
            self.costs.append(costs)
            self._add_pieces(row)

    def _add_pieces(self, row: int) -> None:
        """Variables for what the row's total costs: what is missing of it, and each piece of what it is.

        Between its limits a link's total costs nothing and needs no variable.
        """
        pieces = self.costs[row]
        ends = [*(position for position, _ in pieces[1:]), _INF]
        for (begin, each), end in zip(pieces, ends, strict=True):
            if begin > -_INF and (each or row < self.n_rows):
                self.statics.append(Static(each, end - begin, [(row, -1.0)]))
            elif each:
                self.statics.append(Static(-each, _INF, [(row, 1.0)]))

    def _add_supplies(self) -> None:
        problem = self.scope.needs.problem
        first = self.n_rows + self.n_links
        for place, limit in enumerate(self.limits):
            self.lower[first + place] = -_INF
            self.upper[first + place] = limit.most - float(self.scope.used_outside[place])
            self.costs.append([(-_INF, 0.0), (self.upper[first + place], _INF)])
        for number, supply in enumerate(problem.supplies):
            for index, price in supply.pence.items():
                if self.local[index] < 0 or not supply.most_per_row:
                    continue
                entries = [(int(self.local[index]), 1.0)]
                for place, amount in self.scope.needs.limits_of.get((number, index), ()):
                    entries.append((first + place, float(amount)))
                self.statics.append(Static(float(price), float(supply.most_per_row), entries))

    def _dual_ranges(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the greatest dual of each row: minus the slopes of its cost at either end.

        Totals of coverage end at zero, and nothing limits the dual there.
        """
        ends = [(pieces[0], pieces[-1][1]) for pieces in self.costs]
        least = np.array([-last for _, last in ends])
        most = np.array([_INF if begin > -_INF else -first for (begin, first), _ in ends])
        return least, most

    def entries(self, column: Column) -> tuple[np.ndarray, np.ndarray]:
        """The rows that a line enters, and with what coefficients."""
        local = np.sort(self.local[column.rows])
        amount = np.ones(len(local))
        if (local[1:] == local[:-1]).any():
            local, counts = np.unique(local, return_counts=True)
            amount = counts.astype(np.float64)
        linked = np.flatnonzero(column.link_values)
        if not len(linked):
            return local, amount
        rows = np.concatenate([local, self.n_rows + linked])
        return rows, np.concatenate([amount, column.link_values[linked]])

    def row_prices(self, duals: np.ndarray) -> np.ndarray:
        """Duals spread over all coverage rows of the problem."""
        prices = np.zeros(self.scope.needs.n_rows)
        prices[self.scope.rows] = duals[: self.n_rows]
        return prices

    def link_prices(self, duals: np.ndarray) -> np.ndarray:
        """The duals of the links."""
        return duals[self.n_rows : self.n_rows + self.n_links]

    def within_slopes(self, duals: np.ndarray) -> np.ndarray:
        """The nearest duals that are slopes of the rows' costs: a solver's may be off by its tolerance, and prove nothing."""
        nearest: np.ndarray = np.clip(duals, self.least_duals, self.most_duals)
        return nearest

    def bound(self, duals: np.ndarray, line_bounds: float) -> float:
        """The Lagrangian bound at duals within the slopes, given the sum of the cheapest lines priced at them."""
        priced = self.static_costs.copy()
        np.add.at(priced, self.static_of, -duals[self.static_rows] * self.static_values)
        negative = np.minimum(priced, 0.0)
        if np.isinf(self.static_most[negative < 0.0]).any():
            return -np.inf
        finite = negative < 0.0
        statics = float((negative[finite] * self.static_most[finite]).sum())
        limits = np.where(duals > 0.0, self.lower, self.upper)
        used = duals != 0.0
        if np.isinf(limits[used]).any():
            return -np.inf
        return self.constant + statics + float((duals[used] * limits[used]).sum()) + line_bounds
