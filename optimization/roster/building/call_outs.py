"""Call-outs of the people of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from data.inputs import PlanInputs

_LONGEST_REST_DAYS = 5


def read_call_outs(
    inputs: PlanInputs, n_past_days: int = _LONGEST_REST_DAYS
) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """(first minute, minute after the last) from the start of day 0, by person, sorted.

    Those that ended more than `n_past_days` before day 0 are left out: by default, those that no rest can reach.
    """
    grid = inputs.grid
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = [
        inputs.tables.call_outs.column(name).to_pylist() for name in ("staff_id", "called_from", "called_to")
    ]
    for staff_id, start, end in zip(*columns, strict=True):
        if end > grid.instant(grid.start_minute(-n_past_days)) and start < grid.end:
            found[staff_id].append((grid.minute_of(start), grid.minute_of(end)))
    return {staff_id: tuple(sorted(periods)) for staff_id, periods in found.items()}
