"""What the column engine cannot take; the caller then plans with another engine and says so."""

from __future__ import annotations

from itertools import pairwise

from optimization.roster.problem import CoverageRow, RosterProblem, compile_restrictions
from optimization.rules.policy import Restriction
from optimization.rules.primitives import ForbiddenSuccession, Line, WindowedTotal


def reasons_against(problem: RosterProblem) -> tuple[str, ...]:
    """Every reason why the engine cannot solve the problem, in sentences; empty when it can."""
    reasons = [f"the cost of {row.row_id} is not convex" for row in problem.coverage if not _is_convex(row)]
    for employee in problem.employees:
        restrictions = compile_restrictions(problem, employee)
        reasons += [f"{employee.name}: {text}" for text in _line_reasons(restrictions)]
    return tuple(reasons)


def _is_convex(row: CoverageRow) -> bool:
    steps = [right - left for left, right in pairwise(row.costs)]
    return all(left <= right for left, right in pairwise(steps))


def _line_reasons(restrictions: tuple[Restriction, ...]) -> list[str]:
    reasons = []
    longest: Line = ()
    for restriction in restrictions:
        primitive = restriction.primitive
        if isinstance(primitive, WindowedTotal):
            spans = sorted((min(group), max(group)) for group in primitive.groups if group)
            if any(left[1] >= right[0] for left, right in pairwise(spans)):
                reasons.append(f"the groups of days of {restriction.rule} overlap")
        if isinstance(primitive, ForbiddenSuccession):
            carried = primitive.carried_in
            short, long = sorted((carried, longest), key=len)
            if long[len(long) - len(short) :] != short:
                reasons.append(f"{restriction.rule} knows another past than the other rules")
            longest = long
    return reasons
