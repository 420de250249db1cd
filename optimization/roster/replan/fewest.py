"""How few changes a re-plan can possibly need: a bound by counting."""

from __future__ import annotations

from collections import Counter

from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem


def shifts_filled(problem: RosterProblem, before: Assessment, after: Assessment) -> int:
    """At least so many assignments change in any roster that leaves no more shifts open than `after` does.

    Against `before`, one day of one person, or one bought shift, fills at most one open shift (as many as there are rows
    that count its cell, where a cell counts for several). So the open shifts that `after` has fewer than `before` need as
    many changes, whoever makes the roster and whatever it costs.
    """
    fewer = _open(problem, before) - _open(problem, after)
    counted = Counter(cell for row in problem.coverage for cell in row.cells)
    return max(0, -(-fewer // max(counted.values(), default=1)))


def _open(problem: RosterProblem, judged: Assessment) -> int:
    return sum(
        max(0, max(row.target, row.minimum or 0) - there.present)
        for row, there in zip(problem.coverage, judged.cover, strict=True)
    )
