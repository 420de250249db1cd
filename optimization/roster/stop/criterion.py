"""What every stop criterion sees and says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from optimization.roster.result import Termination, relative_gap


@dataclass(frozen=True, slots=True)
class SearchState:
    """Where a search stands; seconds are counted by the search's own clock (work, in reproducible mode).

    `improved_at_seconds` is when the roster or the bound last became better.
    """

    seconds: float
    improved_at_seconds: float
    objective: int | None
    bound: float | None

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective; None while either is missing."""
        return relative_gap(self.objective, self.bound)


class StopCriterion(Protocol):
    """Decides from the state whether to stop."""

    def termination(self, state: SearchState) -> Termination | None:
        """Why to stop now; None to go on."""
        ...
