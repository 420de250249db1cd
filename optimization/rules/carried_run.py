"""The length of a run that the past carries into the plan, for `compile`."""

from __future__ import annotations

from optimization.rules.primitives import CellClass, Line


def carried_run(history: Line, cells: CellClass) -> int | None:
    """The days in the class that end on day -1; None when the past is unknown."""
    if not history:
        return None
    length = 0
    for cell in reversed(history):
        if cell not in cells:
            break
        length += 1
    return length
