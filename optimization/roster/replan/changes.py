"""What a re-plan changes, as calls to make, the most urgent first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Cell
from optimization.rules.published import ChangeKind, kind_of_change


@dataclass(frozen=True, slots=True)
class Change:
    """One day of one person, or shifts bought for a coverage row; `first_minute` is when it begins to matter.

    A `count` below 0 is of bought shifts that are cancelled. `before` and `after` are cells; `kind` is None for bought shifts, and for what somebody cannot work who is away.
    """

    day: int
    first_minute: int
    employee: int | None
    before: Cell
    after: Cell
    kind: ChangeKind | None
    row: int | None = None
    supply: int | None = None
    count: int = 1


def changes_between(problem: RosterProblem, before: Roster, after: Roster) -> tuple[Change, ...]:
    """All differences in the order in which they begin; `problem` says in `published` what was told and still could be.

    A shift lost to an absence is among them, without a kind: nobody decided it.
    """
    found = []
    for number, (old, new) in enumerate(zip(before.lines, after.lines, strict=True)):
        told = problem.employees[number].published
        for day, (was, now) in enumerate(zip(old, new, strict=True)):
            if was == now:
                continue
            starts = [problem.start_minute(day, cell) for cell in (was, now) if cell is not None]
            kind = kind_of_change(was, now) if day in told else None
            found.append(Change(day, min(starts), number, was, now, kind))
    more_of = Counter({(supply, row): count for supply, row, count in after.bought})
    more_of.subtract({(supply, row): count for supply, row, count in before.bought})
    for (supply, index), more in sorted(more_of.items()):
        row = problem.coverage[index]
        if more:
            start = min(problem.start_minute(day, duty) for day, duty in row.cells)
            found.append(Change(row.day, start, None, None, None, None, index, supply, more))
    return tuple(
        sorted(found, key=lambda each: (each.first_minute, each.employee is None, each.employee or 0))
    )


def n_assignments_changed(changes: tuple[Change, ...]) -> int:
    """Days of people that somebody decided to change, and shifts bought or cancelled."""
    return sum(abs(each.count) for each in changes if each.kind is not None or each.employee is None)
