"""The linear master for large problems: approached by proximal steps instead of a simplex method.

Multipliers of the shared rows are moved by the proximal point method (Rockafellar 1976): the rows' costs are replaced by
their proximal forms around the last multipliers, the weights of the lines are improved under these smooth costs, and the
slopes become the next multipliers. They are always slopes of the true costs, so that each gives a valid bound. Where the
simplex method spends thousands of degenerate steps per round, this costs a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimization.roster.columns.kernel_proximal import (
    Boxes,
    Lines,
    RowCosts,
    all_costs,
    all_slopes,
    improve_weights,
    least_prices,
)
from optimization.roster.columns.master import LinearMaster, LinearSolution
from optimization.roster.columns.rows import SharedRows
from optimization.roster.columns.scope import Column, Scope

_SWEEPS = 20
_TOLERANCE = 1e-5
_MOST_IDLE = 15
_LIMIT_SHARE = 0.1
# of a row's greatest kink, for each person: slopes move over the kink with two people
_STIFFNESS = 0.5
# to move a weight, and to look at a line or row once, takes as long as so many entries of a pricing table (`clock`)
_WORK_PER_MOVE = 400


class ProximalMaster:
    """The same rows and columns as `Master`; `solve` comes nearer to the optimum each time it is called.

    It sets out from `duals` of the shared rows, the nearer to the optimal ones the better (None: zeros).
    """

    is_exact = False

    def __init__(self, scope: Scope, duals: np.ndarray | None = None) -> None:
        self.scope = scope
        self.rows = SharedRows(scope)
        self.columns: list[Column] = []
        self.known: set[tuple[int, bytes]] = set()
        self.open: list[bool] = []
        self.people = np.zeros(0, dtype=np.int64)
        self.line_costs = np.zeros(0)
        self.lengths = np.zeros(0, dtype=np.int64)
        self.entry_rows = np.zeros(0, dtype=np.int64)
        self.entry_values = np.zeros(0)
        self.weights = np.zeros(0)
        self.idle = np.zeros(0, dtype=np.int64)
        self.scale, self.costs, self.constant = _row_costs(self.rows)
        supplies = self.rows.statics[self.rows.first_supply :]
        entries = [np.array(supply.entries).reshape(-1, 2) for supply in supplies]
        self.boxes = Boxes(
            np.cumsum([0, *(len(one) for one in entries)]),
            np.concatenate([*(one[:, 0] for one in entries), np.zeros(0)]).astype(np.int64),
            np.concatenate([*(one[:, 1] for one in entries), np.zeros(0)]).astype(np.float64),
            np.array([supply.cost for supply in supplies], dtype=np.float64),
            np.array([supply.most for supply in supplies], dtype=np.float64),
        )
        self.amounts = np.zeros(len(supplies))
        self.centre = np.zeros(self.rows.n_shared) if duals is None else -duals
        self.work = 0

    def add(self, columns: Sequence[Column]) -> int:
        """Add lines that are allowed and new; returns how many. Somebody's first line gets all the weight."""
        fresh = []
        weighted = {self.columns[n].person for n in np.flatnonzero(self.weights > 0.0)}
        weights = []
        for column in columns:
            if np.isfinite(column.cost) and column.key not in self.known:
                self.known.add(column.key)
                fresh.append(column)
                weights.append(0.0 if column.person in weighted else 1.0)
                weighted.add(column.person)
        self.columns += fresh
        self._append(fresh)
        self.open += [True] * len(fresh)
        self.weights = np.concatenate([self.weights, weights])
        self.idle = np.concatenate([self.idle, np.zeros(len(fresh), dtype=np.int64)])
        return len(fresh)

    def _append(self, fresh: Sequence[Column]) -> None:
        entries = [self.rows.entries(column) for column in fresh]
        people = np.array([column.person for column in fresh], dtype=np.int64)
        self.people = np.concatenate([self.people, people])
        self.line_costs = np.concatenate([self.line_costs, [column.cost for column in fresh]])
        lengths = np.array([len(rows) for rows, _ in entries], dtype=np.int64)
        self.lengths = np.concatenate([self.lengths, lengths])
        self.entry_rows = np.concatenate([self.entry_rows, *(rows for rows, _ in entries)])
        self.entry_values = np.concatenate([self.entry_values, *(values for _, values in entries)])

    def set_open(self, wanted: Sequence[bool]) -> None:
        """Close the columns for which `wanted` is false; their weight goes to the person's open ones."""
        self.open = list(wanted)
        is_open = np.array(self.open, dtype=np.bool_)
        people = self.people
        self.weights[~is_open] = 0.0
        left = np.bincount(people, self.weights, len(self.scope.people))
        for person in np.flatnonzero(left < 1 - 1e-9):
            mine = np.flatnonzero(is_open & (people == person))
            if left[person] > 1e-6:
                self.weights[mine] /= left[person]
            elif len(mine):
                self.weights[mine] = 0.0
                self.weights[mine[0]] = 1.0

    def solve(self) -> LinearSolution | None:
        """A step nearer to the optimum over the open columns; None when somebody has no line left.

        The objective is that of the weights at hand; what they lack to hard minima and limits counts at the
        multipliers, because it vanishes in the end.
        """
        self._forget()
        usable = np.flatnonzero(np.array(self.open, dtype=np.bool_))
        order = usable[np.argsort(self.people[usable], kind="stable")]
        person_first = np.searchsorted(self.people[order], np.arange(len(self.scope.people) + 1))
        if (np.diff(person_first) == 0).any():
            return None
        lines = Lines(
            np.concatenate([[0], np.cumsum(self.lengths)]),
            self.entry_rows,
            self.entry_values,
            self.line_costs,
            person_first,
            order,
        )
        n_rows = self.rows.n_shared
        weighted = self.entry_values * np.repeat(self.weights, self.lengths)
        totals = np.bincount(self.entry_rows, weighted, n_rows).astype(np.float64)
        bought = np.repeat(self.amounts, np.diff(self.boxes.first))
        totals += np.bincount(self.boxes.rows, self.boxes.values * bought, n_rows)
        slopes = all_slopes(self.costs, totals, self.centre)
        n_moves = improve_weights(
            _SWEEPS,
            self.costs,
            self.centre,
            totals,
            slopes,
            lines,
            self.weights,
            self.boxes,
            self.amounts,
            _TOLERANCE * self.scale,
        )
        self.work += _WORK_PER_MOVE * (n_moves + len(self.columns) + self.rows.n_shared)
        self.centre = slopes
        self.idle = np.where(self.weights > 0.0, 0, self.idle + 1)
        objective = self.constant + float(self.weights @ lines.costs)
        objective += float(self.amounts @ self.boxes.costs)
        objective += all_costs(self.costs, totals, slopes)
        duals = -slopes
        return LinearSolution(
            objective,
            self.rows.row_prices(duals),
            self.rows.link_prices(duals),
            least_prices(lines, slopes),
            duals,
            self.weights.copy(),
        )

    def _forget(self) -> None:
        """Drop the lines that have had no weight for long."""
        if not len(self.idle) or self.idle.max() <= 2 * _MOST_IDLE:
            return
        is_kept = self.idle <= _MOST_IDLE
        kept = np.flatnonzero(is_kept)
        self.columns = [self.columns[n] for n in kept]
        entry_kept = np.repeat(is_kept, self.lengths)
        self.entry_rows, self.entry_values = self.entry_rows[entry_kept], self.entry_values[entry_kept]
        self.people, self.lengths = self.people[kept], self.lengths[kept]
        self.line_costs = self.line_costs[kept]
        self.open = [self.open[n] for n in kept]
        self.known = {column.key for column in self.columns}
        self.weights, self.idle = self.weights[kept], self.idle[kept]


def promising(master: LinearMaster, solution: LinearSolution, most: int) -> list[Column]:
    """The lines in use, and those of least reduced cost, `most` in all."""
    prices = np.array([solution.reduced_cost(column) for column in master.columns])
    prices[: len(solution.values)][solution.values > 0.0] = -np.inf
    return [master.columns[n] for n in np.argsort(prices, kind="stable")[:most]]


def _row_costs(rows: SharedRows) -> tuple[float, RowCosts, float]:
    """The typical price of a person on a row, the costs of all rows, and what is due at their `zero` totals.

    A row is as stiff as a part of its greatest kink, that of a hard minimum apart.
    """
    missing = rows.scope.needs.missing_pence / 2
    kinks = []
    for pieces in rows.costs[: rows.n_rows]:
        jumps = np.diff([each for _, each in pieces])
        kinks.append(float(jumps[jumps < missing].max(initial=0.0)))
    known = [kink for kink in kinks if kink > 0.0]
    scale = float(np.median(known)) if known else 1.0
    stiffness = [kink or scale for kink in kinks]
    for number in range(rows.n_links):
        jumps = np.diff([each for _, each in rows.costs[rows.n_rows + number]])
        kink = float(jumps.max(initial=0.0))
        stiffness.append(kink if 0.0 < kink < missing else scale)
    for place in range(len(rows.limits)):
        row = rows.n_rows + rows.n_links + place
        values = [value for static in rows.statics for where, value in static.entries if where == row]
        unit = float(np.mean(values or [1.0])) or 1.0
        stiffness.append(_LIMIT_SHARE * scale / unit**2)
    zeros = np.array([_zero(pieces, missing) for pieces in rows.costs])
    costs = RowCosts(
        np.cumsum([0, *(len(pieces) for pieces in rows.costs)]),
        np.array([position for pieces in rows.costs for position, _ in pieces]),
        np.array([each for pieces in rows.costs for _, each in pieces]),
        _STIFFNESS * np.array(stiffness),
        zeros,
        missing,
    )
    pairs = zip(rows.costs[: rows.n_rows], zeros, strict=False)
    due = rows.constant + sum(_due(pieces, zero) for pieces, zero in pairs)
    return scale, costs, due


def _zero(pieces: Sequence[tuple[float, float]], missing: float) -> float:
    """The total where a row costs nothing, or lacks nobody that it must have."""
    known = [position for position, each in pieces if np.isfinite(position) and abs(each) < missing]
    later = [position for position, _ in pieces if np.isfinite(position)]
    return next(iter(known or later), 0.0)


def _due(pieces: Sequence[tuple[float, float]], zero: float) -> float:
    """What the people up to `zero` change in the cost of a row, piece by piece."""
    ends = [*(position for position, _ in pieces[1:]), zero]
    pairs = zip(pieces, ends, strict=True)
    return sum(each * max(0.0, min(end, zero) - position) for (position, each), end in pairs)
