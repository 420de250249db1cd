"""The best line of one employee against given prices of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimization.roster.columns.alphabet import Alphabet
from optimization.roster.columns.kernel_labels import search_labels
from optimization.roster.columns.kernel_ranges import reachable_ranges
from optimization.roster.columns.kernel_tables import detours, fill_tables, follow, trace
from optimization.roster.columns.space import LineSpace

TOLERANCE = 1e-6
MOST_TABLE_ENTRIES = 60_000_000
_MOST_STEPS = 12
_WIDTH = 3000
# what takes as long as so many table entries, measured on rosters of 4 to 26 weeks: a call, a fill apart from its entries, a
# move out of a state on a day, a search of labels
_WORK_PER_CALL = 20_000
_WORK_PER_FILL = 13_000
_WORK_PER_MOVE = 6
_WORK_PER_LABELLING = 100_000


class TableTooLargeError(Exception):
    """A line has so many totals to keep that the table to search it would not fit the memory set aside."""

    def __init__(self, n_entries: int) -> None:
        self.n_entries = n_entries
        super().__init__(
            f"one line would need {n_entries} table entries, at most {MOST_TABLE_ENTRIES} are allowed"
        )


@dataclass(frozen=True, slots=True)
class Priced:
    """What pricing found: `bound` holds for every line; `lines` are (cell numbers by day, cost) pairs, best first.

    A line's cost here is against the prices given. `bound` is infinite only when no line exists; with a finite one
    and no lines, the search has found none that it was asked for. `work` is counted in table entries filled, or what
    takes as long (`clock`).
    """

    bound: float
    lines: tuple[tuple[np.ndarray, float], ...]
    work: int


class Pricer:
    """The dynamic program of one employee; remembers the prices of counters between calls."""

    def __init__(
        self, alphabet: Alphabet, space: LineSpace, counter_prices: np.ndarray | None = None
    ) -> None:
        self.alphabet = alphabet
        self.space = space
        self.class_of = np.array(alphabet.class_of, dtype=np.int64)
        self.cells_of = [np.flatnonzero(self.class_of == number) for number in range(alphabet.n_classes)]
        self.in_slot = np.zeros(len(space.window_first) - 1, dtype=np.bool_)
        self.in_slot[np.unique(space.slot_window[space.slot_window >= 0])] = True
        self.counter_prices = np.zeros(len(self.in_slot)) if counter_prices is None else counter_prices

    def n_entries(self, cell_costs: np.ndarray) -> int:
        """How many entries the tables have where cells [day, cell number] of infinite cost are forbidden."""
        day_cost = np.column_stack([cell_costs[:, cells].min(axis=1) for cells in self.cells_of])
        return int(reachable_ranges(self.space, day_cost)[2][-1])

    def fits(self, cell_costs: np.ndarray) -> bool:
        """Whether the tables are small enough for `price`, here and wherever more cells are forbidden."""
        return self.n_entries(cell_costs) <= MOST_TABLE_ENTRIES

    def line_cost(self, numbers: np.ndarray) -> float:
        """What the restrictions other than fixed cells cost a line of cell numbers; infinite if forbidden."""
        return float(follow(self.space, self.class_of[numbers])[0])

    def price(
        self, cell_costs: np.ndarray, cutoff: float = np.inf, n_lines: int = 1, *, exact: bool = True
    ) -> Priced:
        """The cheapest line for `cell_costs` [day, cell number], pence, infinite where forbidden.

        Without `exact` the search over counters that the tables leave out is narrow; the bound still holds. Lines at
        `cutoff` or above need not be found. Raises TableTooLargeError where `fits` is false.
        """
        day_cost = np.empty((len(cell_costs), self.alphabet.n_classes))
        choice = np.zeros(day_cost.shape, dtype=np.int64)
        for number, cells in enumerate(self.cells_of):
            if len(cells) == 1:
                day_cost[:, number] = cell_costs[:, cells[0]]
                choice[:, number] = cells[0]
            else:
                part = cell_costs[:, cells]
                best = part.argmin(axis=1)
                day_cost[:, number] = part[np.arange(len(part)), best]
                choice[:, number] = cells[best]
        low, high, offset = reachable_ranges(self.space, day_cost)
        size = int(offset[-1])
        if size == 0:
            return Priced(np.inf, (), _WORK_PER_CALL)
        if size > MOST_TABLE_ENTRIES:
            raise TableTooLargeError(size)
        search = _Search(self, day_cost, low, high, offset)
        bound = search.run(cutoff, exact)
        found = search.lines(n_lines)
        days = np.arange(len(cell_costs))
        lines = tuple((choice[days, classes], cost) for classes, cost in found)
        return Priced(bound, lines, search.work())


class _Search:
    """One pricing call: tables, prices on the counters they leave out, and labels where these are not enough."""

    def __init__(
        self, pricer: Pricer, day_cost: np.ndarray, low: np.ndarray, high: np.ndarray, offset: np.ndarray
    ) -> None:
        self.pricer = pricer
        self.space = pricer.space
        self.day_cost = day_cost
        self.ranges = (low, high, offset)
        self.table, self.prices = np.zeros(0), pricer.counter_prices
        self.n_fills = 0
        self.n_labellings = 0
        self.best_cost = np.inf
        self.best: np.ndarray | None = None
        self.days = np.arange(len(day_cost))

    def run(self, cutoff: float, exact: bool) -> float:
        prices = self.pricer.counter_prices
        bound, best_prices = -np.inf, prices
        for _ in range(_MOST_STEPS if exact else 4):
            value, steps = self._fill(prices)
            if np.isinf(value):
                return np.inf
            if value > bound:
                bound, best_prices = value, prices
            self.pricer.counter_prices = best_prices
            if min(self.best_cost, cutoff) <= bound + TOLERANCE:
                return bound
            target = min(self.best_cost, cutoff, value + max(10.0, 0.02 * abs(value)))
            slope = self._slope(prices, steps)
            size = float(slope @ slope)
            if size == 0.0:
                break
            prices = prices + (target - value) / size * slope
            prices = np.where(self.space.window_monotone, np.maximum(prices, 0.0), prices)
        if not exact and self.best is not None:
            return bound
        return self._label(best_prices, bound, cutoff, exact)

    def _fill(self, prices: np.ndarray) -> tuple[float, np.ndarray]:
        """The bound at these prices; keeps the line found there if it is allowed and cheaper."""
        self.table = fill_tables(self.space, self.day_cost, prices, *self.ranges)
        self.prices = prices
        self.n_fills += 1
        value = float(self.table[self.ranges[2][self.space.start]])
        steps = np.zeros(len(prices), dtype=np.int64)
        if np.isinf(value):
            return value, steps
        classes = np.zeros(len(self.day_cost), dtype=np.int64)
        trace(self.space, self.day_cost, prices, *self.ranges, self.table, classes, 0)
        steps = self._keep(classes)
        return value - float(self._promises(prices).sum()), steps

    def _keep(self, classes: np.ndarray) -> np.ndarray:
        cost, steps = follow(self.space, classes)
        cost += float(self.day_cost[self.days, classes].sum())
        if cost < self.best_cost:
            self.best_cost, self.best = cost, classes
        return steps

    def _window(self, number: int | np.integer[Any]) -> np.ndarray:
        first = self.space.window_first
        return self.space.window_costs[first[number] : first[number + 1]]

    def _promises(self, prices: np.ndarray) -> np.ndarray:
        """By window: the most that its price can exceed its cost."""
        out = np.zeros(len(prices))
        for number in np.flatnonzero(self.pricer.in_slot):
            costs = self._window(number)
            out[number] = (prices[number] * np.arange(len(costs)) - costs).max()
        return out

    def _slope(self, prices: np.ndarray, steps: np.ndarray) -> np.ndarray:
        slope = np.zeros(len(prices))
        for number in np.flatnonzero(self.pricer.in_slot):
            costs = self._window(number)
            gains = prices[number] * np.arange(len(costs)) - costs
            ties = np.flatnonzero(gains >= gains.max() - TOLERANCE)
            nearest = ties[np.abs(ties - steps[number]).argmin()]
            slope[number] = steps[number] - nearest
        return slope

    def _label(self, prices: np.ndarray, bound: float, cutoff: float, exact: bool) -> float:
        self._fill(prices)
        self.n_labellings += 1
        limit = min(cutoff, self.best_cost)
        if limit <= bound + TOLERANCE:
            return bound
        promises = self._promises(prices)
        rest = np.zeros(len(self.day_cost) + 1)
        for slot in range(self.space.n_slots):
            for boundary in np.flatnonzero(self.space.slot_fold[slot] >= 0):
                rest[:boundary] += promises[self.space.slot_fold[slot, boundary]]
        classes = np.zeros(len(self.day_cost), dtype=np.int64)
        width = _WIDTH if exact else _WIDTH // 20
        cost, complete = search_labels(
            self.space, self.day_cost, prices, rest, *self.ranges, self.table, limit, width, classes
        )
        if np.isfinite(cost):
            self._keep(classes)
        return max(bound, min(limit, self.best_cost)) if complete else bound

    def work(self) -> int:
        """What was done so far, in table entries filled or what takes as long."""
        n_kinds = self.space.first.shape[0]
        n_moves = len(self.day_cost) * len(self.space.move_class) // int(n_kinds)
        each = _WORK_PER_FILL + _WORK_PER_MOVE * n_moves + int(self.ranges[2][-1])
        return _WORK_PER_CALL + self.n_fills * each + self.n_labellings * _WORK_PER_LABELLING

    def lines(self, n_lines: int) -> list[tuple[np.ndarray, float]]:
        """The best line found, and the best ones that leave it once; cheapest first."""
        if self.best is None:
            return []
        found = [(self.best, self.best_cost)]
        if n_lines > 1:
            prices = self.prices
            exits = detours(self.space, self.day_cost, prices, *self.ranges, self.table, self.best)
            order = np.argsort(exits, axis=None, kind="stable")[: 2 * n_lines]
            for flat in order:
                day, number = divmod(int(flat), exits.shape[1])
                if len(found) == n_lines or np.isinf(exits[day, number]):
                    break
                classes = self.best.copy()
                classes[day] = number
                trace(self.space, self.day_cost, prices, *self.ranges, self.table, classes, day + 1)
                cost = follow(self.space, classes)[0] if (classes >= 0).all() else np.inf
                if np.isfinite(cost):
                    found.append((classes, cost + float(self.day_cost[self.days, classes].sum())))
        # a narrow search can leave a line for one that is cheaper
        return sorted(found, key=lambda line: line[1])
