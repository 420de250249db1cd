"""The meaning of the primitives, as slow and plain code: by how much does a line break one of them?

This is the reference that every engine is tested against. It is not used to judge a roster: that is done by
each rule's own `check`, which shares nothing with this module.
"""

from __future__ import annotations

from itertools import groupby
from typing import assert_never

from optimization.rules.primitives import (
    FixedCell,
    ForbiddenSuccession,
    Line,
    Primitive,
    RunLength,
    WindowedTotal,
)


def breach(primitive: Primitive, line: Line) -> int:
    """By how much `line` breaks `primitive`, in the primitive's own unit (days, weight, patterns); 0 if kept."""
    match primitive:
        case RunLength():
            return _run_breach(primitive, line)
        case WindowedTotal():
            return _total_breach(primitive, line)
        case ForbiddenSuccession():
            return _succession_breach(primitive, line)
        case FixedCell():
            return primitive.weight * sum(line[day] not in primitive.allowed for day in primitive.days)
        case _:
            assert_never(primitive)


def _run_breach(rule: RunLength, line: Line) -> int:
    carried = rule.carried_in or 0
    runs: list[tuple[int, int]] = []
    day = 0
    for member, cells in groupby(line, key=lambda cell: cell in rule.cells):
        length = len(list(cells))
        if member:
            runs.append((day, day + length))
        day += length
    total = 0
    if carried and not (runs and runs[0][0] == 0) and line:
        total += max(0, rule.at_least - carried)
    for start, end in runs:
        history = carried if start == 0 else 0
        if rule.at_most is not None:
            total += max(0, history + end - start - rule.at_most) - max(0, history - rule.at_most)
        starts_unknown = start == 0 and rule.carried_in is None
        if not starts_unknown and end < len(line):
            total += max(0, rule.at_least - history - (end - start))
    return total


def _total_breach(rule: WindowedTotal, line: Line) -> int:
    weights, only = dict(rule.weights), dict(rule.only)
    total = rule.carried_in
    for group in rule.groups:
        cells = [(day, line[day]) for day in group]
        counted = [cell for day, cell in cells if cell is not None and (day not in only or cell in only[day])]
        total += max((weights.get(cell, 0) for cell in counted), default=0)
    total += sum(_succession_breach(pattern, line) for pattern in rule.patterns)
    below = max(0, rule.at_least - total) if rule.at_least is not None else 0
    above = max(0, total - rule.at_most) if rule.at_most is not None else 0
    return below + above


def _succession_breach(rule: ForbiddenSuccession, line: Line) -> int:
    past = len(rule.carried_in)
    cells = rule.carried_in + line
    gap = rule.days_off_between + 1
    count = 0
    for then in range(max(past, gap + rule.n_before), len(cells)):
        first = then - gap
        # what few pairs of days meet is asked first: re-plans and costs of rosters ask this for every line
        if cells[then] not in rule.then or cells[first] not in rule.first:
            continue
        if rule.then_days is not None and then - past not in rule.then_days:
            continue
        if any(cell not in rule.before for cell in cells[first - rule.n_before : first]):
            continue
        count += all(cell is None for cell in cells[first + 1 : then])
    return count * rule.weight
