"""Stop after so many seconds."""

from __future__ import annotations

from dataclasses import dataclass

from optimization.roster.result import Termination
from optimization.roster.stop.criterion import SearchState


@dataclass(frozen=True, slots=True)
class AfterTime:
    """Stop once the search has used `seconds`."""

    seconds: float

    def termination(self, state: SearchState) -> Termination | None:
        """TIME once the seconds are used."""
        return Termination.TIME if state.seconds >= self.seconds else None
