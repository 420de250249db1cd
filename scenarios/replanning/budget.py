"""The time that a re-plan may take as a whole, from the command to its last report, shared out among its steps."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from data.configuration.replanning import Replanning
from optimization.roster.result import PATIENCE, SolveOptions
from scenarios.options import PlanOptions

_BEDS, _EQUIPMENT = 0.1, 0.2
"""The shares of the whole that the bed plan and the plan of all devices may search for at most."""

_LEAST = 0.15
"""The share of the whole that the search has however late it is: on a machine too slow for all, better late than unfilled."""

_AFTER = 1.5
"""What follows the search takes no more than so many times what came before it: measured, 3.0 s after 2.3 s for 400 people."""

_SMALL, _SMALL_SECONDS = 40, 5.0
_LARGE, _LARGE_SECONDS = 400, 20.0


@dataclass(frozen=True, slots=True)
class Budget:
    """`seconds` from `started` on, by `clock`.

    How fast the machine is shows in what reading, need and rules have taken when the search begins: so much, and more, is
    kept back for judging the roster and writing the reports, and the share of the devices where there are any. The search
    has what is left, and a share of its own where that is more.
    """

    seconds: float
    started: float
    has_devices: bool = True
    clock: Callable[[], float] = time.monotonic

    def shared(self, options: PlanOptions) -> PlanOptions:
        """The options with no more time for beds and devices than their shares."""
        return replace(
            options,
            beds_seconds=min(options.beds_seconds, _BEDS * self.seconds),
            equipment_seconds=min(options.equipment_seconds, _EQUIPMENT * self.seconds),
        )

    def for_search(self, options: SolveOptions) -> SolveOptions:
        """The options of a search that begins now, with no more seconds than are left.

        A search that counts its work, to be repeatable, may take `PATIENCE` times its seconds on the wall.
        """
        used = self.clock() - self.started
        devices = _EQUIPMENT * self.seconds if self.has_devices else 0.0
        left = max(_LEAST * self.seconds, self.seconds - devices - used - _AFTER * used)
        if options.reproducible:
            left /= PATIENCE
        return replace(options, seconds=min(options.seconds, left))


def whole_seconds(settings: Replanning, n_people: int, asked_seconds: float | None) -> float:
    """The most seconds for the whole command.

    Without `whole_seconds` in `[replan]`: 5 up to 40 people, 20 for 400 and more, in between in proportion. A longer search
    than that of `[replan]`, when it is `asked_seconds` for, makes the whole longer by as much.
    """
    longer = max(0.0, (asked_seconds or 0.0) - settings.seconds)
    if settings.whole_seconds is not None:
        return settings.whole_seconds + longer
    share = min(1.0, max(0.0, (n_people - _SMALL) / (_LARGE - _SMALL)))
    return _SMALL_SECONDS + share * (_LARGE_SECONDS - _SMALL_SECONDS) + longer
