"""Reading a line with its past, and wording, for the checks of rules. No `compile` uses this module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimization.roster.problem import Duty, Employee, RosterProblem
    from optimization.rules.primitives import Line

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Worked:
    """A duty on a day (negative: in the past); start and end in elapsed minutes from the start of day 0."""

    day: int
    duty: Duty
    start_minute: int
    end_minute: int


def worked(problem: RosterProblem, employee: Employee, line: Line) -> tuple[Worked, ...]:
    """Everything the employee works, past and planned, by day."""
    first = -len(employee.history)
    return tuple(
        Worked(day, problem.duties[cell], problem.start_minute(day, cell), problem.end_minute(day, cell))
        for day, cell in enumerate((*employee.history, *line), start=first)
        if cell is not None
    )


def day_text(problem: RosterProblem, day: int) -> str:
    """A day as people write it, such as `Tue 1 Dec 2026`."""
    date = problem.grid.date_of(day)
    return f"{_WEEKDAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]} {date.year}"


def hours_text(minutes: int) -> str:
    """Minutes as hours, such as `10 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return f"{hours} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def count_text(number: int, noun: str) -> str:
    """A count with its noun, such as `1 day` or `3 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
