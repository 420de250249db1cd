"""A smaller problem inside a larger one: some people are free, everybody else stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from optimization.roster.problem import CoverageRow, ExternalSupply, Link, RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Line


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`problem` holds the free people and the rows they can serve; the rest of `around` is fixed."""

    problem: RosterProblem
    around: Roster
    free: tuple[int, ...]
    rows: tuple[int, ...]

    def start(self) -> Roster:
        """The free part of the roster around it."""
        place = {row: number for number, row in enumerate(self.rows)}
        return Roster(
            tuple(self.around.lines[index] for index in self.free),
            tuple((s, place[row], number) for s, row, number in self.around.bought if row in place),
        )

    def put_back(self, part: Roster) -> Roster:
        """The whole roster with the free part replaced."""
        lines = list(self.around.lines)
        for index, line in zip(self.free, part.lines, strict=True):
            lines[index] = line
        inside = set(self.rows)
        bought = [entry for entry in self.around.bought if entry[1] not in inside]
        bought += [(supply, self.rows[row], number) for supply, row, number in part.bought]
        return Roster(tuple(lines), tuple(sorted(bought)))


def neighbourhood(
    problem: RosterProblem,
    around: Roster,
    free: Collection[int],
    rows: Collection[int] | None = None,
    supply_share: float = 1.0,
) -> Neighbourhood:
    """Free the employees with these numbers, and the buying for the rows they can serve (or for `rows`).

    `supply_share` is the part of what is left of each limited supply that may be used here.
    """
    free = tuple(sorted(free))
    duties = {duty for index in free for duty in problem.employees[index].duties}
    chosen = tuple(
        index
        for index, row in enumerate(problem.coverage)
        if (rows is None or index in rows) and any(duty in duties for _, duty in row.cells)
    )
    is_free = set(free)
    present: Counter[tuple[int, int]] = Counter(
        (day, cell)
        for index, line in enumerate(around.lines)
        if index not in is_free
        for day, cell in enumerate(line)
        if cell is not None
    )
    part = replace(
        problem,
        employees=tuple(problem.employees[index] for index in free),
        coverage=tuple(_row_with(problem.coverage[index], present) for index in chosen),
        supplies=_supplies(problem, around, chosen, supply_share),
        links=_links(problem, around.lines, is_free),
    )
    return Neighbourhood(part, around, free, chosen)


def _row_with(row: CoverageRow, present: Counter[tuple[int, int]]) -> CoverageRow:
    """The row when some people are there anyway."""
    n_there = sum(present[cell] for cell in row.cells)
    if not n_there:
        return row
    last = max(len(row.costs) - 1, n_there + 1)
    return replace(
        row,
        costs=tuple(row.cost(n_people) for n_people in range(n_there, last + 1)),
        minimum=None if row.minimum is None else max(0, row.minimum - n_there),
    )


def _supplies(
    problem: RosterProblem, around: Roster, chosen: Sequence[int], share: float
) -> tuple[ExternalSupply, ...]:
    """All supplies, so that their numbers stay; each with its prices here and what others leave of it."""
    place = {row: number for number, row in enumerate(chosen)}
    used: Counter[int] = Counter()
    for supply, row, number in around.bought:
        if row not in place:
            used[supply] += number * problem.coverage[row].paid_minutes
    return tuple(
        replace(
            supply,
            pence={place[row]: price for row, price in supply.pence.items() if row in place},
            most_minutes=None
            if supply.most_minutes is None
            else int((supply.most_minutes - used[number]) * share),
        )
        for number, supply in enumerate(problem.supplies)
    )


def _links(problem: RosterProblem, lines: Sequence[Line], free: Collection[int]) -> tuple[Link, ...]:
    """The links that name somebody free, with the others' part taken off the bounds."""
    number_of = {employee.employee_id: number for number, employee in enumerate(problem.employees)}
    links = []
    for link in problem.links:
        inside = tuple(term for term in link.terms if number_of[term.employee_id] in free)
        if not inside:
            continue
        fixed = sum(
            term.coefficient
            for term in link.terms
            if number_of[term.employee_id] not in free
            and lines[number_of[term.employee_id]][term.day] in term.duties
        )
        links.append(
            replace(
                link,
                terms=inside,
                at_least=None if link.at_least is None else link.at_least - fixed,
                at_most=None if link.at_most is None else link.at_most - fixed,
            )
        )
    return tuple(links)
