"""The figures by which plans are compared."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pyarrow as pa

from data.inputs import PlanInputs
from data.runs import Kpis
from optimization.equipment.result import EquipmentPlan
from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem, Source
from scenarios.assignments import Assignment, overtime_minutes


def count_kpis(
    inputs: PlanInputs,
    problem: RosterProblem,
    assessment: Assessment,
    assignments: Sequence[Assignment],
    occupancy: pa.Table,
    equipment: EquipmentPlan,
) -> Kpis:
    """The figures of one plan.

    Occupancy adds up the units day by day and takes the mean over the days. Medians add; the 90 % figure takes the units
    as independent (the distances of p90 from p50 add by their squares), because all are rarely high at once. Beds are the mean over the days, to whole beds. Overtime is what the contract rule
    counts, over its own period.
    """
    minutes: Counter[Source] = Counter()
    for shift in assignments:
        minutes[shift.source] += shift.paid_minutes
    totals = _daily_totals(occupancy)
    return Kpis(
        fill_rate_by_skill=fill_rates(problem, assessment),
        open_shifts=sum(
            max(0, row.target - cover.present)
            for row, cover in zip(problem.coverage, assessment.cover, strict=True)
        ),
        overtime_hours=sum(overtime_minutes(assessment).values()) / 60,
        bank_hours=minutes[Source.BANK] / 60,
        agency_hours=minutes[Source.AGENCY] / 60,
        agency_cost_pence=sum(shift.pence for shift in assignments if shift.source is Source.AGENCY),
        occupancy_p50=totals["p50"],
        occupancy_p90=totals["p90"],
        beds_staffed=_mean_beds(inputs),
        equipment_days_short=equipment.expected_days_short,
    )


def fill_rates(problem: RosterProblem, assessment: Assessment) -> Mapping[str, float]:
    """By skill: needed shifts that are covered, as a share of those needed; a skill that nobody needs is left out."""
    needed: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for row, cover in zip(problem.coverage, assessment.cover, strict=True):
        needed[row.skill_id] += row.target
        covered[row.skill_id] += min(row.target, cover.present)
    return {skill_id: covered[skill_id] / count for skill_id, count in needed.items() if count}


def _daily_totals(occupancy: pa.Table) -> Mapping[str, float]:
    middle: dict[object, float] = defaultdict(float)
    spread: dict[object, float] = defaultdict(float)
    for row in occupancy.to_pylist():
        middle[row["date"]] += row["p50"]
        spread[row["date"]] += (row["p90"] - row["p50"]) ** 2
    n_days = max(1, len(middle))
    high = sum(total + math.sqrt(spread[day]) for day, total in middle.items())
    return {"p50": sum(middle.values()) / n_days, "p90": high / n_days}


def _mean_beds(inputs: PlanInputs) -> int:
    grid = inputs.grid
    total = sum(
        inputs.beds_staffed(unit.id, grid.date_of(day))
        for unit in inputs.hospital.units
        for day in range(grid.n_days)
    )
    return round(total / grid.n_days)
