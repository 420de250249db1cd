"""A large problem seen from near: only some people and rows, with the others left out, or staying as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from optimization.roster.explain.asked import only_people, with_demands
from optimization.roster.explain.cause import Cause
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster
from optimization.rules.policy import Hard


def concerned(problem: RosterProblem, causes: Collection[Cause]) -> tuple[list[int], list[int]]:
    """The people and the rows that the causes name."""
    row_ids = {cause.row_id for cause in causes}
    employee_ids = {each for cause in causes for each in cause.people}
    people = [n for n, each in enumerate(problem.employees) if each.employee_id in employee_ids]
    rows = [n for n, row in enumerate(problem.coverage) if row.row_id in row_ids]
    return people, rows


def servants(problem: RosterProblem, rows: Collection[int]) -> frozenset[int]:
    """The people who can be given a shift that counts for one of the rows."""
    duties = {duty for row in rows for _, duty in problem.coverage[row].cells}
    return frozenset(n for n, each in enumerate(problem.employees) if not duties.isdisjoint(each.duties))


def served(problem: RosterProblem, people: Collection[int]) -> frozenset[int]:
    """The rows for which one of the people can be given a shift."""
    duties = {duty for number in people for duty in problem.employees[number].duties}
    return frozenset(
        index for index, row in enumerate(problem.coverage) if any(duty in duties for _, duty in row.cells)
    )


def without_others(problem: RosterProblem, people: Collection[int], rows: Collection[int]) -> RosterProblem:
    """Only these rows need anybody, and only these people, with all who can serve the rows, are there.

    It asks for less than `problem` does: what clashes in it clashes in `problem`.
    """
    inside = servants(problem, rows).union(people)
    demands = [row.target if index in rows else 0 for index, row in enumerate(problem.coverage)]
    return only_people(with_demands(problem, demands), _ids(problem, inside))


def others_as_they_are(problem: RosterProblem, roster: Roster, people: Collection[int]) -> RosterProblem:
    """Only these people, and those whom hard links bind to them, may get other shifts than in `roster`; nothing is bought anew.

    It allows less than `problem` does: what can be had in it can be had in `problem`, where the others keep their rules.
    """
    inside = _linked(problem, frozenset(people))
    there: Counter[tuple[int, int]] = Counter(
        (day, cell)
        for number, line in enumerate(roster.lines)
        if number not in inside
        for day, cell in enumerate(line)
        if cell is not None
    )
    bought: Counter[int] = Counter()
    for _, row, count in roster.bought:
        bought[row] += count
    demands = [
        max(0, row.target - bought[index] - sum(there[cell] for cell in row.cells))
        for index, row in enumerate(problem.coverage)
    ]
    return replace(only_people(with_demands(problem, demands), _ids(problem, inside)), supplies=())


def _linked(problem: RosterProblem, people: frozenset[int]) -> frozenset[int]:
    number = {each.employee_id: n for n, each in enumerate(problem.employees)}
    teams = [
        frozenset(number[term.employee_id] for term in link.terms)
        for link in problem.links
        if isinstance(link.enforcement, Hard)
    ]
    while True:
        more = people.union(*(team for team in teams if team & people))
        if more == people:
            return people
        people = more


def _ids(problem: RosterProblem, people: Collection[int]) -> frozenset[str]:
    return frozenset(problem.employees[number].employee_id for number in people)
