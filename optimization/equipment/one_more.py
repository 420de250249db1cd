"""What one further device of a type would save: the shadow price that a buyer wants."""

from __future__ import annotations

import time
from collections.abc import Sequence

from optimization.equipment.growing import GrowingProgram
from optimization.equipment.loads import Carrying, loads_used
from optimization.equipment.problem import EquipmentProblem, TypeProblem
from optimization.equipment.solve import FamilyResult


def values_of_one_more(
    problem: EquipmentProblem,
    families: Sequence[tuple[Sequence[TypeProblem], FamilyResult]],
    end: float,
) -> dict[str, int]:
    """By type in pence, as far as there is time until `end` on the monotonic clock.

    A family with a further device is compared with itself without it. Where vehicles are limited, they carry in both what the
    plans of the other families leave of them.
    """
    values: dict[str, int] = {}
    for kinds, result in families:
        carrying, linear = Carrying(problem.site_of), result.linear
        if problem.carried is not None:
            left = problem.carried.copy()
            for others, plan in families:
                if plan is not result:
                    left -= loads_used(problem, others, plan.flows)
            carrying = Carrying(problem.site_of, left)
            linear = _linear_optimum(GrowingProgram(kinds, carrying), end)
        if linear is None:
            continue
        for kind in kinds:
            more = _linear_optimum(GrowingProgram(kinds, carrying, kind.type_id), end)
            if more is not None:
                values[kind.type_id] = max(0, round(linear - more))
    return values


def _linear_optimum(growing: GrowingProgram, end: float) -> float | None:
    """The least cost when devices need not be whole; None when there was no time to be sure of it."""
    if time.monotonic() >= end:
        return None
    relaxed = growing.relax(end)
    if relaxed is None or not relaxed.complete:
        return None
    optimum = growing.at_corner(relaxed, end)
    return None if optimum is None else optimum.solution.objective + growing.constant
