"""The best rosters so far, the best bound, and the decision to stop; safe to use from several threads.

Hard minima and hard links are priced, so that a search always has something to improve. The cheapest roster at these
prices may break some, and is where the search goes on from; the cheapest roster that keeps them all is kept apart and is
the one that counts. A bound of the priced problem is one of the problem itself, whatever the price: a roster that breaks
nothing pays none of it, so that the cheapest of them costs there what it costs here. Bounds therefore
outlive a change of the price.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from optimization.roster.columns.clock import Clock
from optimization.roster.columns.needs import Needs, with_missing_price
from optimization.roster.columns.people import Person
from optimization.roster.columns.plan import plan_value
from optimization.roster.result import OnProgress, Progress, Termination
from optimization.roster.stop.any_of import AnyOf
from optimization.roster.stop.criterion import SearchState

_SAME = 1e-6


class Incumbent:
    """`lines` are cell numbers by person, the cheapest of `cost` at the price of what is missing; `kept` break nothing.

    The thread that makes it is the only one that may change it, or ask `stopped`, which asks the caller in turn. Other
    threads read `lines` and `has_stopped`.
    """

    def __init__(
        self,
        needs: Needs,
        people: Sequence[Person],
        clock: Clock,
        criteria: AnyOf,
        on_progress: OnProgress | None,
    ) -> None:
        self.needs = needs
        self.people = people
        self.clock = clock
        self.criteria = criteria
        self.on_progress = on_progress
        self.lines: tuple[np.ndarray, ...] | None = None
        self.cost = math.inf
        self.n_broken = 0.0
        self.kept: tuple[np.ndarray, ...] | None = None
        self.kept_cost = math.inf
        self.bound = -math.inf
        self.improved_at = 0.0
        self.phase = "start"
        self.why: Termination | None = None
        self.notes: list[str] = []
        self._over = threading.Event()

    @property
    def objective(self) -> int | None:
        """The cost in pence, None without a roster that keeps all hard minima and links."""
        return None if self.kept is None else round(self.kept_cost)

    @property
    def is_too_cheap(self) -> bool:
        """Whether what is missing is priced too low: a roster that lacks something is proven to be the cheapest."""
        return self.n_broken > 0 and self.bound >= self.cost - _SAME

    def offer(self, lines: Sequence[np.ndarray]) -> bool:
        """Keep `lines` when they are cheaper, at the price of what is missing or with nothing missing."""
        value = plan_value(self.needs, self.people, lines)
        is_kept = not value.n_broken and value.cost < self.kept_cost - _SAME
        is_cheaper = value.cost < self.cost - _SAME
        if is_kept:
            self.kept, self.kept_cost = tuple(lines), value.cost
        if is_cheaper:
            self.lines, self.cost, self.n_broken = tuple(lines), value.cost, value.n_broken
        if is_kept or is_cheaper:
            self.improved_at = self.clock.seconds
            self.report()
        return is_kept or is_cheaper

    def offer_part(self, cells_of: Mapping[int, np.ndarray], days: tuple[int, int] | None) -> bool:
        """As `offer`, with other cells by person number on the half-open range of `days` (None: all of them)."""
        if self.lines is None:
            return False
        lines = list(self.lines)
        first, last = days or (0, self.needs.problem.n_days)
        for number, cells in cells_of.items():
            lines[number] = np.concatenate([lines[number][:first], cells, lines[number][last:]])
        return self.offer(lines)

    def raise_bound(self, bound: float) -> None:
        """Keep a better bound."""
        if bound > self.bound:
            self.bound = bound
            self.improved_at = self.clock.seconds
            self.report()

    def raise_price(self, factor: float) -> None:
        """Price what is missing `factor` times as dear, and go on from the roster that is the cheapest then."""
        self.needs = with_missing_price(self.needs, factor * self.needs.missing_pence)
        if self.lines is not None:
            value = plan_value(self.needs, self.people, self.lines)
            self.cost, self.n_broken = value.cost, value.n_broken
        if self.kept_cost < self.cost:
            self.lines, self.cost, self.n_broken = self.kept, self.kept_cost, 0.0

    def enter(self, phase: str) -> None:
        """Begin a phase, and say so."""
        self.phase = phase
        self.report()

    def report(self) -> None:
        """Tell the caller where the search stands."""
        if self.on_progress is not None:
            bound = self.bound if math.isfinite(self.bound) else None
            self.on_progress(Progress(self.clock.wall_seconds, self.phase, self.objective, bound))

    def note(self, text: str) -> None:
        """Keep a sentence for the report, once."""
        if text not in self.notes:
            self.notes.append(text)

    def stopped(self) -> bool:
        """Whether to stop; remembers why. For the thread that made this alone."""
        if self.why is None and self.bound >= self.kept_cost - _SAME:
            self.why = Termination.PROVED
        if self.why is None:
            bound = self.bound if math.isfinite(self.bound) else None
            state = SearchState(self.clock.seconds, self.improved_at, self.objective, bound)
            self.why = self.criteria.termination(state)
        if self.why is not None:
            self._over.set()
        return self.why is not None

    def is_over(self) -> bool:
        """Whether to stop, or nothing can be gained at the present price of what is missing."""
        return self.stopped() or self.is_too_cheap

    def stopped_within(self, seconds: float, stopped: Callable[[], bool] | None = None) -> Callable[[], bool]:
        """What tells whether `stopped` (that of this object if not given) is true, or `seconds` from now are over."""
        limit, halted = self.clock.seconds + seconds, stopped or self.stopped
        return lambda: halted() or self.clock.seconds >= limit

    def has_stopped(self) -> bool:
        """Whether `stopped` was true, or the search was left, when somebody last looked; for any thread."""
        return self._over.is_set()

    def leave(self) -> None:
        """Let other threads come to an end."""
        self._over.set()
