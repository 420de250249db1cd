"""The linear master: one line for each person, convex costs of coverage, in HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from optimization.roster.columns.scope import Column, Scope
from optimization.rules.policy import Hard

_INF = highspy.kHighsInf
_PRIMAL = 4


@dataclass(frozen=True, slots=True)
class LinearSolution:
    """An optimum: its value, duals by coverage row (all rows of the problem), link and person, and column values.

    `statics_duals` are the duals of the rows that are not convexity rows, in the master's own order.
    """

    objective: float
    row_prices: np.ndarray
    link_prices: np.ndarray
    person_prices: np.ndarray
    duals: np.ndarray
    values: np.ndarray


@dataclass(slots=True)
class _Static:
    """A variable that is no line: its cost, its greatest value, and its (row, coefficient) entries."""

    cost: float
    most: float
    entries: list[tuple[int, float]]


class Master:
    """Rows: coverage rows of the scope, links, supply limits, then one convexity row for each person."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.columns: list[Column] = []
        self.known: set[tuple[int, bytes]] = set()
        self.open: list[bool] = []
        problem = scope.needs.problem
        self.n_rows = len(scope.rows)
        self.n_links = len(problem.links)
        self.local = np.full(scope.needs.n_rows, -1, dtype=np.int64)
        self.local[scope.rows] = np.arange(self.n_rows)
        self.limited = [n for n, supply in enumerate(problem.supplies) if supply.most_minutes is not None]
        self.n_shared = self.n_rows + self.n_links + len(self.limited)
        self.lower = np.zeros(self.n_shared)
        self.upper = np.zeros(self.n_shared)
        self.statics: list[_Static] = []
        self.constant = 0.0
        self._add_coverage()
        self._add_links()
        self._add_supplies()
        self.static_costs = np.array([static.cost for static in self.statics])
        self.static_most = np.array([static.most for static in self.statics])
        self.static_rows = np.array([row for s in self.statics for row, _ in s.entries], dtype=np.int64)
        self.static_values = np.array([value for s in self.statics for _, value in s.entries])
        self.static_of = np.repeat(np.arange(len(self.statics)), [len(s.entries) for s in self.statics])
        self.solver = self._new_solver()
        self.n_iterations = 0

    def _add_coverage(self) -> None:
        needs = self.scope.needs
        for local, row in enumerate(self.scope.rows):
            have = int(self.scope.fixed_counts[row])
            self.constant += needs.row_cost(row, have)
            steps = needs.steps[row][have:]
            if not len(steps):
                steps = needs.steps[row][-1:]
            begin = 0
            for end in range(1, len(steps) + 1):
                if end == len(steps) or steps[end] != steps[begin]:
                    most = _INF if end == len(steps) else float(end - begin)
                    self.statics.append(_Static(float(steps[begin]), most, [(local, -1.0)]))
                    begin = end

    def _add_links(self) -> None:
        for number, link in enumerate(self.scope.needs.problem.links):
            row = self.n_rows + number
            fixed = float(self.scope.fixed_links[number])
            self.lower[row] = -_INF if link.at_least is None else link.at_least - fixed
            self.upper[row] = _INF if link.at_most is None else link.at_most - fixed
            how = link.enforcement
            price = self.scope.needs.missing_pence if isinstance(how, Hard) else float(how.pence_per_unit)
            if link.at_least is not None:
                self.statics.append(_Static(price, _INF, [(row, 1.0)]))
            if link.at_most is not None:
                self.statics.append(_Static(price, _INF, [(row, -1.0)]))

    def _add_supplies(self) -> None:
        problem = self.scope.needs.problem
        for place, number in enumerate(self.limited):
            row = self.n_rows + self.n_links + place
            self.lower[row] = -_INF
            self.upper[row] = float(problem.supplies[number].most_minutes or 0)
        for number, supply in enumerate(problem.supplies):
            for index, price in supply.pence.items():
                if self.local[index] < 0 or not supply.most_per_row:
                    continue
                entries = [(int(self.local[index]), 1.0)]
                if number in self.limited:
                    row = self.n_rows + self.n_links + self.limited.index(number)
                    entries.append((row, float(problem.coverage[index].paid_minutes)))
                self.statics.append(_Static(float(price), float(supply.most_per_row), entries))

    def _new_solver(self) -> highspy.Highs:
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("simplex_strategy", _PRIMAL)
        n_people = len(self.scope.people)
        lower = np.concatenate([self.lower, np.ones(n_people)])
        upper = np.concatenate([self.upper, np.ones(n_people)])
        no_entries = np.zeros(0, dtype=np.int32)
        solver.addRows(
            len(lower), lower, upper, 0, np.zeros(len(lower), dtype=np.int32), no_entries, np.zeros(0)
        )
        starts = np.concatenate([[0], np.cumsum([len(s.entries) for s in self.statics])])[:-1]
        solver.addCols(
            len(self.statics),
            self.static_costs,
            np.zeros(len(self.statics)),
            self.static_most,
            len(self.static_rows),
            starts.astype(np.int32),
            self.static_rows.astype(np.int32),
            self.static_values.astype(np.float64),
        )
        return solver

    def add(self, columns: Sequence[Column]) -> int:
        """Add lines that are allowed and new; returns how many."""
        fresh = []
        for column in columns:
            if np.isfinite(column.cost) and column.key not in self.known:
                self.known.add(column.key)
                fresh.append(column)
        if not fresh:
            return 0
        rows, values, starts = [], [], []
        n_entries = 0
        for column in fresh:
            starts.append(n_entries)
            local, amount = self._entries(column)
            rows += [local, np.array([self.n_shared + column.person])]
            values += [amount, np.ones(1)]
            n_entries += len(local) + 1
        self.solver.addCols(
            len(fresh),
            np.array([column.cost for column in fresh]),
            np.zeros(len(fresh)),
            np.full(len(fresh), _INF),
            n_entries,
            np.array(starts, dtype=np.int32),
            np.concatenate(rows).astype(np.int32),
            np.concatenate(values).astype(np.float64),
        )
        self.columns += fresh
        self.open += [True] * len(fresh)
        return len(fresh)

    def _entries(self, column: Column) -> tuple[np.ndarray, np.ndarray]:
        local, amount = np.unique(self.local[column.rows], return_counts=True)
        linked = np.flatnonzero(column.link_values)
        if not len(linked):
            return local, amount.astype(np.float64)
        rows = np.concatenate([local, self.n_rows + linked])
        return rows, np.concatenate([amount, column.link_values[linked]])

    def set_open(self, wanted: Sequence[bool]) -> None:
        """Close the columns for which `wanted` is false, and open the others."""
        changed = [n for n, (now, then) in enumerate(zip(self.open, wanted, strict=True)) if now != then]
        if changed:
            index = np.array(changed, dtype=np.int32) + len(self.statics)
            most = np.array([_INF if wanted[n] else 0.0 for n in changed])
            self.solver.changeColsBounds(len(changed), index, np.zeros(len(changed)), most)
            self.open = list(wanted)

    def solve(self) -> LinearSolution | None:
        """The optimum over the open columns; None when some person has no line left."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        self.n_iterations += int(self.solver.getInfo().simplex_iteration_count)
        solution = self.solver.getSolution()
        duals = np.array(solution.row_dual)
        values = np.array(solution.col_value)[len(self.statics) :]
        shared = duals[: self.n_shared]
        return LinearSolution(
            float(self.solver.getInfo().objective_function_value) + self.constant,
            self.row_prices(shared),
            shared[self.n_rows : self.n_rows + self.n_links],
            duals[self.n_shared :],
            shared,
            values,
        )

    def row_prices(self, duals: np.ndarray) -> np.ndarray:
        """Duals spread over all coverage rows of the problem."""
        prices = np.zeros(self.scope.needs.n_rows)
        prices[self.scope.rows] = duals[: self.n_rows]
        return prices

    def reduced_cost(self, column: Column, solution: LinearSolution) -> float:
        """What one unit of the column would change."""
        earned = solution.row_prices[column.rows].sum() + column.link_values @ solution.link_prices
        return float(column.cost - earned - solution.person_prices[column.person])

    def bound(self, duals: np.ndarray, line_bounds: float) -> float:
        """The Lagrangian bound at any duals, given the sum of the cheapest priced lines."""
        priced = self.static_costs.copy()
        np.add.at(priced, self.static_of, -duals[self.static_rows] * self.static_values)
        negative = np.minimum(priced, 0.0)
        negative[np.isinf(self.static_most) & (negative > -1e-7)] = 0.0
        if np.isinf(self.static_most[negative < 0.0]).any():
            return -np.inf
        finite = negative < 0.0
        statics = float((negative[finite] * self.static_most[finite]).sum())
        limits = np.where(duals > 0.0, self.lower, self.upper)
        used = np.abs(duals) > 0.0
        if np.isinf(limits[used & (np.abs(duals) > 1e-9)]).any():
            return -np.inf
        used &= np.isfinite(limits)
        return self.constant + statics + float((duals[used] * limits[used]).sum()) + line_bounds
