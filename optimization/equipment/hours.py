"""Settled outages of a place by the hour, and the most at once on each day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from data.calendar import DayGrid
from data.outages import Span
from optimization.equipment.problem import Ints


@dataclass(frozen=True, slots=True)
class OutHours:
    """Devices out of use at once: so many (`n_out`) on `day` from minute `start` of the planned days to before `end`."""

    day: int
    start: int
    end: int
    n_out: int


def out_at_once(grid: DayGrid, outages: Iterable[Span]) -> tuple[OutHours, ...]:
    """All planned days in order, cut wherever the number changes. The spans of one device do not overlap."""
    last = grid.start_minute(grid.n_days)
    change: Counter[int] = Counter()
    for start, end in outages:
        change[min(max(grid.minute_of(start), 0), last)] += 1
        change[min(max(grid.minute_of(end), 0), last)] -= 1
    midnights = [grid.start_minute(day) for day in range(grid.n_days + 1)]
    cuts = sorted({*change, *midnights})
    levels = accumulate(change[cut] for cut in cuts)
    days = np.searchsorted(midnights, cuts, side="right") - 1
    return tuple(
        OutHours(day, start, end, n_out)
        for (start, end), day, n_out in zip(pairwise(cuts), days.tolist(), levels, strict=False)
    )


def most_by_day(hours: Iterable[OutHours], n_days: int) -> Ints:
    """The most out of use at once on each day."""
    most = np.zeros(n_days, dtype=np.int64)
    for one in hours:
        most[one.day] = max(most[one.day], one.n_out)
    return most
