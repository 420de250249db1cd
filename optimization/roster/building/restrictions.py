"""Restrictions of people, in minutes of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from data.inputs import PlanInputs

Period = tuple[str, int, int]
"""Kind, first minute, and the minute after the last, from the start of day 0."""


def read_restrictions(inputs: PlanInputs) -> Mapping[str, tuple[Period, ...]]:
    """The periods of each person that touch the plan or the day after it, sorted."""
    grid = inputs.grid
    beyond = grid.n_days + 2  # a night of the last day, or a longer shift, ends before
    periods: dict[str, list[Period]] = defaultdict(list)
    columns = [
        inputs.tables.restrictions.column(name).to_pylist()
        for name in ("staff_id", "kind", "first_day", "last_day")
    ]
    for staff_id, kind, first, last in zip(*columns, strict=True):
        start = grid.day(first)
        after = beyond if last is None else min(grid.day(last) + 1, beyond)
        if start < after and after > 0:
            periods[staff_id].append((kind, grid.start_minute(max(start, -1)), grid.start_minute(after)))
    return {staff_id: tuple(sorted(each)) for staff_id, each in periods.items()}
