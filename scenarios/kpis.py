"""The figures by which plans are compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from data.forecast import WHOLE_HOSPITAL, chance_above
from data.inputs import PlanInputs
from data.runs import Kpis
from optimization.beds.result import BedPlan
from optimization.equipment.result import EquipmentPlan
from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem, Source
from scenarios.assignments import EXTRA_HOURS_RULE, OVERTIME_RULE, Assignment, overtime_minutes


def count_kpis(
    inputs: PlanInputs,
    problem: RosterProblem,
    assessment: Assessment,
    assignments: Sequence[Assignment],
    peaks: pa.Table,
    beds: BedPlan,
    equipment: EquipmentPlan,
    occupancy: pa.Table,
) -> Kpis:
    """The figures of one plan; `peaks` are those of the census as planned, as FORECAST_PEAKS declares.

    Occupancy is the hospital's highest hour of a day, all units together, as a mean over the days; moved admissions count on
    the days to which they move, there and in the chance of too few beds. Beds are the mean over
    the days, to whole beds. Overtime is what the contract rule counts, over its own period.
    """
    highest = peaks.to_pylist()
    minutes: Counter[Source] = Counter()
    for shift in assignments:
        minutes[shift.source] += shift.paid_minutes
    return Kpis(
        fill_rate_by_skill=fill_rates(problem, assessment),
        open_shifts=assessment.open_shifts(problem),
        overtime_hours=sum(overtime_minutes(assessment).values()) / 60,
        bank_hours=minutes[Source.BANK] / 60,
        agency_hours=minutes[Source.AGENCY] / 60,
        agency_cost_pence=sum(shift.pence for shift in assignments if shift.source is Source.AGENCY),
        occupancy_p50=_busiest_hour(highest, 0.5),
        occupancy_p90=_busiest_hour(highest, 0.9),
        beds_staffed=_mean_beds(inputs),
        equipment_days_short=equipment.expected_days_short,
        overtime_cost_pence=sum(
            line.pence for line in assessment.costs if line.kind in (OVERTIME_RULE, EXTRA_HOURS_RULE)
        ),
        bank_cost_pence=sum(shift.pence for shift in assignments if shift.source is Source.BANK),
        full_unit_days=sum(chance for chance in occupancy["chance_full"].to_pylist()),
        escalation_chance=_escalation_chance(inputs, highest),
        escalation_by_level=worst_days(beds),
        patient_days_waiting=sum(one.waiting for one in beds.days) if beds.days else None,
    )


def fill_rates(problem: RosterProblem, assessment: Assessment) -> Mapping[str, float]:
    """By skill: needed shifts that are covered, as a share of those needed; a skill that nobody needs is left out."""
    needed: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for row, cover in zip(problem.coverage, assessment.cover, strict=True):
        needed[row.skill_id] += row.target
        covered[row.skill_id] += min(row.target, cover.present)
    return {skill_id: covered[skill_id] / count for skill_id, count in needed.items() if count}


def _busiest_hour(peaks: Sequence[Mapping[str, Any]], level: float) -> float:
    """A quantile of the hospital's highest hour of a day, mean over the planned days; 0 without a forecast of beds."""
    values = [
        row["value"]
        for row in peaks
        if row["unit_id"] == WHOLE_HOSPITAL and row["n_days"] == 1 and row["quantile"] == level
    ]
    return sum(values) / len(values) if values else 0.0


def _escalation_chance(inputs: PlanInputs, peaks: Sequence[Mapping[str, Any]]) -> float | None:
    """From the peak of each week of the plan against the fewest beds of its days; the likeliest week counts."""
    weeks: dict[date, list[tuple[float, float]]] = defaultdict(list)
    for row in peaks:
        if row["unit_id"] == WHOLE_HOSPITAL and row["n_days"] > 1:
            weeks[row["first_day"]].append((row["quantile"], row["value"]))
    chances = []
    for first, quantiles in weeks.items():
        levels, values = (np.array(column) for column in zip(*sorted(quantiles), strict=True))
        n_days = min(7, inputs.grid.n_days - inputs.grid.day(first))
        beds = min(_beds_on(inputs, first + timedelta(days=day)) for day in range(n_days))
        chances.append(chance_above(beds, levels, values))
    return max(chances, default=None)


def worst_days(beds: BedPlan) -> dict[str, float]:
    """The highest chance of each level of escalation over the days, in the order of the levels, by `level_name`."""
    worst: dict[str, float] = {}
    for one in beds.escalation:
        name = level_name(one.level_id, one.unit_id)
        worst[name] = max(worst.get(name, 0.0), one.chance)
    return worst


def level_name(level_id: str, unit_id: str | None) -> str:
    """A level of escalation by its own name; that of one unit has the unit before it unless the name says it already."""
    return f"{unit_id} {level_id}" if unit_id and unit_id not in level_id else level_id


def _beds_on(inputs: PlanInputs, day: date) -> int:
    return sum(inputs.beds_staffed(unit.id, day) for unit in inputs.hospital.units)


def _mean_beds(inputs: PlanInputs) -> int:
    grid = inputs.grid
    total = sum(_beds_on(inputs, grid.date_of(day)) for day in range(grid.n_days))
    return round(total / grid.n_days)
