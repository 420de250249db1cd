"""Whole numbers for services, hires and loans from a solution in fractions; the rest of the program is a flow and comes out whole."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from optimization.equipment.family import TypeColumns
from optimization.equipment.problem import Ints, TypeProblem
from optimization.linear import Floats


def settle(
    problems: Iterable[TypeProblem], columns: dict[str, TypeColumns], values: Floats
) -> tuple[Ints, Ints]:
    """Columns and their whole values.

    Sums from the first day on are rounded, not single days, so that totals, windows and the shortest hire hold in whole
    numbers as they did in fractions.
    """
    found: list[Ints] = []
    whole: list[Ints] = []
    for problem in problems:
        own = columns[problem.type_id]
        for start in own.service_start:
            found.append(start)
            whole.append(_rounded_sums(values[start]))
        for lent in own.lent:
            found.append(lent)
            whole.append(np.floor(values[lent] + 1e-6).astype(np.int64))
        if own.rented is not None and own.hired is not None:
            for rented, hired in zip(own.rented, own.hired, strict=True):
                days = np.flatnonzero(rented >= 0)
                if len(days):
                    hires = _rounded_sums(values[hired[days]])
                    back = values[hired[days]] - np.diff(values[rented[days]], prepend=0.0)
                    found += [hired[days], rented[days]]
                    whole += [hires, np.cumsum(hires) - np.cumsum(_rounded_sums(back))]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(found), np.concatenate(whole)


def _rounded_sums(values: Floats) -> Ints:
    sums = np.floor(np.cumsum(values) + 0.5 - 1e-6).astype(np.int64)
    return np.diff(sums, prepend=0)
