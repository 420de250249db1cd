"""Stop when the search has not improved for a while."""

from __future__ import annotations

from dataclasses import dataclass

from optimization.roster.result import Termination
from optimization.roster.stop.criterion import SearchState


@dataclass(frozen=True, slots=True)
class OnStall:
    """Stop after `seconds` without a better roster or a better bound, once there is a roster."""

    seconds: float

    def termination(self, state: SearchState) -> Termination | None:
        """STALL when the last better roster or bound is too long ago."""
        if state.objective is None:
            return None
        return Termination.STALL if state.seconds - state.improved_at_seconds >= self.seconds else None
