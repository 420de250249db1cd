"""What the column engine cannot take; the caller then plans with another engine and says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from optimization.roster.problem import CoverageRow, Link, RosterProblem, compile_restrictions
from optimization.rules.policy import Restriction
from optimization.rules.primitives import ForbiddenSuccession, Line, WindowedTotal


def compile_everybody(problem: RosterProblem) -> tuple[tuple[Restriction, ...], ...]:
    """The restrictions of each employee, in the order of the problem."""
    return tuple(compile_restrictions(problem, employee) for employee in problem.employees)


def reasons_against(
    problem: RosterProblem, restrictions: Sequence[Sequence[Restriction]] | None = None
) -> tuple[str, ...]:
    """Every reason why the engine cannot solve the problem, in sentences; empty when it can.

    `restrictions`, by employee, spare compiling them again.
    """
    if restrictions is None:
        restrictions = compile_everybody(problem)
    reasons = [f"the cost of {row.row_id} is not convex" for row in problem.coverage if not _is_convex(row)]
    reasons += [text for link in problem.links for text in _link_reasons(link)]
    for employee, own in zip(problem.employees, restrictions, strict=True):
        reasons += [f"{employee.name}: {text}" for text in _line_reasons(own)]
    return tuple(reasons)


def _link_reasons(link: Link) -> list[str]:
    if link.at_least is None or link.at_most is None or link.at_least <= link.at_most:
        return []
    return [f"a link of {link.rule} asks for at least {link.at_least} and at most {link.at_most} at once"]


def _is_convex(row: CoverageRow) -> bool:
    steps = [right - left for left, right in pairwise(row.costs)]
    return all(left <= right for left, right in pairwise(steps))


def _line_reasons(restrictions: Sequence[Restriction]) -> list[str]:
    reasons = []
    longest: Line = ()
    for restriction in restrictions:
        primitive = restriction.primitive
        successions: tuple[ForbiddenSuccession, ...] = ()
        if isinstance(primitive, ForbiddenSuccession):
            successions = (primitive,)
        if isinstance(primitive, WindowedTotal):
            spans = sorted((min(group), max(group)) for group in primitive.groups if group)
            if any(left[1] >= right[0] for left, right in pairwise(spans)):
                reasons.append(f"the groups of days of {restriction.rule} overlap")
            successions = primitive.patterns
        for succession in successions:
            carried = succession.carried_in
            short, long = sorted((carried, longest), key=len)
            if long[len(long) - len(short) :] != short:
                reasons.append(f"{restriction.rule} knows another past than the other rules")
            longest = long
    return reasons
