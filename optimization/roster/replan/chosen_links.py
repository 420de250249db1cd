"""Rules of several people in the choice of a re-plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from optimization.roster.cpsat.model import breach_of
from optimization.roster.problem import Link, RosterProblem
from optimization.roster.replan.lines import OtherLine
from optimization.roster.result import Roster
from optimization.rules.policy import Hard


def add_links(
    model: cp_model.CpModel,
    problem: RosterProblem,
    base: Roster,
    others: Sequence[OtherLine],
    taken: Sequence[cp_model.IntVar],
    terms: list[cp_model.LinearExprT],
) -> None:
    """Every link that some of the `others` touch, with its price in `terms`; `taken` are their variables."""
    number_of = {employee.employee_id: number for number, employee in enumerate(problem.employees)}
    changing: dict[tuple[int, int], list[tuple[OtherLine, cp_model.IntVar]]] = defaultdict(list)
    for other, variable in zip(others, taken, strict=True):
        for day in other.changed:
            changing[other.employee, day].append((other, variable))
    for link in problem.links:
        total, parts = 0, []
        for term in link.terms:
            number = number_of[term.employee_id]
            now = base.lines[number][term.day] in term.duties
            total += term.coefficient * now
            for other, variable in changing.get((number, term.day), ()):
                difference = (other.line[term.day] in term.duties) - now
                if difference:
                    parts.append(term.coefficient * difference * variable)
        if parts:
            _add_link(model, link, total, parts, terms)


def _add_link(
    model: cp_model.CpModel,
    link: Link,
    total: int,
    parts: Sequence[cp_model.LinearExprT],
    terms: list[cp_model.LinearExprT],
) -> None:
    """A hard link that is broken already may stay so, and not get worse."""
    breach = breach_of(model, link.enforcement, terms)
    most = sum(abs(term.coefficient) for term in link.terms)
    count = total + cp_model.LinearExpr.sum(parts)
    is_hard = isinstance(link.enforcement, Hard)
    if link.at_most is not None:
        limit = max(link.at_most, total) if is_hard else link.at_most
        breach.bound(count - limit, most + abs(limit), 1, 1)
    if link.at_least is not None:
        limit = min(link.at_least, total) if is_hard else link.at_least
        breach.bound(limit - count, most + abs(limit), 1, 1)
