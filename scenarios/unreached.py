"""Changes that leave the plan as it is, as far as the plan itself shows: limits far from reached, recalls of spare devices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.inputs import Note, PlanInputs, Severity
from optimization.equipment.result import EquipmentPlan
from optimization.roster.problem import ExternalSupply, RosterProblem, Source
from scenarios.assignments import Assignment
from scenarios.changes.agency_limit import AgencyLimit
from scenarios.changes.bank_limit import BankLimit
from scenarios.changes.equipment_recall import EquipmentRecall
from scenarios.changes.hours_limit import HoursLimit
from scenarios.overlay import placed_changes
from scenarios.schema import ScenarioChain

_NOBODY = 0.05
"""Device-days short that are shown as none."""


def unreached_changes(
    scenario: ScenarioChain,
    base: PlanInputs,
    problem: RosterProblem,
    assignments: Sequence[Assignment],
    equipment: EquipmentPlan,
) -> Iterator[Note]:
    """A warning for each such change; `base` are the inputs before the scenario."""
    for item in placed_changes(scenario):
        change = item.change
        text = None
        if isinstance(change, AgencyLimit | BankLimit):
            text = _spare_hours(change, base, problem, assignments)
        elif isinstance(change, EquipmentRecall):
            text = _spare_devices(change.type_id, equipment)
        if text is not None:
            yield Note(Severity.WARNING, "scenario", f"{item.where} has no effect: {text}")


def _spare_hours(
    change: HoursLimit, base: PlanInputs, problem: RosterProblem, assignments: Sequence[Assignment]
) -> str | None:
    """When one more shift could have been bought, and the limit before allows what is bought."""
    supply = next((one for one in problem.supplies if one.source == change.source), None)
    if supply is None or supply.most_minutes is None:
        return None
    used = sum(one.paid_minutes for one in assignments if one.source is Source(change.source))
    before = getattr(base.hospital.cover, f"{change.source}_hours_week")
    allowed_before = before is None or used <= before * 60 * problem.grid.n_days / 7
    if not allowed_before or used + _longest_shift(problem, supply) > supply.most_minutes:
        return None
    return f"{used / 60:g} of {supply.most_minutes / 60:g} {change.source} hours are bought"


def _longest_shift(problem: RosterProblem, supply: ExternalSupply) -> int:
    return max(problem.coverage[row].paid_minutes for row in supply.pence)


def _spare_devices(type_id: str, equipment: EquipmentPlan) -> str | None:
    """When nothing of the type is short, moved, rented or stood in for."""
    plan = next((one for one in equipment.types if one.type_id == type_id), None)
    if plan is None or plan.moves or plan.rentals:
        return None
    if any(cell.stand_ins for cell in plan.cells) or sum(c.expected_short for c in plan.cells) >= _NOBODY:
        return None
    return f"no {type_id} is missing, moved or rented"
