"""FixedCell in CP-SAT."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Breach
from optimization.roster.cpsat.cells import LineCells
from optimization.rules.primitives import FixedCell


def add_fixed_cell(cells: LineCells, rule: FixedCell, breach: Breach) -> None:
    """Each day with a cell outside `allowed` is a breach of `weight`."""
    for day in rule.days:
        inside = cells.parts(day, rule.allowed)
        n_all = len(cells.duties[day]) + 1
        if len(inside) < n_all:
            breach.count(rule.weight * (1 - cp_model.LinearExpr.sum(inside)))
