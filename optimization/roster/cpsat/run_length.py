"""RunLength in CP-SAT."""

from __future__ import annotations

from optimization.roster.cpsat.breach import Breach
from optimization.roster.cpsat.cells import LineCells, Literal
from optimization.rules.primitives import RunLength


def add_run_length(cells: LineCells, rule: RunLength, breach: Breach) -> None:
    """Each surplus day, and each day that is missing from a run which ends inside the horizon, is a breach of 1."""
    if cells.n_days == 0:
        return
    members = [cells.member(day, rule.cells) for day in range(cells.n_days)]
    if rule.at_most is not None:
        _add_at_most(members, rule.at_most, rule.carried_in or 0, breach)
    if rule.at_least > 1:
        _add_at_least(members, rule, breach)


def _add_at_most(members: list[Literal], at_most: int, carried_in: int, breach: Breach) -> None:
    """Day d is surplus when it and the `at_most` days before it are all in the class."""
    for day in range(len(members)):
        n_past = max(0, at_most - day)
        if n_past <= carried_in:
            breach.forbid(members[max(0, day - at_most) : day + 1])


def _add_at_least(members: list[Literal], rule: RunLength, breach: Breach) -> None:
    """A run of exactly `length` days, closed on both sides, is missing `at_least - length` days."""
    outside = [member.negated() for member in members]
    n_days = len(members)
    carried = rule.carried_in
    if carried is not None:
        for new in range(min(rule.at_least - carried, n_days)):
            if carried + new > 0:
                breach.forbid([*members[:new], outside[new]], rule.at_least - carried - new)
    for start in range(1, n_days):
        for length in range(1, min(rule.at_least, n_days - start)):
            run = members[start : start + length]
            breach.forbid([outside[start - 1], *run, outside[start + length]], rule.at_least - length)
