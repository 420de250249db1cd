"""Splitting a problem into parts that share nothing, exactly.

Two people belong together when they can serve the same coverage row, or a link names both; rows belong together when a
supply with a limit over both offers for both. The cheapest roster of the whole is then the cheapest rosters of the
parts side by side. A link without terms binds nobody, but what it asks for is asked all the same: it goes with the first part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimization.roster.problem import ExternalSupply, RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Line


@dataclass(frozen=True, slots=True)
class Part:
    """A problem of its own; its employees, rows and supplies have these places in the whole."""

    problem: RosterProblem
    employees: tuple[int, ...]
    rows: tuple[int, ...]
    supplies: tuple[int, ...]


def split(problem: RosterProblem) -> tuple[Part, ...]:
    """The parts in the order of their first employees; rows that no employee can serve form one more part at the end."""
    joined = _Sets(len(problem.employees) + len(problem.coverage))
    _join_servers(problem, joined)
    _join_links(problem, joined)
    for supply in problem.supplies:
        if supply.most_minutes is not None:
            joined.join([len(problem.employees) + row for row in sorted(supply.pence)])
        for rows, _ in supply.shared_rows:
            joined.join([len(problem.employees) + row for row in rows])
    members: dict[int, list[int]] = defaultdict(list)
    for node in range(len(problem.employees) + len(problem.coverage)):
        members[joined.root(node)].append(node)
    n_employees = len(problem.employees)
    staffed = [nodes for nodes in members.values() if nodes[0] < n_employees]
    unstaffed = sorted(node for nodes in members.values() if nodes[0] >= n_employees for node in nodes)
    groups = [*staffed, unstaffed] if unstaffed else staffed
    if len(groups) <= 1:
        return (_whole(problem),)
    return tuple(_part(problem, nodes, is_first=nodes is groups[0]) for nodes in groups)


def merge(problem: RosterProblem, parts: Sequence[Part], rosters: Sequence[Roster]) -> Roster:
    """The rosters of the parts as one roster of the whole."""
    lines: dict[int, Line] = {}
    bought: list[tuple[int, int, int]] = []
    for part, roster in zip(parts, rosters, strict=True):
        lines.update(zip(part.employees, roster.lines, strict=True))
        bought.extend((part.supplies[s], part.rows[r], number) for s, r, number in roster.bought)
    return Roster(tuple(lines[index] for index in range(len(problem.employees))), tuple(sorted(bought)))


def restrict(roster: Roster, part: Part) -> Roster:
    """What a roster of the whole says about a part."""
    supplies = {number: place for place, number in enumerate(part.supplies)}
    rows = {row: place for place, row in enumerate(part.rows)}
    return Roster(
        tuple(roster.lines[number] for number in part.employees),
        tuple(
            (supplies[supply], rows[row], n_bought)
            for supply, row, n_bought in roster.bought
            if supply in supplies and row in rows
        ),
    )


class _Sets:
    """Disjoint sets of the numbers below `n`."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def root(self, node: int) -> int:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def join(self, nodes: Sequence[int]) -> None:
        for node in nodes[1:]:
            self._parent[self.root(node)] = self.root(nodes[0])


def _join_servers(problem: RosterProblem, joined: _Sets) -> None:
    rows_of_duty: dict[int, set[int]] = defaultdict(set)
    for index, row in enumerate(problem.coverage):
        for _, duty in row.cells:
            rows_of_duty[duty].add(index)
    for number, employee in enumerate(problem.employees):
        rows = {row for duty in employee.duties for row in rows_of_duty[duty]}
        joined.join([number, *(len(problem.employees) + row for row in sorted(rows))])


def _join_links(problem: RosterProblem, joined: _Sets) -> None:
    number_of = {employee.employee_id: n for n, employee in enumerate(problem.employees)}
    for link in problem.links:
        joined.join(sorted({number_of[term.employee_id] for term in link.terms}))


def _whole(problem: RosterProblem) -> Part:
    return Part(
        problem,
        tuple(range(len(problem.employees))),
        tuple(range(len(problem.coverage))),
        tuple(range(len(problem.supplies))),
    )


def _part(problem: RosterProblem, nodes: Sequence[int], *, is_first: bool) -> Part:
    n_employees = len(problem.employees)
    employees = tuple(node for node in nodes if node < n_employees)
    rows = tuple(node - n_employees for node in nodes if node >= n_employees)
    place = {row: number for number, row in enumerate(rows)}
    supplies: dict[int, ExternalSupply] = {}
    for number, supply in enumerate(problem.supplies):
        pence = {place[row]: price for row, price in supply.pence.items() if row in place}
        if pence:
            shared = tuple(
                (tuple(place[row] for row in rows), most)
                for rows, most in supply.shared_rows
                if rows[0] in place
            )
            supplies[number] = replace(supply, pence=pence, shared_rows=shared)
    names = {problem.employees[index].employee_id for index in employees}
    links = [
        link for link in problem.links if (link.terms[0].employee_id in names if link.terms else is_first)
    ]
    part = replace(
        problem,
        employees=tuple(problem.employees[index] for index in employees),
        coverage=tuple(problem.coverage[index] for index in rows),
        supplies=tuple(supplies.values()),
        links=tuple(links),
    )
    return Part(part, employees, rows, tuple(supplies))
