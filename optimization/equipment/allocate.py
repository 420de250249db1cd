"""The equipment plan: build the problem, solve each type, read the plan and count its cost again."""

from __future__ import annotations

import time

from data.forecast import Forecast
from data.inputs import Note, PlanInputs, Severity
from optimization.equipment.build import build_equipment
from optimization.equipment.model import Flow, solve_type
from optimization.equipment.problem import EquipmentProblem, TypeProblem
from optimization.equipment.read import count_cost, read_cells, read_moves, read_rentals
from optimization.equipment.result import EquipmentPlan, TypePlan
from optimization.roster.result import SolveStatus


class EquipmentMismatchError(RuntimeError):
    """The plan that was read costs more than the solver says: a fault of this program."""


def allocate_equipment(inputs: PlanInputs, forecast: Forecast, seconds: float) -> EquipmentPlan:
    """Plan all devices of the hospital; `seconds` is the most time for all types together."""
    return solve_equipment(build_equipment(inputs, forecast), seconds)


def solve_equipment(problem: EquipmentProblem, seconds: float) -> EquipmentPlan:
    """Plan each type; what a type does not use of its time is there for the others."""
    end = time.monotonic() + seconds
    plans = []
    for index, kind in enumerate(problem.types):
        left = max(0.0, end - time.monotonic())
        plans.append(plan_type(kind, left / (len(problem.types) - index)))
    return EquipmentPlan(tuple(plans), problem.notes)


def plan_type(problem: TypeProblem, seconds: float) -> TypePlan:
    """Plan one type; without a solution in time, everything stays where it stands and nothing is rented."""
    flow = solve_type(problem, seconds)
    notes: tuple[Note, ...] = ()
    bound: float | None = None
    if flow is None:
        flow = _as_it_stands(problem)
        text = f"{problem.type_id}: no equipment plan within {seconds:.0f} s; all devices stay where they are"
        notes = (Note(Severity.WARNING, "equipment", text),)
    else:
        bound = flow.bound
        if flow.status is not SolveStatus.OPTIMAL:
            text = (
                f"{problem.type_id}: the equipment plan was not proven to be the best within {seconds:.0f} s"
            )
            notes = (Note(Severity.WARNING, "equipment", text),)
    cells = tuple(read_cells(problem, flow))
    moves = read_moves(problem, flow)
    rentals = read_rentals(problem, flow)
    cost = count_cost(problem, cells, moves, rentals)
    # Free moves and rentals count as a penny in the solver; read plans are never dearer than that.
    if bound is not None and cost > flow.objective + 0.5:
        raise EquipmentMismatchError(
            f"{problem.type_id}: the solver says {flow.objective:.2f} pence, the plan costs {cost}"
        )
    return TypePlan(problem.type_id, flow.status, cells, moves, rentals, cost, bound, notes)


def _as_it_stands(problem: TypeProblem) -> Flow:
    standing = {
        (group, place, day): count
        for group, members in enumerate(problem.groups)
        for place, count in enumerate(members.n_at_start)
        for day in range(problem.n_days)
        if count
    }
    return Flow(SolveStatus.FEASIBLE, standing, {}, {}, {}, {}, objective=0.0, bound=0.0)
