"""How much one cell of a line can be worth to the rules of one employee."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimization.roster.problem import Employee
from optimization.rules.policy import Hard, Restriction
from optimization.rules.primitives import FixedCell, ForbiddenSuccession, RunLength, WindowedTotal


def cell_stake(employee: Employee, restrictions: Sequence[Restriction], n_days: int) -> int:
    """The most pence by which another content of one cell can change the cost of a line, soft rules and duty price.

    An upper bound: every restriction that the day has a part in counts as if it changed the worst way. The result is
    a sum of multiples of the prices.
    """
    by_day = np.zeros(n_days, dtype=np.int64)
    for restriction in restrictions:
        if isinstance(restriction.enforcement, Hard):
            continue
        price = restriction.enforcement.pence_per_unit
        match restriction.primitive:
            case WindowedTotal(weights=weights, groups=groups, patterns=patterns):
                most = max((weight for _, weight in weights), default=0)
                days = {day for group in groups for day in group}
                # work on a day off ends a pattern and begins another
                most += 2 * max((pattern.weight for pattern in patterns), default=0)
                for pattern in patterns:
                    days.update(_pattern_days(pattern, n_days))
                by_day[sorted(days)] += restriction.enforcement.pence(most)
            case ForbiddenSuccession() as succession:
                # the cell is the last of a pattern, or in the run before it of as many as that is long
                most = 2 + succession.n_before
                by_day[_pattern_days(succession, n_days)] += most * price * succession.weight
            case RunLength(at_least=at_least, at_most=at_most):
                # a cell joins two runs of at most `at_most` days each, or cuts one into two that are too short
                joined = 0 if at_most is None else min(at_most, n_days) + 1
                by_day += price * max(joined, 2 * (min(at_least, n_days) - 1), 0)
            case FixedCell(days=days, weight=weight):
                np.add.at(by_day, list(days), price * weight)
    prices = [0, *employee.duties.values()]
    return int(by_day.max(initial=0)) + max(prices) - min(prices)


def _pattern_days(succession: ForbiddenSuccession, n_days: int) -> list[int]:
    """The days that the pattern can touch."""
    days = range(n_days) if succession.then_days is None else succession.then_days
    length = succession.days_off_between + 2 + succession.n_before
    touched = {day - back for day in days for back in range(length)}
    return sorted(day for day in touched if 0 <= day < n_days)
