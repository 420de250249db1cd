"""Stop when the first of several criteria says so."""

from __future__ import annotations

from dataclasses import dataclass

from optimization.roster.result import Interrupted, SolveOptions, Termination
from optimization.roster.stop.after_time import AfterTime
from optimization.roster.stop.at_gap import AtGap
from optimization.roster.stop.criterion import SearchState, StopCriterion
from optimization.roster.stop.on_interrupt import OnInterrupt
from optimization.roster.stop.on_stall import OnStall


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The first criterion, in order, that wants to stop gives the reason."""

    criteria: tuple[StopCriterion, ...]

    def termination(self, state: SearchState) -> Termination | None:
        """The first reason; None when none has one."""
        for criterion in self.criteria:
            reason = criterion.termination(state)
            if reason is not None:
                return reason
        return None


def criteria_of(
    options: SolveOptions, interrupted: Interrupted | None, first_roster_seconds: float = 0.0
) -> AnyOf:
    """The criteria that the options ask for: gap, interrupt (`first_roster_seconds` as there), time, stall."""
    criteria: list[StopCriterion] = [AtGap(options.gap)]
    if interrupted is not None:
        criteria.append(OnInterrupt(interrupted, first_roster_seconds))
    criteria.append(AfterTime(options.seconds))
    if options.stall_seconds is not None:
        criteria.append(OnStall(options.stall_seconds))
    return AnyOf(tuple(criteria))
