"""Other lines for one person, few days away from the one that they have: what the choice of a re-plan is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from optimization.roster.problem import Employee, RosterProblem, compile_restrictions
from optimization.rules.policy import Hard, Restriction, Soft
from optimization.rules.primitives import Cell, FixedCell, Line, WindowedTotal
from optimization.rules.semantics import breach

_REACH = 6
"""A change is made good within so many days: rest, runs of days and weekly hours reach no further."""

_MOST_PAIRS = 40
"""Pairs of days that both help, for one person; the cheapest days first."""

_MENDED_PENCE = 10_000_000
"""For a hard rule that holds again: dearer than whatever else a line could be chosen for."""


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line that breaks no hard rule further; `cost` is what it costs more than the present one, coverage apart."""

    employee: int
    line: Line
    changed: tuple[int, ...]
    cost: int


class LineFinder:
    """Finds lines of one person with one or two changed days.

    With the line that was `published`, a hard rule that `line` breaks further than it is worth mending.
    """

    def __init__(
        self,
        problem: RosterProblem,
        number: int,
        line: Line,
        days: Collection[int],
        published: Line | None = None,
    ) -> None:
        self._problem = problem
        self._number = number
        self._employee: Employee = problem.employees[number]
        self._line = line
        self._days = sorted(days)
        restrictions = compile_restrictions(problem, self._employee)
        self._always, self._on_day = _by_day(restrictions, problem.n_days)
        self._now = {id(each): breach(each.primitive, line) for each in restrictions}
        told = line if published is None else published
        self._to_mend = {
            id(each): breach(each.primitive, told)
            for each in restrictions
            if isinstance(each.enforcement, Hard) and self._now[id(each)]
        }

    def find(
        self,
        helping: Mapping[int, Collection[int]],
        freeing: Collection[tuple[int, int]],
        too_late: Collection[tuple[int, int]] = (),
    ) -> list[OtherLine]:
        """`helping` maps days to the duties that would help; `freeing` are (day, duty) cells that are too many.

        Nobody is given a cell that is `too_late`.
        """
        helping = {
            day: [duty for duty in duties if (day, duty) not in too_late] for day, duties in helping.items()
        }
        singles = [
            OtherLine(self._number, line, (day,), cost)
            for day, cell in self._steps(helping, freeing)
            for line in (self._with({day: cell}),)
            if (cost := self._cost(line, (day,))) is not None
        ]
        alone = {(each.changed[0], each.line[each.changed[0]]) for each in singles}
        found = list(singles)
        for day, cell in self._steps(helping, ()):
            if (day, cell) not in alone:
                found += self._made_good(day, cell)
        best: dict[int, OtherLine] = {}
        for each in sorted(singles, key=lambda other: other.cost):
            if each.line[each.changed[0]] is not None:
                best.setdefault(each.changed[0], each)
        pairs = list(combinations(sorted(best.values(), key=lambda other: other.cost), 2))
        for one, other in pairs[:_MOST_PAIRS]:
            changes = {each.changed[0]: each.line[each.changed[0]] for each in (one, other)}
            line = self._with(changes)
            cost = self._cost(line, tuple(changes))
            if cost is not None:
                found.append(OtherLine(self._number, line, tuple(sorted(changes)), cost))
        return found

    def _steps(
        self, helping: Mapping[int, Collection[int]], freeing: Collection[tuple[int, int]]
    ) -> Iterator[tuple[int, Cell]]:
        for day in self._days:
            present = self._line[day]
            for duty in helping.get(day, ()):
                if duty in self._employee.duties and duty != present:
                    yield day, duty
            if present is not None and (day, present) in freeing:
                yield day, None

    def _made_good(self, day: int, cell: Cell) -> Iterator[OtherLine]:
        """The change together with a day off near it, where that makes it possible."""
        for other in self._days:
            if other == day or abs(other - day) > _REACH or self._line[other] is None:
                continue
            line = self._with({day: cell, other: None})
            cost = self._cost(line, (day, other))
            if cost is not None:
                yield OtherLine(self._number, line, tuple(sorted((day, other))), cost)

    def _with(self, changes: Mapping[int, Cell]) -> Line:
        return tuple(changes.get(day, cell) for day, cell in enumerate(self._line))

    def _cost(self, line: Line, changed: Sequence[int]) -> int | None:
        """The cost above that of the present line; None when a hard rule breaks more than it does now."""
        concerned = {id(each): each for each in self._always}
        for day in changed:
            concerned.update((id(each), each) for each in self._on_day[day])
        soft: list[Restriction] = []
        cost = 0
        for each in concerned.values():
            if isinstance(each.enforcement, Hard):
                amount, now = breach(each.primitive, line), self._now[id(each)]
                if amount > now:
                    return None
                if amount < now and amount <= self._to_mend[id(each)]:
                    cost -= _MENDED_PENCE
            else:
                soft.append(each)
        for each in soft:
            if isinstance(each.enforcement, Soft):
                cost += each.enforcement.pence(breach(each.primitive, line))
                cost -= each.enforcement.pence(self._now[id(each)])
        for day in changed:
            cost += self._duty_cost(line[day]) - self._duty_cost(self._line[day])
        return cost

    def _duty_cost(self, cell: Cell) -> int:
        return 0 if cell is None else self._employee.duties.get(cell, 0)


def _by_day(
    restrictions: Sequence[Restriction], n_days: int
) -> tuple[list[Restriction], list[list[Restriction]]]:
    """Restrictions that any change may touch, and by day those that only a change of that day does."""
    always: list[Restriction] = []
    on_day: list[list[Restriction]] = [[] for _ in range(n_days)]
    for each in restrictions:
        match each.primitive:
            case FixedCell(days=days):
                concerned: set[int] = set(days)
            case WindowedTotal(groups=groups, patterns=()):
                concerned = {day for group in groups for day in group}
            case _:
                always.append(each)
                continue
        for day in concerned:
            on_day[day].append(each)
    return always, on_day
