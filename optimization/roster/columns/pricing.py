"""The best line of one employee against given prices of cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.alphabet import Alphabet
from optimization.roster.columns.kernel_ranges import reachable_ranges
from optimization.roster.columns.kernel_search import day_costs, search_line
from optimization.roster.columns.kernel_tables import follow
from optimization.roster.columns.space import LineSpace

MOST_TABLE_ENTRIES = 60_000_000


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
    """The dynamic program of one employee; remembers the prices of counters, and table sizes, between calls."""

    def __init__(
        self, alphabet: Alphabet, space: LineSpace, counter_prices: np.ndarray | None = None
    ) -> None:
        self.alphabet = alphabet
        self.space = space
        self.class_of = np.array(alphabet.class_of, dtype=np.int64)
        n_windows = len(space.window_first) - 1
        self.counter_prices = np.zeros(n_windows) if counter_prices is None else counter_prices
        self.last_ranges: tuple[bytes, tuple[np.ndarray, np.ndarray, np.ndarray]] | None = None

    def n_entries(self, cell_costs: np.ndarray) -> int:
        """How many entries the tables have where cells [day, cell number] of infinite cost are forbidden."""
        day_cost, _ = day_costs(cell_costs, self.class_of, self.alphabet.n_classes)
        return int(self._ranges(day_cost)[2][-1])

    def _ranges(self, day_cost: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where tables have entries, which depends on what is forbidden alone: seldom another than in the last call."""
        forbidden = np.isinf(day_cost).tobytes()
        known = self.last_ranges
        if known is None or known[0] != forbidden:
            known = (forbidden, reachable_ranges(self.space, day_cost))
            self.last_ranges = known
        return known[1]

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
        day_cost, choice = day_costs(cell_costs, self.class_of, self.alphabet.n_classes)
        low, high, offset = self._ranges(day_cost)
        size = int(offset[-1])
        if size > MOST_TABLE_ENTRIES:
            raise TableTooLargeError(size)
        bound, found, costs, prices, work = search_line(
            self.space, day_cost, self.counter_prices, low, high, offset, cutoff, exact, n_lines
        )
        self.counter_prices[:] = prices
        days = np.arange(len(cell_costs))
        lines = tuple((choice[days, one], float(cost)) for one, cost in zip(found, costs, strict=True))
        return Priced(bound, lines, work)
