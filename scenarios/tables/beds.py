"""Planned beds, outliers, moved admissions and chances of escalation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa

from data.calendar import DayGrid
from data.inputs import PlanInputs
from data.run_tables import BED_COSTS, BED_OUTLIERS, BEDS, ESCALATION, MOVED_ADMISSIONS
from optimization.beds.result import BedPlan
from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem
from optimization.staffing.requirements import requirements_of_beds
from scenarios.tables.staffing import Place


def beds_table(plan: BedPlan, inputs: PlanInputs, problem: RosterProblem, assessment: Assessment) -> pa.Table:
    """BEDS."""
    rostered = rostered_beds(plan, inputs, problem, assessment)
    return BEDS.table(
        [
            {
                "unit_id": one.unit_id,
                "date": inputs.grid.date_of(one.day),
                "beds": one.beds,
                "usual_beds": one.usual,
                "surge_beds": one.surge,
                "given_beds": one.given,
                "rostered_beds": rostered[one.unit_id, one.day],
                "census_p50": one.census_p50,
                "census_p90": one.census_p90,
                "outlying": one.outlying,
                "waiting": one.waiting,
                "chance_waiting": one.chance_waiting,
            }
            for one in plan.days
        ]
    )


def rostered_beds(
    plan: BedPlan, inputs: PlanInputs, problem: RosterProblem, assessment: Assessment
) -> Mapping[tuple[str, int], int]:
    """By unit and day the most beds, up to those planned, for which enough people of each skill are there in each shift."""
    present: dict[Place, int] = {
        (row.unit_id, row.day, row.shift_id, row.skill_id): cover.present
        for row, cover in zip(problem.coverage, assessment.cover, strict=True)
    }
    found = {}
    for one in plan.days:
        beds = one.beds
        while beds and any(
            present.get((one.unit_id, one.day, need.shift_id, need.skill_id), 0) < need.required
            for need in requirements_of_beds(inputs, one.unit_id, beds)
        ):
            beds -= 1
        found[one.unit_id, one.day] = beds
    return found


def outliers_table(plan: BedPlan, grid: DayGrid) -> pa.Table:
    """BED_OUTLIERS."""
    return BED_OUTLIERS.table(
        [
            {
                "home_unit_id": one.home_unit_id,
                "unit_id": one.unit_id,
                "date": grid.date_of(one.day),
                "n_beds": one.n_beds,
                "expected": one.expected,
            }
            for one in plan.outliers
        ]
    )


def moved_admissions_table(plan: BedPlan, grid: DayGrid) -> pa.Table:
    """MOVED_ADMISSIONS."""
    return MOVED_ADMISSIONS.table(
        [
            {
                "admission_id": one.admission_id,
                "unit_id": one.unit_id,
                "from_day": grid.date_of(one.from_day),
                "to_day": grid.date_of(one.to_day),
            }
            for one in plan.moved
        ]
    )


def bed_costs_table(plan: BedPlan) -> pa.Table:
    """BED_COSTS."""
    return BED_COSTS.table([{"kind": kind, "pence": round(pence)} for kind, pence in _costs(plan)])


def _costs(plan: BedPlan) -> Iterator[tuple[str, float]]:
    if plan.costs is None:
        return
    yield "no_bed", plan.costs.no_bed_pence
    yield "outliers", plan.costs.outliers_pence
    yield "surge", plan.costs.surge_pence
    yield "opening", plan.costs.opening_pence
    yield "moved_admissions", plan.costs.moves_pence
    yield "staff", plan.costs.staff_pence
    yield "total", plan.costs.total_pence
    if plan.usual_pence is not None:
        yield "usual", plan.usual_pence
    if plan.bound_pence is not None:
        yield "bound", plan.bound_pence


def escalation_table(plan: BedPlan, grid: DayGrid) -> pa.Table:
    """ESCALATION."""
    return ESCALATION.table(
        [
            {
                "level_id": one.level_id,
                "unit_id": one.unit_id,
                "date": grid.date_of(one.day),
                "beds": one.beds,
                "chance": one.chance,
                "action": one.action,
            }
            for one in plan.escalation
        ]
    )
