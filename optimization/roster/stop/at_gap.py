"""Stop when the roster is proven to be close enough to the best."""

from __future__ import annotations

from dataclasses import dataclass

from optimization.roster.result import Termination
from optimization.roster.stop.criterion import SearchState


@dataclass(frozen=True, slots=True)
class AtGap:
    """Stop at a proven relative gap of `gap` (0.01 is 1 %) or less; a gap of 0 is a proof of the optimum."""

    gap: float = 0.0

    def termination(self, state: SearchState) -> Termination | None:
        """PROVED when nothing is cheaper, GAP when the gap is small enough."""
        if state.gap is None or state.gap > self.gap:
            return None
        return Termination.PROVED if state.gap == 0.0 else Termination.GAP
