"""The best roster so far, the best bound, and the decision to stop; safe to use from several threads."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence

import numpy as np

from optimization.roster.columns.clock import Clock
from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person
from optimization.roster.columns.plan import plan_value
from optimization.roster.result import OnProgress, Progress, Termination
from optimization.roster.stop.any_of import AnyOf
from optimization.roster.stop.criterion import SearchState

_SAME = 1e-6


class Incumbent:
    """`lines` are cell numbers by person; `cost` counts people missing to hard minima far above all else."""

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
        self.bound = -math.inf
        self.improved_at = 0.0
        self.phase = "start"
        self.why: Termination | None = None
        self.lock = threading.Lock()

    @property
    def objective(self) -> int | None:
        """The cost in pence, None without a roster that keeps all hard minima."""
        return round(self.cost) if self.lines is not None and not self.n_broken else None

    def offer(self, lines: Sequence[np.ndarray]) -> bool:
        """Keep `lines` when they are cheaper."""
        value = plan_value(self.needs, self.people, lines)
        with self.lock:
            if value.cost >= self.cost - _SAME:
                return False
            self.lines, self.cost, self.n_broken = tuple(lines), value.cost, value.n_broken
            self.improved_at = self.clock.seconds
        self.report()
        return True

    def raise_bound(self, bound: float) -> None:
        """Keep a better bound."""
        if bound > self.bound:
            self.bound = bound
            self.report()

    def enter(self, phase: str) -> None:
        """Begin a phase, and say so."""
        self.phase = phase
        self.report()

    def report(self) -> None:
        """Tell the caller where the search stands."""
        if self.on_progress is not None:
            bound = self.bound if math.isfinite(self.bound) else None
            self.on_progress(Progress(self.clock.wall_seconds, self.phase, self.objective, bound))

    def stopped(self) -> bool:
        """Whether to stop; remembers why."""
        if self.why is None and self.bound >= self.cost - _SAME:
            self.why = Termination.PROVED
        if self.why is None:
            bound = self.bound if math.isfinite(self.bound) else None
            state = SearchState(self.clock.seconds, self.improved_at, self.objective, bound)
            self.why = self.criteria.termination(state)
        return self.why is not None
