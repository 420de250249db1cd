"""ForbiddenSuccession in CP-SAT."""

from __future__ import annotations

from collections.abc import Iterator

from optimization.roster.cpsat.breach import Breach
from optimization.roster.cpsat.cells import LineCells, Literal
from optimization.rules.primitives import ForbiddenSuccession


def add_forbidden_succession(cells: LineCells, rule: ForbiddenSuccession, breach: Breach) -> None:
    """Each occurrence of the pattern is a breach of `weight`."""
    for groups in occurrences(cells, rule):
        breach.forbid_groups(groups, rule.weight)


def occurrences(cells: LineCells, rule: ForbiddenSuccession) -> Iterator[list[list[Literal]]]:
    """For each day on which the pattern may end: groups of literals, one of each of which is true when it does."""
    gap = rule.days_off_between + 1
    past = rule.carried_in
    days = range(cells.n_days) if rule.then_days is None else sorted(rule.then_days)
    for then in days:
        if not 0 <= then < cells.n_days:
            continue
        first = then - gap
        if first - rule.n_before < -len(past):
            continue
        between = range(first + 1, then)
        if any(day < 0 and past[day] is not None for day in between):
            continue
        groups = [[cells.off[day]] for day in between if day >= 0]
        groups.append(cells.parts(then, rule.then))
        if first >= 0:
            groups.append(cells.parts(first, rule.first))
        elif past[first] not in rule.first:
            continue
        run = range(first - rule.n_before, first)
        if any(day < 0 and past[day] not in rule.before for day in run):
            continue
        groups.extend(cells.parts(day, rule.before) for day in run if day >= 0)
        yield groups
