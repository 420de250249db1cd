"""Lines met so far, by person, ranked by what they would add at the prices of the whole problem."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimization.roster.columns.master import LinearMaster, LinearSolution
from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person
from optimization.roster.columns.scope import Scope

_MOST_LINES = 400


class Pool:
    """At most `_MOST_LINES` lines per person are kept: those of least reduced cost at the prices given."""

    def __init__(self, needs: Needs, people: Sequence[Person]) -> None:
        self.needs = needs
        self.people = people
        self.row_prices = np.zeros(needs.n_rows)
        self.link_prices = np.zeros(len(needs.problem.links))
        self.lines: list[dict[bytes, tuple[float, np.ndarray]]] = [{} for _ in people]

    def set_prices(self, solution: LinearSolution, rows: np.ndarray) -> None:
        """Take over the duals of a linear optimum over everybody for the `rows` it knows, and for links."""
        self.row_prices[rows] = solution.row_prices[rows]
        self.link_prices = solution.link_prices

    def duals(self, scope: Scope) -> np.ndarray | None:
        """The prices known, as duals of the rows that lines of a scope share (`SharedRows`); None before any are.

        Limits of purchases have none.
        """
        if not (self.row_prices.any() or self.link_prices.any()):
            return None
        no_prices = np.zeros(len(scope.needs.limits))
        return np.concatenate([self.row_prices[scope.rows], self.link_prices, no_prices])

    def take(self, master: LinearMaster) -> None:
        """Remember the lines of a master."""
        for column in master.columns:
            number = master.scope.people[column.person].number
            key = column.cells.tobytes()
            if key in self.lines[number]:
                continue
            earned = self.row_prices[column.rows].sum() + column.link_values @ self.link_prices
            self.lines[number][key] = (float(column.cost - earned), column.cells)
        for number, known in enumerate(self.lines):
            if len(known) > 2 * _MOST_LINES:
                kept = sorted(known.items(), key=lambda item: (item[1][0], item[0]))[:_MOST_LINES]
                self.lines[number] = dict(kept)

    def best(self, number: int, most: int) -> list[np.ndarray]:
        """The lines of a person of least reduced cost, best first."""
        ranked = sorted(self.lines[number].items(), key=lambda item: (item[1][0], item[0]))
        return [cells.astype(np.int64) for _, (_, cells) in ranked[:most]]
