"""Solve families of types: a linear program over moves that may pay, then whole numbers where it left fractions."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from optimization.equipment.flow import Flow, as_it_stands, total_pence
from optimization.equipment.growing import GrowingProgram, Relaxed, dear_moves
from optimization.equipment.loads import Carrying
from optimization.equipment.moved_once import moved_at_start
from optimization.equipment.problem import TypeProblem
from optimization.equipment.rounding import settled_hires_and_loans, settled_services
from optimization.linear import Floats, Solution

_WHOLE = 1e-6
_SEARCHED = 8_000
"""Up to so many columns whole numbers are searched for where rounding does not come near enough."""
_TRIES = 4
"""Times that whole numbers are sought beside ever better prices, as far as there is time."""
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
    stays: bool = False
    """Nothing better was found in time than that all devices stay where they are."""
    device_pence: Mapping[str, float] = field(default_factory=dict)
    """By type the price of a further device on the first morning, where it is highest, at the last prices known."""


def solve_family(
    problems: Sequence[TypeProblem], carrying: Carrying, seconds: float, gap: float
) -> FamilyResult:
    """The best plan of types that stand in for each other; without one in time everything stays where it is.

    `gap` is relative to the whole cost: where devices have to be whole, the search ends within it.
    """
    end = time.monotonic() + seconds
    plan = _staying(problems)
    growing = GrowingProgram(problems, carrying)
    relaxed = growing.relax(end, gap * _RELAXED_SHARE)
    if relaxed is None:
        return _moved_at_start(problems, plan) if carrying.loads is None and seconds > 0 else plan
    plan = replace(_with_bound(plan, _bound(growing, relaxed), gap), device_pence=_device_prices(relaxed))
    for _ in range(_TRIES):
        if relaxed is None or relaxed.corner:
            break
        # A plan that is late by a part of a round is better than none.
        late = max(end, time.monotonic() + relaxed.seconds) if plan.stays else end
        plan = _better(_rounded(problems, growing, relaxed, late, gap), plan, gap)
        if plan.proven or relaxed.saving <= gap * plan.objective:
            break
        relaxed = growing.relax(end, gap * _RELAXED_SHARE)
        if relaxed is not None:
            known = _bound(growing, relaxed)
            plan = _with_bound(plan, known if plan.bound is None else max(plan.bound, known), gap)
    if relaxed is not None and not plan.proven:
        relaxed = growing.at_corner(relaxed, end)
    if relaxed is not None and not plan.proven:
        plan = _better(_from_corner(problems, growing, relaxed, end, gap), plan, gap)
    return plan


def _staying(problems: Sequence[TypeProblem]) -> FamilyResult:
    flows = {problem.type_id: as_it_stands(problem) for problem in problems}
    return FamilyResult(
        flows, float(total_pence(problems, flows)), None, proven=False, linear=None, stays=True
    )


def _moved_at_start(problems: Sequence[TypeProblem], plan: FamilyResult) -> FamilyResult:
    """Better than what stays, and found at once: each type by itself, by moves on the first morning alone."""
    flows = {problem.type_id: moved_at_start(problem) or plan.flows[problem.type_id] for problem in problems}
    cost = total_pence(problems, flows)
    if cost >= plan.objective:
        return plan
    return replace(plan, flows=flows, objective=float(cost), stays=False)


def _from_corner(
    problems: Sequence[TypeProblem], growing: GrowingProgram, relaxed: Relaxed, end: float, gap: float
) -> FamilyResult | None:
    """Whole numbers from an optimum at a corner, which has them mostly; searched for where they are few."""
    program, solution = relaxed.program, relaxed.solution
    whole = np.concatenate(program.whole)
    if _are_whole(solution.values[whole]):
        return _result(growing, relaxed, solution.values, solution.objective, gap)
    rounded = _rounded(problems, growing, relaxed, end, gap)
    if rounded is not None and (rounded.proven or len(whole) > _SEARCHED):
        return rounded
    bound = _bound(growing, relaxed)
    # The solver's gap is relative to its own objective, in which the constant is missing.
    best = program.solve(end - time.monotonic(), relaxed=False, absolute_gap=max(0.5, gap * abs(bound) / 2))
    if best is None:
        return rounded
    found = _result(growing, relaxed, best.values, best.objective, gap)
    if growing.has_all_moves and growing.has_all_steps:
        found = _with_bound(found, max(bound, best.bound + growing.constant), gap)
    return found if rounded is None else _better(found, rounded, gap)


def _device_prices(relaxed: Relaxed) -> dict[str, float]:
    prices = relaxed.solution.prices
    assert prices is not None
    return {
        type_id: max(0.0, float(-prices[own.morning[:, 0]].min())) for type_id, own in relaxed.columns.items()
    }


def _bound(growing: GrowingProgram, relaxed: Relaxed) -> float:
    return relaxed.solution.objective + growing.constant - relaxed.saving


def _result(
    growing: GrowingProgram, relaxed: Relaxed, values: Floats, objective: float, gap: float
) -> FamilyResult:
    cost, bound = objective + growing.constant, _bound(growing, relaxed)
    linear = relaxed.solution.objective + growing.constant if relaxed.complete else None
    flows = growing.read(relaxed.columns, values)
    proven = is_proven(cost, bound, gap)
    return FamilyResult(flows, cost, bound, proven, linear, device_pence=_device_prices(relaxed))


def _with_bound(result: FamilyResult, bound: float | None, gap: float) -> FamilyResult:
    return replace(result, bound=bound, proven=is_proven(result.objective, bound, gap))


def _better(one: FamilyResult | None, other: FamilyResult, gap: float) -> FamilyResult:
    """The cheaper plan, with the better bound of both and what is known of the optimum in fractions."""
    if one is None:
        return other
    best = one if one.objective <= other.objective else other
    linear = one.linear if one.linear is not None else other.linear
    bounds = [each.bound for each in (one, other) if each.bound is not None]
    return _with_bound(replace(best, linear=linear), max(bounds, default=None), gap)


def _rounded(
    problems: Sequence[TypeProblem], growing: GrowingProgram, relaxed: Relaxed, end: float, gap: float
) -> FamilyResult | None:
    """With services, hires and loans in whole numbers near those of the optimum; None where the rest does not come out whole.

    Services come first: hires that make up for devices in service fit those in whole numbers, and are mostly whole then.
    """
    program, columns = relaxed.program, relaxed.columns
    dear = dear_moves(columns, relaxed.solution)
    program = program.settled(dear, np.zeros_like(dear))
    whole = np.concatenate(program.whole)
    solution: Solution | None = relaxed.solution
    for part in (settled_services, settled_hires_and_loans):
        assert solution is not None
        decided, counts = part(problems, columns, solution.values)
        program = program.settled(decided, counts)
        solution = program.solve(end - time.monotonic(), relaxed=True)
        if solution is None:
            return None
        if _are_whole(solution.values[whole]):
            return _result(growing, relaxed, solution.values, solution.objective, gap)
    return None


def is_proven(objective: float, bound: float | None, gap: float) -> bool:
    """Whether the bound, where there is one, is within half a penny or the relative `gap`."""
    return bound is not None and objective - bound <= max(0.5, gap * abs(objective))


def _are_whole(values: Floats) -> bool:
    return bool(np.abs(values - np.rint(values)).max(initial=0.0) <= _WHOLE)
