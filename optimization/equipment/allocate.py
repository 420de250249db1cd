"""The equipment plan: build the problem, solve each family of types, read the plan and count its cost again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.calendar import DayGrid
from data.forecast import Forecast
from data.inputs import Note, PlanInputs, Severity
from optimization.equipment.build import build_equipment
from optimization.equipment.building.stock import Stock
from optimization.equipment.flow import count_costs, total_pence
from optimization.equipment.naming import name_moves, name_services
from optimization.equipment.network import NetworkResult, solve_network
from optimization.equipment.problem import EquipmentProblem, Floats
from optimization.equipment.read import read_cells, read_loans, read_rentals
from optimization.equipment.result import EquipmentPlan, EquipmentService, TypePlan
from optimization.equipment.solve import FamilyResult
from optimization.equipment.spells import spells_in_words
from optimization.equipment.wording import named
from optimization.roster.result import SolveStatus


class EquipmentMismatchError(RuntimeError):
    """The plan that was read costs more than the solver says: a fault of this program."""


def allocate_equipment(
    inputs: PlanInputs, forecast: Forecast, seconds: float, gap: float = 0.0, n_workers: int = 1
) -> EquipmentPlan:
    """Plan all devices of the hospital; `seconds`, `gap` and `n_workers` are those of `solve_network`."""
    built = build_equipment(inputs, forecast)
    problem, names = built.problem, {kind.id: kind.name for kind in inputs.hospital.equipment_types}
    solved = solve_network(problem, seconds, gap, n_workers)
    _refuse_mismatch(problem, solved)
    plans = tuple(
        _type_plan(
            problem,
            index,
            solved,
            built.stocks[kind.type_id],
            built.in_cleaning[kind.type_id],
            names.get(kind.type_id, kind.type_id),
            seconds,
            inputs.grid,
        )
        for index, kind in enumerate(problem.types)
    )
    return EquipmentPlan(plans, problem.notes)


def _refuse_mismatch(problem: EquipmentProblem, solved: NetworkResult) -> None:
    for family in solved.families:
        kinds = [kind for kind in problem.types if kind.type_id in family.type_ids]
        cost = total_pence(kinds, family.result.flows)
        # Free moves and rentals count as a penny in the solver; read plans are never dearer than that.
        if cost > family.result.objective + 0.5:
            raise EquipmentMismatchError(
                f"{', '.join(family.type_ids)}: the solver says {family.result.objective:.2f} pence, the plan costs {cost}"
            )


def _type_plan(
    problem: EquipmentProblem,
    index: int,
    solved: NetworkResult,
    stock: Stock,
    in_cleaning: Floats,
    name: str,
    seconds: float,
    grid: DayGrid,
) -> TypePlan:
    kind, places = problem.types[index], problem.places
    family = solved.family_of(kind.type_id)
    result = family.result
    flow, notes = result.flows[kind.type_id], tuple(_plan_note(name, result, seconds))
    spells = list(spells_in_words(kind, flow, places, stock.out_hours, grid))
    if spells:
        text = f"{name}: outages that begin or end within a day: {named(spells)}"
        notes = (*notes, Note(Severity.WARNING, "equipment", text))
    services = name_services(kind, flow, stock.assets, places)
    return TypePlan(
        type_id=kind.type_id,
        status=SolveStatus.OPTIMAL if result.proven else SolveStatus.FEASIBLE,
        cells=read_cells(kind, flow, places, stock.out_hours, in_cleaning),
        moves=name_moves(kind, flow, stock.assets, places),
        rentals=read_rentals(kind, flow, places),
        cost_pence=count_costs(kind, flow).total_pence,
        bound_pence=result.bound,
        notes=(*notes, *_overdue_note(name, services)),
        services=services,
        loans=read_loans(kind, flow, places),
        one_more=solved.one_more.get(kind.type_id),
    )


def _plan_note(name: str, result: FamilyResult, seconds: float) -> Iterator[Note]:
    if result.proven:
        return
    if result.stays:
        text = f"{name}: no equipment plan within {seconds:.0f} s; all devices stay where they are"
    elif result.has_lacked_room:
        text = (
            f"{name}: vehicles cannot carry all that the best plan would move; what others left of them was used "
            "as well as can be, and it is not proven that sharing them otherwise would not be better"
        )
    else:
        text = f"{name}: the equipment plan was not proven to be the best within {seconds:.0f} s"
        if result.bound is not None and result.objective > 0:
            text += f"; at most {100 * (1 - max(0.0, result.bound) / result.objective):.1f} % of its cost could be saved"
    yield Note(Severity.WARNING, "equipment", text)


def _overdue_note(name: str, services: Sequence[EquipmentService]) -> Iterator[Note]:
    out = [one for one in services if one.days_overdue]
    if out:
        text = (
            f"{name}: {named(one.asset_id for one in out)} must not be used until serviced, as the service is overdue "
            f"({sum(one.days_overdue for one in out)} device-days of this plan)"
        )
        yield Note(Severity.WARNING, "equipment", text)
