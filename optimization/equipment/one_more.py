"""What one further device of a type would save: the shadow price that a buyer wants."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimization.equipment.growing import GrowingProgram
from optimization.equipment.loads import Carrying, loads_used
from optimization.equipment.problem import EquipmentProblem, TypeProblem
from optimization.equipment.solve import FamilyResult

_COMPARED_MOVES = 40_000
"""Up to so many possible moves a family is solved again with a further device: ten places over 42 days, a second for each type."""


@dataclass(frozen=True, slots=True)
class OneMore:
    """What a further device, put where it helps most, saves over the planned days, when devices need not be whole."""

    pence: int
    is_estimate: bool
    """The price of a device where the plan stopped, not the difference of two optima."""


def values_of_one_more(
    problem: EquipmentProblem,
    families: Sequence[tuple[Sequence[TypeProblem], FamilyResult]],
    end: float,
) -> dict[str, OneMore]:
    """By type; none where not even a first program was solved in time.

    A small family with a further device is compared with itself without it, as far as there is time until `end` on the monotonic
    clock. Where vehicles are limited, they carry in both what the plans of the other families leave of them. For other families
    it is the highest price of a device on the first morning, which is near the difference but not the same.
    """
    values: dict[str, OneMore] = {}
    for kinds, result in families:
        values |= {
            type_id: OneMore(round(pence), is_estimate=True) for type_id, pence in result.device_pence.items()
        }
        if sum(int(kind.moves.allowed.sum()) * kind.n_days for kind in kinds) <= _COMPARED_MOVES:
            values.update(_differences(problem, kinds, result, families, end))
    return values


def _differences(
    problem: EquipmentProblem,
    kinds: Sequence[TypeProblem],
    result: FamilyResult,
    families: Sequence[tuple[Sequence[TypeProblem], FamilyResult]],
    end: float,
) -> Iterator[tuple[str, OneMore]]:
    carrying, linear = Carrying(problem.site_of), result.linear
    if problem.carried is not None:
        left = problem.carried.copy()
        for others, plan in families:
            if plan is not result:
                left -= loads_used(problem, others, plan.flows)
        carrying, linear = Carrying(problem.site_of, left), None
    if linear is None:
        linear = _linear_optimum(GrowingProgram(kinds, carrying), end)
    if linear is None:
        return
    for kind in kinds:
        more = _linear_optimum(GrowingProgram(kinds, carrying, kind.type_id), end)
        if more is not None:
            yield kind.type_id, OneMore(max(0, round(linear - more)), is_estimate=False)


def _linear_optimum(growing: GrowingProgram, end: float) -> float | None:
    """The least cost when devices need not be whole; None when there was no time to be sure of it."""
    if time.monotonic() >= end:
        return None
    relaxed = growing.relax(end)
    return relaxed.solution.objective + growing.constant if relaxed is not None and relaxed.complete else None
