"""Stop when somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from optimization.roster.result import Interrupted, Termination
from optimization.roster.stop.criterion import SearchState


@dataclass(slots=True)
class OnInterrupt:
    """Stop as soon as `interrupted` says so, but leave the search up to `first_roster_seconds` for a first roster.

    Without one the rosters of other parts of the problem would be lost as well.
    """

    interrupted: Interrupted
    first_roster_seconds: float = 0.0
    asked_at: float | None = None

    def termination(self, state: SearchState) -> Termination | None:
        """INTERRUPTED once asked, with a roster or when the time for a first one is over."""
        if self.asked_at is None:
            if not self.interrupted():
                return None
            self.asked_at = state.seconds
        is_due = state.objective is not None or state.seconds - self.asked_at >= self.first_roster_seconds
        return Termination.INTERRUPTED if is_due else None
