"""The line space of some of the days, between days that stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from optimization.roster.columns.kernel_parts import arrive, depart
from optimization.roster.columns.space import FAR, LineSpace


@dataclass(frozen=True, slots=True)
class Part:
    """A space of some days; `parents` has, by window, the number of the window of the whole it stands for."""

    space: LineSpace
    parents: np.ndarray


@dataclass(slots=True)
class _Windows:
    costs: list[np.ndarray] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)

    def add(self, parent: int, costs: np.ndarray) -> int:
        self.costs.append(costs)
        self.parents.append(parent)
        return len(self.costs) - 1


def between(space: LineSpace, classes: np.ndarray, first: int, last: int) -> Part | None:
    """The days `first` to `last` - 1 of a whole line of `classes`, the rest of which stays.

    The part is exact: a line of it, put into the whole line, costs there what it costs here, up to a constant.
    None when the rest would count differently for different days in between (a weekend cut in two, say).
    """
    start, counters = arrive(space, classes[:first])
    costs, added = depart(space, classes, last)
    open_states = np.flatnonzero(np.isfinite(costs))
    if start < 0 or not len(open_states) or (added[open_states] != added[open_states[0]]).any():
        return None
    rest = added[open_states[0]]
    folds = np.concatenate([space.axis_fold, space.slot_fold])
    windows = _Windows()
    new_folds = np.full((len(folds), last - first + 1), -1, dtype=np.int64)
    for counter, fold in enumerate(folds):
        before = int(counters[counter])
        for boundary in (int(b) for b in np.flatnonzero(fold >= 0) if b > first):
            held = _window_costs(space, int(fold[boundary]))[before:]
            before = 0
            if boundary <= last:
                new_folds[counter, boundary - first] = windows.add(int(fold[boundary]), held)
            else:
                if _first_day(space, counter, boundary) < last:
                    new_folds[counter, -1] = windows.add(int(fold[boundary]), held[int(rest[counter]) :])
                break
    return _assemble(space, start, first, last, new_folds, windows, costs)


def _window_costs(space: LineSpace, window: int) -> np.ndarray:
    costs: np.ndarray = space.window_costs[space.window_first[window] : space.window_first[window + 1]]
    return costs


def _steps(space: LineSpace, counter: int) -> np.ndarray:
    steps: np.ndarray = space.axis_steps[counter] if counter < 2 else space.slot_steps[counter - 2]
    return steps


def _first_day(space: LineSpace, counter: int, boundary: int) -> int:
    """The first day that counts for the window due at `boundary`."""
    fold = space.axis_fold[counter] if counter < 2 else space.slot_fold[counter - 2]
    earlier = [int(b) for b in np.flatnonzero(fold[:boundary] >= 0)]
    begin = earlier[-1] if earlier else 0
    counted = np.flatnonzero(_steps(space, counter)[begin:boundary] > 0)
    return begin + int(counted[0])


def _assemble(
    space: LineSpace,
    start: int,
    first: int,
    last: int,
    folds: np.ndarray,
    windows: _Windows,
    last_cost: np.ndarray,
) -> Part:
    costs = windows.costs
    slot_folds = folds[2:]
    slot_window = np.full(space.slot_window[:, first:last].shape, -1, dtype=np.int64)
    for slot, fold in enumerate(slot_folds):
        due = -1
        for day in range(last - first - 1, -1, -1):
            due = int(fold[day + 1]) if fold[day + 1] >= 0 else due
            slot_window[slot, day] = due
    slot_steps = np.where(slot_window >= 0, space.slot_steps[:, first:last], 0)
    part = space._replace(
        start=start,
        kind_of_day=np.ascontiguousarray(space.kind_of_day[first:last]),
        window_first=np.cumsum([0, *(len(one) for one in costs)], dtype=np.int64),
        window_costs=np.concatenate([*costs, np.zeros(0)]),
        window_monotone=np.array(
            [all(left <= right for left, right in pairwise(one)) for one in costs], dtype=np.bool_
        ),
        axis_steps=np.ascontiguousarray(space.axis_steps[:, first:last]),
        axis_fold=np.ascontiguousarray(folds[:2]),
        slot_steps=np.ascontiguousarray(slot_steps),
        slot_fold=np.ascontiguousarray(slot_folds),
        slot_window=slot_window,
        last_cost=last_cost,
        pace_low=np.zeros((2, last - first + 1), dtype=np.int64),
        pace_high=np.full((2, last - first + 1), FAR, dtype=np.int64),
    )
    return Part(part, np.array(windows.parents, dtype=np.int64))
