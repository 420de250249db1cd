"""The linear master: one line for each person, convex costs of coverage, in HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import highspy
import numpy as np

from optimization.roster.columns.rows import SharedRows
from optimization.roster.columns.scope import Column, Scope

_INF = highspy.kHighsInf
_PRIMAL = 4
# a pivot takes as long as so many entries of a pricing table (`clock`), and so many more for each row
_WORK_PER_PIVOT = 1700
_WORK_PER_PIVOT_AND_ROW = 27


@dataclass(frozen=True, slots=True)
class LinearSolution:
    """An optimum: its value, duals by coverage row (all rows of the problem), link and person, and column values.

    `duals` are those of the shared rows, in their own order.
    """

    objective: float
    row_prices: np.ndarray
    link_prices: np.ndarray
    person_prices: np.ndarray
    duals: np.ndarray
    values: np.ndarray

    def reduced_cost(self, column: Column) -> float:
        """What one unit of the column would change."""
        earned = self.row_prices[column.rows].sum() + column.link_values @ self.link_prices
        return float(column.cost - earned - self.person_prices[column.person])


class LinearMaster(Protocol):
    """What chooses among the lines at hand: weights of lines, and prices that say which lines to look for.

    `is_exact` tells whether `solve` finds the optimum over the open columns, or only comes nearer to it each time. `work`
    counts what that took, in the units of `clock`.
    """

    scope: Scope
    rows: SharedRows
    columns: list[Column]
    open: list[bool]
    work: int

    @property
    def is_exact(self) -> bool:
        """Whether objectives are optimal ones."""
        ...

    def add(self, columns: Sequence[Column]) -> int:
        """Add lines that are allowed and new; returns how many."""
        ...

    def set_open(self, wanted: Sequence[bool]) -> None:
        """Close the columns for which `wanted` is false, and open the others."""
        ...

    def solve(self) -> LinearSolution | None:
        """Weights and prices over the open columns; None when some person has no line left."""
        ...


class Master:
    """The exact master. Rows: those that lines share, then one convexity row for each person."""

    is_exact = True

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.rows = SharedRows(scope)
        self.columns: list[Column] = []
        self.known: set[tuple[int, bytes]] = set()
        self.open: list[bool] = []
        self.solver = self._new_solver()
        self.work = 0

    def _new_solver(self) -> highspy.Highs:
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("simplex_strategy", _PRIMAL)
        n_people = len(self.scope.people)
        lower = np.concatenate([self.rows.lower, np.ones(n_people)])
        upper = np.concatenate([self.rows.upper, np.ones(n_people)])
        no_entries = np.zeros(0, dtype=np.int32)
        solver.addRows(
            len(lower), lower, upper, 0, np.zeros(len(lower), dtype=np.int32), no_entries, np.zeros(0)
        )
        starts = np.concatenate([[0], np.cumsum([len(s.entries) for s in self.rows.statics])])[:-1]
        solver.addCols(
            len(self.rows.statics),
            self.rows.static_costs,
            np.zeros(len(self.rows.statics)),
            self.rows.static_most,
            len(self.rows.static_rows),
            starts.astype(np.int32),
            self.rows.static_rows.astype(np.int32),
            self.rows.static_values.astype(np.float64),
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
            local, amount = self.rows.entries(column)
            rows += [local, np.array([self.rows.n_shared + column.person])]
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

    def set_open(self, wanted: Sequence[bool]) -> None:
        """Close the columns for which `wanted` is false, and open the others."""
        changed = [n for n, (now, then) in enumerate(zip(self.open, wanted, strict=True)) if now != then]
        if changed:
            index = np.array(changed, dtype=np.int32) + len(self.rows.statics)
            most = np.array([_INF if wanted[n] else 0.0 for n in changed])
            self.solver.changeColsBounds(len(changed), index, np.zeros(len(changed)), most)
            self.open = list(wanted)

    def solve(self) -> LinearSolution | None:
        """The optimum over the open columns; None when some person has no line left."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        n_pivots = int(self.solver.getInfo().simplex_iteration_count)
        n_rows = self.rows.n_shared + len(self.scope.people)
        self.work += n_pivots * (_WORK_PER_PIVOT + n_rows * _WORK_PER_PIVOT_AND_ROW)
        solution = self.solver.getSolution()
        duals = np.array(solution.row_dual)
        values = np.array(solution.col_value)[len(self.rows.statics) :]
        shared = duals[: self.rows.n_shared]
        return LinearSolution(
            float(self.solver.getInfo().objective_function_value) + self.rows.constant,
            self.rows.row_prices(shared),
            self.rows.link_prices(shared),
            duals[self.rows.n_shared :],
            shared,
            values,
        )
