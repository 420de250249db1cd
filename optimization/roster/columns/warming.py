"""Beginning at a given roster: as it is, or with other lines for those whose own cannot be kept."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from optimization.roster.columns.greedy import respond
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.people import Person
from optimization.roster.columns.scope import make_scope
from optimization.roster.result import Roster

_PASSES = 2


def usable_lines(people: Sequence[Person], roster: Roster) -> list[np.ndarray | None]:
    """By person, the line of `roster` as cell numbers; None where it holds what the person cannot have, or breaks a hard rule."""
    lines = []
    for person, line in zip(people, roster.lines, strict=True):
        cells = person.cells(line)
        lines.append(cells if cells is not None and math.isfinite(person.cost(cells)) else None)
    return lines


def offer_mended(incumbent: Incumbent, given: Sequence[np.ndarray | None]) -> None:
    """Offer the `given` lines with those of the present roster where there are none, fitted to the others."""
    if incumbent.lines is None or all(line is None for line in given):
        return
    pairs = zip(given, incumbent.lines, strict=True)
    lines = [now if line is None else line for line, now in pairs]
    missing = [number for number, line in enumerate(given) if line is None]
    scope = make_scope(incumbent.needs, incumbent.people, lines, missing)
    if scope is not None:
        numbers = [person.number for person in scope.people]
        own = [lines[number] for number in numbers]
        fitted = respond(scope, own, range(len(own)), _PASSES, incumbent.stopped, incumbent.clock.add)
        for number, cells in zip(numbers, fitted, strict=True):
            lines[number] = cells
    incumbent.offer(lines)
