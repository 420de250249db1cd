"""Solve families of types: a linear program over moves that may pay, then whole numbers where it left fractions."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimization.equipment.columns import TypeColumns
from optimization.equipment.flow import Flow
from optimization.equipment.growing import GrowingProgram, dear_moves
from optimization.equipment.loads import Carrying
from optimization.equipment.problem import TypeProblem
from optimization.equipment.rounding import settle
from optimization.linear import Floats, LinearProgram, Solution

_WHOLE = 1e-6
_SEARCHED = 8_000
"""Up to so many columns whole numbers are searched for where rounding does not come near enough."""
_RELAXED_SHARE = 0.5
"""The part of the gap asked for that moves and steps left out may take; the rest is for whole numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class FamilyResult:
    """Flows by type; `objective` and the proven `bound` in pence, both of the whole cost; `proven` to the gap asked for."""

    flows: Mapping[str, Flow]
    objective: float
    bound: float | None
    proven: bool
    linear: float | None
    """The optimum without the condition that devices are whole; None when it was not reached."""
    has_lacked_room: bool = False
    """Vehicles were too full for a plan that is proven to be the best."""


def solve_family(
    problems: Sequence[TypeProblem], carrying: Carrying, seconds: float, gap: float
) -> FamilyResult | None:
    """The best plan of types that stand in for each other; None when none was found in time.

    `gap` is relative to the whole cost: where devices have to be whole, the search ends within it.
    """
    end = time.monotonic() + seconds
    growing = GrowingProgram(problems, carrying)
    relaxed = growing.relax(end, gap * _RELAXED_SHARE)
    if relaxed is None:
        return None
    program, columns, solution = relaxed.program, relaxed.columns, relaxed.solution
    constant = growing.constant
    bound = solution.objective + constant - relaxed.saving
    linear = solution.objective + constant if relaxed.complete else None

    def result(values: Floats, objective: float, bound: float) -> FamilyResult:
        proven = is_proven(objective, bound, gap)
        return FamilyResult(growing.read(columns, values), objective, bound, proven, linear)

    whole = np.concatenate(program.whole)
    if _are_whole(solution.values[whole]):
        return result(solution.values, solution.objective + constant, bound)
    rounded = None
    settled = _settled(problems, program, columns, solution, end)
    if settled is not None and _are_whole(settled.values[whole]):
        rounded = result(settled.values, settled.objective + constant, bound)
        if rounded.proven or len(whole) > _SEARCHED:
            return rounded
    # The solver's gap is relative to its own objective, in which the constant is missing.
    allowed = max(0.5, gap * abs(bound) / 2)
    best = program.solve(end - time.monotonic(), relaxed=False, absolute_gap=allowed)
    if best is None:
        return rounded
    if growing.has_all_moves and growing.has_all_steps:
        bound = max(bound, best.bound + constant)
    if rounded is not None and rounded.objective < best.objective + constant:
        return replace(rounded, bound=bound, proven=is_proven(rounded.objective, bound, gap))
    return result(best.values, best.objective + constant, bound)


def _settled(
    problems: Sequence[TypeProblem],
    program: LinearProgram,
    columns: dict[str, TypeColumns],
    solution: Solution,
    end: float,
) -> Solution | None:
    """The program solved again with services, hires and loans in whole numbers near those of `solution`."""
    decided, counts = settle(problems, columns, solution.values)
    dear = dear_moves(columns, solution)
    fixed, values = np.concatenate((decided, dear)), np.concatenate((counts, np.zeros_like(dear)))
    return program.settled(fixed, values).solve(end - time.monotonic(), relaxed=True)


def is_proven(objective: float, bound: float | None, gap: float) -> bool:
    """Whether the bound, where there is one, is within half a penny or the relative `gap`."""
    return bound is not None and objective - bound <= max(0.5, gap * abs(objective))


def _are_whole(values: Floats) -> bool:
    return bool(np.abs(values - np.rint(values)).max(initial=0.0) <= _WHOLE)
