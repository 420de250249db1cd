"""Runs of days in a line with its past, for the checks of rules. No `compile` uses this module."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimization.roster.problem import Employee
    from optimization.rules.primitives import Cell, Line


@dataclass(frozen=True, slots=True)
class RunFault:
    """A run that is too long (its surplus `days`, all planned) or too short (all its `days`)."""

    days: tuple[int, ...]
    length: int
    amount: int
    is_too_long: bool


def run_faults(
    employee: Employee,
    line: Line,
    in_class: Callable[[Cell], bool],
    at_least: int,
    at_most: int | None,
) -> list[RunFault]:
    """The runs of days in the class whose length is wrong by this plan's doing.

    Days that were too many before day 0 are past and do not count. A run is too short only when its first
    day is known (a known past is taken to be whole) and its end lies before the last day of the plan.
    """
    first = -len(employee.history)
    flags = [in_class(cell) for cell in (*employee.history, *line)]
    faults = []
    for days in _runs(flags, first):
        if at_most is not None:
            surplus = tuple(day for day in days[at_most:] if day >= 0)
            if surplus:
                faults.append(RunFault(surplus, len(days), len(surplus), is_too_long=True))
        begins_unseen = not employee.history and days[0] == 0
        ended_here = -1 <= days[-1] < len(line) - 1
        if ended_here and not begins_unseen and len(days) < at_least:
            faults.append(RunFault(days, len(days), at_least - len(days), is_too_long=False))
    return faults


def _runs(flags: Sequence[bool], first: int) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    was_in = False
    for day, is_in in enumerate(flags, start=first):
        if is_in and was_in:
            runs[-1].append(day)
        elif is_in:
            runs.append([day])
        was_in = is_in
    return [tuple(run) for run in runs]
