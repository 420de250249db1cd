"""Time for the engine: the wall clock, or work done where a run has to repeat exactly."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

# a unit of work is what an entry of a pricing table costs, some 10 ns; everything else is weighed against that
WORK_PER_SECOND = 100_000_000


@dataclass(slots=True)
class Clock:
    """Seconds since the start; by work done when `reproducible` (about the same on an ordinary core)."""

    reproducible: bool
    started: float = field(default_factory=time.monotonic)
    work: int = 0

    def add(self, work: int) -> None:
        """Count work, in table entries filled or what takes as long."""
        self.work += work

    @property
    def seconds(self) -> float:
        """Seconds on this clock."""
        return self.work / WORK_PER_SECOND if self.reproducible else self.wall_seconds

    @property
    def wall_seconds(self) -> float:
        """Seconds on the wall, for reports only."""
        return time.monotonic() - self.started
