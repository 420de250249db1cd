"""The cost of a roster by the meaning of the primitives, for engines. `assess` judges without this module."""

from __future__ import annotations

from collections import Counter

from optimization.roster.problem import RosterProblem, compile_restrictions
from optimization.roster.result import Roster
from optimization.rules.policy import Soft
from optimization.rules.semantics import breach


def roster_cost(problem: RosterProblem, roster: Roster) -> int:
    """The objective of a roster that keeps every hard rule, in pence."""
    total = 0
    at_work: Counter[tuple[int, int]] = Counter()
    for employee, line in zip(problem.employees, roster.lines, strict=True):
        for restriction in compile_restrictions(problem, employee):
            if isinstance(restriction.enforcement, Soft):
                total += restriction.enforcement.pence_per_unit * breach(restriction.primitive, line)
        for day, cell in enumerate(line):
            if cell is not None:
                total += employee.duties[cell]
                at_work[day, cell] += 1
    n_bought: Counter[int] = Counter()
    for supply, index, number in roster.bought:
        total += number * problem.supplies[supply].pence[index]
        n_bought[index] += number
    for index, row in enumerate(problem.coverage):
        total += row.cost(sum(at_work[cell] for cell in row.cells) + n_bought[index])
    return total + _link_cost(problem, roster)


def _link_cost(problem: RosterProblem, roster: Roster) -> int:
    line_of = {
        employee.employee_id: line for employee, line in zip(problem.employees, roster.lines, strict=True)
    }
    total = 0
    for link in problem.links:
        if not isinstance(link.enforcement, Soft):
            continue
        count = sum(
            term.coefficient for term in link.terms if line_of[term.employee_id][term.day] in term.duties
        )
        above = max(0, count - link.at_most) if link.at_most is not None else 0
        below = max(0, link.at_least - count) if link.at_least is not None else 0
        total += link.enforcement.pence_per_unit * (above + below)
    return total
