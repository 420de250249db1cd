"""Everything one employee may do, as flat arrays for the compiled dynamic program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from optimization.roster.columns.alphabet import Alphabet, read_alphabet
from optimization.roster.columns.automaton import Automaton, build_automaton
from optimization.roster.columns.totals import Measure, Window, can_bind, constant_cost, read_totals
from optimization.roster.problem import Employee
from optimization.rules.policy import Restriction
from optimization.rules.primitives import WindowedTotal

MOST_AXIS_STEPS = 4000
MOST_PLANE_STEPS = 40_000
FAR = 1 << 40


class LineSpace(NamedTuple):
    """The states, transitions and counters of one employee.

    Transitions of kind k out of state s are `first[k, s]` to `first[k, s + 1]` in `move_class`, `move_next`,
    `move_cost` and `move_use` (by measure). Two counters are *axes* of the tables of the dynamic program, the
    rest are *slots* carried by labels. For each counter and day, `measure` is what it counts (-1: nothing) and
    `unit` the weight of one step; `fold` at boundary d (before day d) is the window whose cost falls due (-1:
    none). Window w costs `window_costs[window_first[w] + n]` for n steps. A line that ends in state s costs
    `last_cost[s]` more, for what no line can change and for what follows the days of a part of a horizon. At boundary d, axis a must have
    `pace_low[a, d]` to `pace_high[a, d]` steps: everything, but where a search is kept near even shares.
    """

    start: int
    n_states: int
    n_classes: int
    kind_of_day: np.ndarray
    first: np.ndarray
    move_class: np.ndarray
    move_next: np.ndarray
    move_cost: np.ndarray
    move_use: np.ndarray
    window_first: np.ndarray
    window_costs: np.ndarray
    window_monotone: np.ndarray
    axis_measure: np.ndarray
    axis_unit: np.ndarray
    axis_fold: np.ndarray
    slot_measure: np.ndarray
    slot_unit: np.ndarray
    slot_fold: np.ndarray
    slot_window: np.ndarray
    last_cost: np.ndarray
    pace_low: np.ndarray
    pace_high: np.ndarray

    @property
    def n_slots(self) -> int:
        """How many counters the tables leave to labels."""
        return int(self.slot_measure.shape[0])


def build_space(
    employee: Employee, restrictions: Sequence[Restriction], n_days: int
) -> tuple[Alphabet, LineSpace]:
    """The cells and the line space of an employee."""
    kept = [
        restriction
        for restriction in restrictions
        if not isinstance(restriction.primitive, WindowedTotal) or can_bind(restriction.primitive)
    ]
    alphabet = read_alphabet(employee, kept)
    measures, windows = read_totals(kept, alphabet)
    automaton = build_automaton(kept, alphabet, measures, n_days)
    return alphabet, _pack(automaton, measures, windows, n_days, constant_cost(kept))


def _pack(
    automaton: Automaton,
    measures: Sequence[Measure],
    windows: Sequence[Window],
    n_days: int,
    constant: float,
) -> LineSpace:
    n_kinds, n_states, n_classes = automaton.following.shape
    is_allowed = automaton.following >= 0
    ends = np.cumsum(is_allowed.sum(axis=2).reshape(-1)).reshape(n_kinds, n_states)
    first = np.zeros((n_kinds, n_states + 1), dtype=np.int64)
    first[:, 1:] = ends
    first[1:, 0] = ends[:-1, -1]
    index = np.nonzero(is_allowed)
    axes, slots = _share_counters(windows, measures)
    window_first = np.cumsum([0, *(len(window.costs) for window in windows)], dtype=np.int64)
    axis_arrays = _counter_arrays(axes, windows, n_days)
    slot_arrays = _counter_arrays(slots, windows, n_days)
    return LineSpace(
        start=automaton.start,
        n_states=n_states,
        n_classes=n_classes,
        kind_of_day=automaton.kind_of_day,
        first=first,
        move_class=np.ascontiguousarray(index[2]),
        move_next=automaton.following[index],
        move_cost=automaton.costs[index],
        move_use=np.ascontiguousarray(automaton.use[index]),
        window_first=window_first,
        window_costs=np.array([cost for window in windows for cost in window.costs], dtype=np.float64),
        window_monotone=np.array([window.is_monotone for window in windows], dtype=np.bool_),
        axis_measure=axis_arrays[0],
        axis_unit=axis_arrays[1],
        axis_fold=axis_arrays[2],
        slot_measure=slot_arrays[0],
        slot_unit=slot_arrays[1],
        slot_fold=slot_arrays[2],
        slot_window=slot_arrays[3],
        last_cost=np.full(n_states, constant),
        pace_low=np.zeros((2, n_days + 1), dtype=np.int64),
        pace_high=np.full((2, n_days + 1), FAR, dtype=np.int64),
    )


def _share_counters(
    windows: Sequence[Window], measures: Sequence[Measure]
) -> tuple[list[list[int]], list[list[int]]]:
    """Windows that do not meet share a counter; two-sided and weekend totals go to the axes first."""

    def rank(number: int) -> tuple[bool, bool, int, int]:
        window = windows[number]
        spans = measures[window.measure].spans_days
        return (window.is_monotone, not spans, -len(window.days), len(window.costs))

    axes: list[list[int]] = [[], []]
    slots: list[list[int]] = []
    sizes = [1, 1]
    for number in sorted(range(len(windows)), key=rank):
        steps = len(windows[number].costs)
        for axis in range(2):
            other = sizes[1 - axis]
            fits = steps <= MOST_AXIS_STEPS and max(steps, sizes[axis]) * other <= MOST_PLANE_STEPS
            if fits and not _meets(windows, axes[axis], number):
                axes[axis].append(number)
                sizes[axis] = max(sizes[axis], steps)
                break
        else:
            for slot in slots:
                if not _meets(windows, slot, number):
                    slot.append(number)
                    break
            else:
                slots.append([number])
    # the inner loops run over the second axis
    if sizes[0] > sizes[1]:
        axes.reverse()
    return axes, slots


def _meets(windows: Sequence[Window], others: Sequence[int], number: int) -> bool:
    days = windows[number].days
    return any(days[0] <= windows[other].days[-1] and windows[other].days[0] <= days[-1] for other in others)


def _counter_arrays(
    counters: Sequence[Sequence[int]], windows: Sequence[Window], n_days: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    measure = np.full((len(counters), n_days), -1, dtype=np.int64)
    unit = np.ones((len(counters), n_days), dtype=np.int64)
    fold = np.full((len(counters), n_days + 1), -1, dtype=np.int64)
    active = np.full((len(counters), n_days), -1, dtype=np.int64)
    for counter, members in enumerate(counters):
        for number in members:
            window = windows[number]
            days = list(window.days)
            measure[counter, days] = window.measure
            unit[counter, days] = window.unit
            active[counter, days] = number
            fold[counter, days[-1] + 1] = number
    return measure, unit, fold, active
