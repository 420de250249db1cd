"""All types together: families share nothing but the vehicles between sites.

Without vehicle limits, or where they do not bind, each family's optimum is the optimum. Where they bind, families are planned
again one after the other, the dearest shortage first, with the loads that are left; the sum of the unlimited optima stays a
proven bound, which says how much that order can have cost at most.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from joblib import Parallel, delayed

from optimization.equipment.loads import Carrying, loads_used
from optimization.equipment.one_more import OneMore, values_of_one_more
from optimization.equipment.problem import EquipmentProblem, TypeProblem
from optimization.equipment.solve import FamilyResult, is_proven, solve_family

_WORTH_PROCESSES = 100_000
"""Possible moves of all types from which starting processes takes less time than it saves."""


@dataclass(frozen=True, slots=True)
class Family:
    """Types that stand in for each other, and their plan."""

    type_ids: tuple[str, ...]
    result: FamilyResult


@dataclass(frozen=True, slots=True)
class NetworkResult:
    """The plans of all families, and by type what one more device would save in pence."""

    families: tuple[Family, ...]
    one_more: Mapping[str, OneMore]

    def family_of(self, type_id: str) -> Family:
        """The family that a type belongs to."""
        return next(family for family in self.families if type_id in family.type_ids)


def solve_network(
    problem: EquipmentProblem, seconds: float, gap: float, n_workers: int = 1, *, one_more: bool = True
) -> NetworkResult:
    """Plan every type within `seconds`, each family to the relative `gap`; large networks in `n_workers` processes."""
    end = time.monotonic() + seconds
    groups = split_families(problem.types)
    free = Carrying(problem.site_of)

    if n_workers == 1 or len(groups) == 1 or _possible_moves(problem) < _WORTH_PROCESSES:
        results = []
        for position, group in enumerate(groups):
            left = max(0.0, end - time.monotonic())
            results.append(solve_family(group, free, left / (len(groups) - position), gap))
    else:
        results = _in_processes(problem, groups, end, gap, n_workers)
    if problem.carried is not None:
        results = _within_loads(problem, groups, results, end, gap)
    values = values_of_one_more(problem, list(zip(groups, results, strict=True)), end) if one_more else {}
    families = tuple(
        Family(tuple(kind.type_id for kind in group), result)
        for group, result in zip(groups, results, strict=True)
    )
    return NetworkResult(families, values)


def _in_processes(
    problem: EquipmentProblem, groups: list[list[TypeProblem]], end: float, gap: float, n_workers: int
) -> list[FamilyResult]:
    """Processes, as the solver keeps Python's lock; small families first, which leave their time to the large ones."""
    free = Carrying(problem.site_of)
    order = sorted(
        range(len(groups)), key=lambda position: (sum(kind.gains.size for kind in groups[position]), position)
    )
    found = Parallel(n_workers)(
        delayed(_in_turn)(end, (len(order) - place) / n_workers, groups[position], free, gap)
        for place, position in enumerate(order)
    )
    by_position = dict(zip(order, found, strict=True))
    return [by_position[position] for position in range(len(groups))]


def _in_turn(
    end: float, n_turns: float, group: list[TypeProblem], free: Carrying, gap: float
) -> FamilyResult:
    """`solve_family` in its part of the time until `end` of the monotonic clock, which all processes share."""
    left = max(0.0, end - time.monotonic())
    return solve_family(group, free, left / max(1.0, n_turns), gap)


def _possible_moves(problem: EquipmentProblem) -> int:
    return sum(int(kind.moves.allowed.sum()) * kind.n_days for kind in problem.types)


def split_families(types: tuple[TypeProblem, ...]) -> list[list[TypeProblem]]:
    """Types that are linked by standing in, in the order of their first member."""
    family = {kind.type_id: {kind.type_id} for kind in types}
    for kind in types:
        for other in kind.stands_in_for:
            if other in family:
                joined = family[kind.type_id] | family[other]
                for member in joined:
                    family[member] = joined
    groups: dict[frozenset[str], list[TypeProblem]] = {}
    for kind in types:
        groups.setdefault(frozenset(family[kind.type_id]), []).append(kind)
    return list(groups.values())


def _within_loads(
    problem: EquipmentProblem,
    groups: list[list[TypeProblem]],
    results: list[FamilyResult],
    end: float,
    gap: float,
) -> list[FamilyResult]:
    assert problem.carried is not None
    used = sum(
        (loads_used(problem, g, r.flows) for g, r in zip(groups, results, strict=True)),
        np.zeros_like(problem.carried),
    )
    if (used <= problem.carried).all():
        return results
    left = problem.carried.copy()
    planned = list(results)
    order = sorted(range(len(groups)), key=lambda i: -max(kind.worth.shortage_pence for kind in groups[i]))
    for place, position in enumerate(order):
        group, free_plan = groups[position], results[position]
        if not (loads_used(problem, group, free_plan.flows) <= left).all():
            seconds = max(0.0, end - time.monotonic()) / (len(order) - place)
            limited = solve_family(group, Carrying(problem.site_of, loads=left), seconds, gap)
            planned[position] = limited
            if (left < problem.carried).any():
                # What the family might have had with all vehicles is not known; a bound without their limit holds anyway.
                bound = free_plan.bound
                proven = is_proven(limited.objective, bound, gap)
                planned[position] = replace(limited, bound=bound, proven=proven, has_lacked_room=not proven)
        left = left - loads_used(problem, group, planned[position].flows)
    return planned
