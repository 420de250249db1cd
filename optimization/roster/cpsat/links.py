"""Links between employees in CP-SAT."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Breach
from optimization.roster.cpsat.cells import LineCells
from optimization.roster.problem import Link
from optimization.rules.primitives import CellClass


def add_link(lines: dict[str, LineCells], link: Link, breach: Breach) -> None:
    """Each unit above or below the link's bounds is a breach of 1."""
    total = cp_model.LinearExpr.sum(
        [
            term.coefficient * part
            for term in link.terms
            for part in lines[term.employee_id].parts(term.day, CellClass(term.duties))
        ]
    )
    if link.at_most is not None:
        highest = sum(max(0, term.coefficient) for term in link.terms)
        breach.bound(total - link.at_most, highest - link.at_most, 1, 1)
    if link.at_least is not None:
        lowest = sum(min(0, term.coefficient) for term in link.terms)
        breach.bound(link.at_least - total, link.at_least - lowest, 1, 1)
