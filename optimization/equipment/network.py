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

from optimization.equipment.growing import Carrying
from optimization.equipment.problem import EquipmentProblem, Ints, TypeProblem
from optimization.equipment.solve import FamilyResult, is_proven, solve_family, value_of_one_more


@dataclass(frozen=True, slots=True)
class Family:
    """Types that stand in for each other, and their plan; None when none was found in time."""

    type_ids: tuple[str, ...]
    result: FamilyResult | None


@dataclass(frozen=True, slots=True)
class NetworkResult:
    """The plans of all families, and by type what one more device would save in pence."""

    families: tuple[Family, ...]
    one_more: Mapping[str, int]

    def family_of(self, type_id: str) -> Family:
        """The family that a type belongs to."""
        return next(family for family in self.families if type_id in family.type_ids)


def solve_network(
    problem: EquipmentProblem, seconds: float, gap: float, n_workers: int = 1, *, one_more: bool = True
) -> NetworkResult:
    """Plan every type within `seconds`, each family to the relative `gap`, in `n_workers` processes."""
    end = time.monotonic() + seconds
    groups = split_families(problem.types)
    free = Carrying(problem.site_of)

    results: list[FamilyResult | None]
    if n_workers == 1:
        results = []
        for position, group in enumerate(groups):
            left = max(0.0, end - time.monotonic())
            results.append(solve_family(group, free, left / (len(groups) - position), gap))
    else:
        # Processes: the solver keeps Python's lock.
        share = 2 * seconds * n_workers / len(groups)
        results = Parallel(n_workers)(delayed(_until)(end, group, free, share, gap) for group in groups)
    if problem.carried is not None:
        results = _within_loads(problem, groups, results, end, gap)
    values: dict[str, int] = {}
    if one_more:
        for group, result in zip(groups, results, strict=True):
            if result is not None and result.linear is not None:
                for kind in group:
                    value = value_of_one_more(
                        group, kind.type_id, free, result.linear, end - time.monotonic()
                    )
                    if value is not None:
                        values[kind.type_id] = value
    families = tuple(
        Family(tuple(kind.type_id for kind in group), result)
        for group, result in zip(groups, results, strict=True)
    )
    return NetworkResult(families, values)


def _until(
    end: float, group: list[TypeProblem], free: Carrying, seconds: float, gap: float
) -> FamilyResult | None:
    """`solve_family` in at most `seconds`, and not beyond `end` of the monotonic clock, which all processes share."""
    return solve_family(group, free, max(0.0, min(seconds, end - time.monotonic())), gap)


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


def loads_used(problem: EquipmentProblem, kinds: list[TypeProblem], result: FamilyResult) -> Ints:
    """What leaves each site for others on each day, in units of load."""
    assert problem.carried is not None
    used = np.zeros_like(problem.carried)
    site_of = problem.site_of
    for kind in kinds:
        day, start, end, count = result.flows[kind.type_id].moves.T
        far = site_of[start] != site_of[end]
        np.add.at(used, (site_of[start[far]], day[far]), count[far] * kind.load)
    return used


def _within_loads(
    problem: EquipmentProblem,
    groups: list[list[TypeProblem]],
    results: list[FamilyResult | None],
    end: float,
    gap: float,
) -> list[FamilyResult | None]:
    assert problem.carried is not None
    used = sum(
        (loads_used(problem, g, r) for g, r in zip(groups, results, strict=True) if r is not None),
        np.zeros_like(problem.carried),
    )
    if (used <= problem.carried).all():
        return results
    left = problem.carried.copy()
    planned = list(results)
    order = sorted(range(len(groups)), key=lambda i: -max(kind.worth.shortage_pence for kind in groups[i]))
    for place, position in enumerate(order):
        group, free_plan = groups[position], results[position]
        if free_plan is None:
            continue
        if not (loads_used(problem, group, free_plan) <= left).all():
            seconds = max(0.0, end - time.monotonic()) / (len(order) - place)
            limited = solve_family(group, Carrying(problem.site_of, loads=left), seconds, gap)
            planned[position] = limited
            if limited is None:
                continue
            # A bound that holds for any order of families is that without the limit.
            proven = is_proven(limited.objective, free_plan.bound, gap)
            planned[position] = replace(limited, bound=free_plan.bound, proven=proven)
        final = planned[position]
        if final is not None:
            left = left - loads_used(problem, group, final)
    return planned
