"""Where a re-plan looks: what is missing now, what is too many, and who could help."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from optimization.roster.problem import CoverageRow, RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Line

_SMALL = 60
"""Up to so many people exchanges are looked for as well: somebody moves to where one is missing, and is replaced."""

_DAYS_AROUND = 6


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`helping` maps days to the duties that help; `freeing` are cells with people too many.

    `people` are numbers, those first whose own lines must be mended, then those of the units where somebody is missing.
    `days` are those on which somebody's line may change.
    """

    rows: frozenset[int]
    helping: Mapping[int, frozenset[int]]
    freeing: frozenset[tuple[int, int]]
    people: tuple[int, ...]
    days: frozenset[int]


def neighbourhood(
    problem: RosterProblem,
    published: Sequence[Line],
    kept: Roster,
    changed: Collection[int] = (),
    mending: Mapping[int, Collection[tuple[int, int]]] | None = None,
) -> Neighbourhood:
    """From the published lines and the same without those who are away now (`kept`).

    A row lacks somebody when it lost one, or when its need has `changed` (row numbers) and one more would be worth having;
    it has too many when its need has changed and one fewer would be cheaper. `mending` are people with the (day, duty) cells that
    they may have to be freed of: whoever can take their place can help.
    """
    to_free = {cell for cells in (mending or {}).values() for cell in cells}
    before, now = at_work(published), at_work(kept.lines)
    bought: Counter[int] = Counter()
    for _, index, count in kept.bought:
        bought[index] += count
    there = [sum(now[cell] for cell in row.cells) + bought[i] for i, row in enumerate(problem.coverage)]
    rows = frozenset(
        index
        for index, row in enumerate(problem.coverage)
        if (
            sum(now[cell] for cell in row.cells) < sum(before[cell] for cell in row.cells)
            and _gain(row, there[index]) > 0
        )
        or (index in changed and _gain(row, there[index]) > 0)
    )
    freeing = frozenset(
        cell
        for index in changed
        if there[index] and _gain(problem.coverage[index], there[index] - 1) < 0
        for cell in problem.coverage[index].cells
    )
    helping: dict[int, set[int]] = defaultdict(set)
    for index in rows:
        for day, duty in problem.coverage[index].cells:
            helping[day].add(duty)
    for day, duty in to_free:
        helping[day].add(duty)
    if len(problem.employees) <= _SMALL:
        _add_replacements(problem, kept, helping)
    wanted = {duty for duties in helping.values() for duty in duties}
    people = tuple(
        number
        for number, (employee, line) in enumerate(zip(problem.employees, kept.lines, strict=True))
        if number in (mending or ())
        or wanted & set(employee.duties)
        or any((day, cell) in freeing for day, cell in enumerate(line))
    )
    lacking = {problem.coverage[index].unit_id for index in rows}
    first = sorted(
        people,
        key=lambda number: (number not in (mending or {}), problem.employees[number].unit_id not in lacking),
    )
    concerned = {*helping, *(day for day, _ in freeing)}
    days = frozenset(
        day for day in range(problem.n_days) if any(abs(day - each) <= _DAYS_AROUND for each in concerned)
    )
    return Neighbourhood(
        rows, {day: frozenset(duties) for day, duties in helping.items()}, freeing, tuple(first), days
    )


def at_work(lines: Sequence[Line]) -> Counter[tuple[int, int]]:
    """How many have each duty on each day."""
    return Counter((day, cell) for line in lines for day, cell in enumerate(line) if cell is not None)


def _gain(row: CoverageRow, n_there: int) -> int:
    """What one more is worth."""
    below = (row.minimum or 0) - n_there
    return row.cost(n_there) - row.cost(n_there + 1) + max(0, below)


def _add_replacements(problem: RosterProblem, kept: Roster, helping: dict[int, set[int]]) -> None:
    """The duties of people who could move to a row that lacks somebody."""
    vacated: dict[int, set[int]] = defaultdict(set)
    for employee, line in zip(problem.employees, kept.lines, strict=True):
        for day, duties in helping.items():
            cell = line[day]
            if cell is not None and cell not in duties and duties & set(employee.duties):
                vacated[day].add(cell)
    for day, duties in vacated.items():
        helping[day] |= duties
