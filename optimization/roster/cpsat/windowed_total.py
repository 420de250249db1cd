"""WindowedTotal in CP-SAT."""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Breach
from optimization.roster.cpsat.cells import LineCells, Literal
from optimization.roster.cpsat.forbidden_succession import occurrences
from optimization.rules.primitives import CellClass, ForbiddenSuccession, WindowedTotal


def add_windowed_total(cells: LineCells, rule: WindowedTotal, breach: Breach) -> None:
    """Each unit of weight above or below the bounds is a breach of 1.

    Where all duties weigh the same and there are no patterns, their number is bounded instead: that cuts off the fractions of a shift with
    which a relaxation would meet any total for nothing.
    """
    weights = {
        duty: weight
        for duty, weight in rule.weights
        if weight and any(duty in cells.duties[day] for group in rule.groups for day in group)
    }
    sizes = set(weights.values())
    already_over = rule.at_most is not None and rule.carried_in > rule.at_most
    if len(sizes) == 1 and not already_over and not rule.patterns:
        _bound_number(cells, rule, weights, sizes.pop(), breach)
    else:
        _bound_weight(cells, rule, weights, breach)


def _bound_number(
    cells: LineCells, rule: WindowedTotal, weights: dict[int, int], weight: int, breach: Breach
) -> None:
    """The first duty too many, or too few, is a breach of the part that does not fit; each further one of `weight`."""
    duties = CellClass(frozenset(weights))
    only = dict(rule.only)
    number = cp_model.LinearExpr.sum([_worked(cells, group, duties, only) for group in rule.groups])
    if rule.at_most is not None:
        free, used = divmod(rule.at_most - rule.carried_in, weight)
        breach.bound(number - free, len(rule.groups) - free, weight - used, weight)
    if rule.at_least is not None:
        owed = max(0, rule.at_least - rule.carried_in)
        needed = -(-owed // weight)
        breach.bound(needed - number, needed, owed % weight or weight, weight)


def _bound_weight(cells: LineCells, rule: WindowedTotal, weights: dict[int, int], breach: Breach) -> None:
    thresholds = sorted(set(weights.values()))
    only = dict(rule.only)
    terms: list[cp_model.LinearExprT] = []
    for group in rule.groups:
        if len(group) == 1:
            terms.extend(
                weights.get(duty, 0) * variable
                for duty, variable in cells.duties[group[0]].items()
                if group[0] not in only or duty in only[group[0]]
            )
            continue
        # the largest weight of the group is the sum, over the weights there are, of whether any day reaches them
        below = 0
        for threshold in thresholds:
            heavy = CellClass(frozenset(duty for duty, weight in weights.items() if weight >= threshold))
            terms.append((threshold - below) * _worked(cells, group, heavy, only))
            below = threshold
    most = rule.carried_in + (thresholds[-1] if thresholds else 0) * len(rule.groups)
    for pattern in rule.patterns:
        occurred = _occurred(cells, pattern)
        terms.extend(pattern.weight * literal for literal in occurred)
        most += pattern.weight * len(occurred)
    total = rule.carried_in + cp_model.LinearExpr.sum(terms)
    if rule.at_most is not None:
        breach.bound(total - rule.at_most, most - rule.at_most, 1, 1)
    if rule.at_least is not None:
        breach.bound(rule.at_least - total, rule.at_least - rule.carried_in, 1, 1)


def _occurred(cells: LineCells, pattern: ForbiddenSuccession) -> list[cp_model.IntVar]:
    """Variables that are 1 where the pattern occurs; nothing keeps them at 0, but a total that costs where it is high."""
    found = []
    for groups in occurrences(cells, pattern):
        if all(groups):
            occurs = cells.model.new_bool_var("occurs")
            literals = [literal for group in groups for literal in group]
            cells.model.add(cp_model.LinearExpr.sum(literals) - occurs <= len(groups) - 1)
            found.append(occurs)
    return found


def _worked(
    cells: LineCells, group: tuple[int, ...], duties: CellClass, only: Mapping[int, frozenset[int]]
) -> cp_model.LinearExprT:
    """1 when a duty of the class that weighs on its day is worked on any day of the group."""
    counted = {day: CellClass(duties.duties & only.get(day, duties.duties)) for day in group}
    if len(group) == 1:
        return cp_model.LinearExpr.sum(cells.parts(group[0], counted[group[0]]))
    members: list[Literal] = [cells.member(day, counted[day]) for day in group]
    any_day = cells.model.new_bool_var("any_day")
    cells.model.add_max_equality(any_day, members)
    return any_day
