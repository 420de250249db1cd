"""Rules that must hold and that what happened breaks: a night taken away leaves too short a rest before the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster
from optimization.rules.policy import Hard
from optimization.rules.primitives import Line


def newly_broken(
    problem: RosterProblem, published: Sequence[Line], kept: Roster, judged: Assessment
) -> Mapping[int, frozenset[tuple[int, int]]]:
    """By employee, the (day, duty) cells of `kept` that take part in hard breaches which the published line has not.

    `judged` is the judgement of `kept`. What was published like that, or edited so by hand, is nobody's to mend.
    """
    number = {each.employee_id: n for n, each in enumerate(problem.employees)}
    found: dict[int, set[tuple[int, int]]] = {}
    for breach in judged.hard_breaches:
        who, violation = number[breach.violation.employee_id], breach.violation
        if violation.message in _sentences(problem, who, published[who]):
            continue
        cells = ((day, kept.lines[who][day]) for day in violation.days if 0 <= day < problem.n_days)
        found.setdefault(who, set()).update((day, cell) for day, cell in cells if cell is not None)
    return {who: frozenset(cells) for who, cells in found.items()}


def _sentences(problem: RosterProblem, number: int, line: Line) -> frozenset[str]:
    employee = problem.employees[number]
    return frozenset(
        violation.message
        for policy in problem.policies
        if isinstance(policy.enforcement, Hard) and policy.applies_to(employee.employee_id)
        for violation in policy.rule.check(problem, employee, line)
    )
