"""Parts of a roster to free again: some people over the whole horizon, or a range of days for many people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from optimization.roster.columns.people import Person
from optimization.roster.columns.sweeping import LONG_DAYS

_SMALLEST = 4
_QUICK = 0.1
# the weight of people who share no duty with the first one
_STRANGERS = 1e-3
# the share of the time for windows
_WINDOWS, _LONG_WINDOWS = 0.5, 0.85


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Free `people` on the half-open range of `days` (None: all days)."""

    people: tuple[int, ...]
    days: tuple[int, int] | None


@dataclass(slots=True)
class Chooser:
    """Draws neighbourhoods, and learns from the outcomes how large they may be.

    Sizes are in (person, day) cells. Neighbourhoods that were proven useless at once make the next ones larger, those that
    ran out of their share of time make them smaller. `seconds` spent on whole lines and on windows are held to a share. `windows_only`: whole lines are too long to be priced at all.
    """

    people: Sequence[Person]
    n_days: int
    rng: np.random.Generator
    windows_only: bool = False
    n_subset: float = 10.0
    window_cells: float = 420.0
    seconds: list[float] = field(default_factory=lambda: [0.0, 0.0])
    related: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        duties = sorted({int(duty) for person in self.people for duty in person.duties[1:]})
        has = np.zeros((len(self.people), len(duties) or 1))
        for person in self.people:
            has[person.number, [duties.index(int(duty)) for duty in person.duties[1:]]] = 1.0
        weights = 1.0 / np.maximum(has.sum(axis=0), 1.0)
        self.related = (has * weights) @ has.T

    @property
    def is_long(self) -> bool:
        """Whether whole lines are too long to be freed often."""
        return self.n_days > LONG_DAYS

    def draw(self) -> Neighbourhood:
        """The next neighbourhood."""
        share = _LONG_WINDOWS if self.is_long else _WINDOWS
        wants_window = self.windows_only or self.seconds[1] * (1 - share) <= self.seconds[0] * share
        if self.n_days > 13 and wants_window:
            return self._window()
        n_people = min(len(self.people), max(_SMALLEST, round(self.n_subset)))
        return Neighbourhood(self._related_people(n_people), None)

    def _window(self) -> Neighbourhood:
        most = 8 if self.is_long else 4
        n_weeks = int(self.rng.integers(2, most + 1))
        n_days = min(7 * n_weeks, self.n_days)
        n_people = min(len(self.people), max(_SMALLEST, round(self.window_cells / n_days)))
        last_week = math.ceil((self.n_days - n_days) / 7)
        first = min(7 * int(self.rng.integers(0, last_week + 1)), self.n_days - n_days)
        return Neighbourhood(self._related_people(n_people), (first, first + n_days))

    def _related_people(self, n_people: int) -> tuple[int, ...]:
        if n_people >= len(self.people):
            return tuple(range(len(self.people)))
        seed = int(self.rng.integers(len(self.people)))
        weight = self.related[seed] + _STRANGERS
        if self.rng.random() < 0.4:
            weight = np.where(self.related[seed] > 0.0, 1.0, _STRANGERS)
        weight[seed] = 0.0
        others = self.rng.choice(len(self.people), n_people - 1, replace=False, p=weight / weight.sum())
        return tuple(sorted([seed, *(int(other) for other in others)]))

    def learn(self, tried: Neighbourhood, seconds: float, slow_seconds: float, *, was_pruned: bool) -> None:
        """Adapt the sizes: pruned ones were too small, the more so when that took no time; slow ones too large."""
        self.seconds[tried.days is not None] += seconds
        factor = 0.85 if seconds > slow_seconds else 1.0
        if was_pruned and seconds <= slow_seconds:
            factor = 1.25 if seconds < _QUICK * slow_seconds else 1.06
        if tried.days is None:
            most = max(_SMALLEST, min(len(self.people), 40))
            self.n_subset = min(max(self.n_subset * factor, _SMALLEST), most)
        else:
            most_cells = float(len(self.people) * 56)
            self.window_cells = min(max(self.window_cells * factor, 56.0), most_cells)
