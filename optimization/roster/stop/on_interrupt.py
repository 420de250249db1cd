"""Stop when somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from optimization.roster.result import Interrupted, Termination
from optimization.roster.stop.criterion import SearchState


@dataclass(frozen=True, slots=True)
class OnInterrupt:
    """Stop as soon as `interrupted` says so."""

    interrupted: Interrupted

    def termination(self, state: SearchState) -> Termination | None:
        """INTERRUPTED once asked, whatever the state."""
        del state
        return Termination.INTERRUPTED if self.interrupted() else None
