"""Coverage rows and bought shifts in CP-SAT."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from ortools.sat.python import cp_model

from optimization.roster.cpsat.cells import LineCells, Literal
from optimization.roster.problem import CoverageRow, RosterProblem
from optimization.roster.purchase_limits import PurchaseLimit, purchase_limits

Bought = Mapping[tuple[int, int], cp_model.IntVar]
"""(supply index, row index) -> how many are bought."""


def presence(problem: RosterProblem, lines: Sequence[LineCells]) -> list[list[Literal]]:
    """For each coverage row, the variables of own staff that count, in employee order."""
    rows_of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, row in enumerate(problem.coverage):
        for cell in row.cells:
            rows_of[cell].append(index)
    counted: list[list[Literal]] = [[] for _ in problem.coverage]
    for line in lines:
        for day, variables in enumerate(line.duties):
            for duty, variable in variables.items():
                for index in rows_of.get((day, duty), ()):
                    counted[index].append(variable)
    return counted


def new_bought(model: cp_model.CpModel, problem: RosterProblem) -> dict[tuple[int, int], cp_model.IntVar]:
    """Variables for bought shifts, within the limits of each supply."""
    bought = {
        (number, row): model.new_int_var(0, supply.most_per_row, f"{supply.supply_id}_{row}")
        for number, supply in enumerate(problem.supplies)
        for row in sorted(supply.pence)
        if supply.most_per_row > 0
    }
    for limit in purchase_limits(problem):
        model.add(cp_model.LinearExpr.sum(used_up(limit, bought)) <= limit.most)
    return bought


def used_up(limit: PurchaseLimit, bought: Bought) -> list[cp_model.LinearExprT]:
    """What each of the variables uses up of a limit."""
    return [
        amount * bought[limit.supply, row]
        for row, amount in limit.amounts.items()
        if (limit.supply, row) in bought
    ]


def add_row(
    model: cp_model.CpModel,
    row: CoverageRow,
    present: cp_model.LinearExprT,
    most_present: int,
    terms: list[cp_model.LinearExprT],
) -> None:
    """Price the number who are present by the row's convex cost, and keep its minimum.

    The number is split over the steps of the cost, equal steps together: since steps never fall, the cheapest way to
    fill them is from the first on.
    """
    if row.minimum is not None:
        model.add(present >= row.minimum)
    steps = [after - before for before, after in pairwise(row.costs)]
    if any(after < before for before, after in pairwise(steps)):
        raise ValueError(f"coverage row '{row.row_id}' has costs that are not convex: {row.costs}")
    terms.append(row.costs[0])
    if most_present > len(steps):
        steps.extend([steps[-1] if steps else 0] * (most_present - len(steps)))
    filled: list[cp_model.LinearExprT] = []
    for step, group in groupby(steps[:most_present]):
        part = model.new_int_var(0, len(list(group)), f"{row.row_id}_{step}")
        filled.append(part)
        terms.append(step * part)
    model.add(cp_model.LinearExpr.sum(filled) == present)
