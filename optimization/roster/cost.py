"""What a roster costs, and whether it may be, by the meaning of the primitives, for engines. `assess` judges without this."""

from __future__ import annotations

from collections import Counter

from optimization.roster.faults import structural_faults
from optimization.roster.problem import Link, RosterProblem, compile_restrictions
from optimization.roster.result import Roster
from optimization.rules.policy import Hard, Soft
from optimization.rules.semantics import breach


def roster_cost(problem: RosterProblem, roster: Roster) -> int:
    """The objective of a roster that keeps every hard rule, in pence."""
    total = 0
    for employee, line in zip(problem.employees, roster.lines, strict=True):
        for restriction in compile_restrictions(problem, employee):
            if isinstance(restriction.enforcement, Soft):
                total += restriction.enforcement.pence(breach(restriction.primitive, line))
        total += sum(employee.duties[cell] for cell in line if cell is not None)
    for supply, index, number in roster.bought:
        total += number * problem.supplies[supply].pence[index]
    total += sum(
        row.cost(n_there) for row, n_there in zip(problem.coverage, _present(problem, roster), strict=True)
    )
    return total + _link_cost(problem, roster)


def keeps_hard_rules(problem: RosterProblem, roster: Roster) -> bool:
    """Whether the roster is one for this problem and keeps everything that must hold, minima and links included."""
    if structural_faults(problem, roster):
        return False
    for row, n_there in zip(problem.coverage, _present(problem, roster), strict=True):
        if n_there < (row.minimum or 0):
            return False
    if any(
        isinstance(link.enforcement, Hard) and _link_breach(link, problem, roster) for link in problem.links
    ):
        return False
    return not any(
        breach(restriction.primitive, line)
        for employee, line in zip(problem.employees, roster.lines, strict=True)
        for restriction in compile_restrictions(problem, employee)
        if isinstance(restriction.enforcement, Hard)
    )


def _present(problem: RosterProblem, roster: Roster) -> list[int]:
    """How many are there for each coverage row, bought workers included."""
    at_work = Counter(
        (day, cell) for line in roster.lines for day, cell in enumerate(line) if cell is not None
    )
    n_bought: Counter[int] = Counter()
    for _, index, number in roster.bought:
        n_bought[index] += number
    return [
        sum(at_work[cell] for cell in row.cells) + n_bought[index]
        for index, row in enumerate(problem.coverage)
    ]


def _link_cost(problem: RosterProblem, roster: Roster) -> int:
    return sum(
        link.enforcement.pence_per_unit * _link_breach(link, problem, roster)
        for link in problem.links
        if isinstance(link.enforcement, Soft)
    )


def _link_breach(link: Link, problem: RosterProblem, roster: Roster) -> int:
    """By how much the link's total is above or below its bounds."""
    line_of = {
        employee.employee_id: line for employee, line in zip(problem.employees, roster.lines, strict=True)
    }
    count = sum(term.coefficient for term in link.terms if line_of[term.employee_id][term.day] in term.duties)
    above = max(0, count - link.at_most) if link.at_most is not None else 0
    below = max(0, link.at_least - count) if link.at_least is not None else 0
    return above + below
