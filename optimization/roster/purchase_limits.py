"""How many workers may be bought in all: minutes of a supply, and shifts for several rows together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optimization.roster.problem import RosterProblem


@dataclass(frozen=True, slots=True)
class PurchaseLimit:
    """Workers of one supply use up at most `most`: each for a row its amount, minutes or one; other rows are not in it."""

    supply: int
    amounts: Mapping[int, int]
    most: int
    unit: str

    def used(self, bought: Iterable[tuple[int, int, int]]) -> int:
        """What (supply, row, number) triples use up of it."""
        return sum(n * self.amounts.get(row, 0) for supply, row, n in bought if supply == self.supply)


def purchase_limits(problem: RosterProblem) -> tuple[PurchaseLimit, ...]:
    """Every limit over several rows: by supply, first that of its minutes."""
    limits = []
    for number, supply in enumerate(problem.supplies):
        if supply.most_minutes is not None:
            minutes = {row: problem.coverage[row].paid_minutes for row in sorted(supply.pence)}
            limits.append(PurchaseLimit(number, minutes, supply.most_minutes, "minutes"))
        for rows, most in supply.shared_rows:
            limits.append(PurchaseLimit(number, dict.fromkeys(rows, 1), most, "shifts"))
    return tuple(limits)
