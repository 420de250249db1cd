"""WindowedTotal in CP-SAT."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Breach
from optimization.roster.cpsat.cells import LineCells
from optimization.rules.primitives import CellClass, WindowedTotal


def add_windowed_total(cells: LineCells, rule: WindowedTotal, breach: Breach) -> None:
    """Each unit of weight above or below the bounds is a breach of 1."""
    weights = dict(rule.weights)
    heaviest = max(weights.values(), default=0)
    total = rule.carried_in + cp_model.LinearExpr.sum(
        [
            _day_weight(cells, group[0], weights) if len(group) == 1 else _group_weight(cells, group, weights)
            for group in rule.groups
        ]
    )
    if rule.at_most is not None:
        highest = rule.carried_in + heaviest * len(rule.groups)
        breach.bound(total - rule.at_most, highest - rule.at_most)
    if rule.at_least is not None:
        breach.bound(rule.at_least - total, rule.at_least - rule.carried_in)


def _day_weight(cells: LineCells, day: int, weights: dict[int, int]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.sum(
        [weights.get(duty, 0) * variable for duty, variable in cells.duties[day].items()]
    )


def _group_weight(cells: LineCells, group: tuple[int, ...], weights: dict[int, int]) -> cp_model.LinearExprT:
    """The largest weight of the group: the sum over thresholds of whether any day reaches it."""
    model = cells.model
    terms: list[cp_model.LinearExprT] = []
    below = 0
    for threshold in sorted({weight for weight in weights.values() if weight}):
        heavy = CellClass(frozenset(duty for duty, weight in weights.items() if weight >= threshold))
        reached = model.new_bool_var("reached")
        model.add_max_equality(reached, [cells.member(day, heavy) for day in group])
        terms.append((threshold - below) * reached)
        below = threshold
    return cp_model.LinearExpr.sum(terms)
