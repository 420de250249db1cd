"""The bed plan: build the problem, solve it, read it, and say how likely each level of escalation is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from data.forecast import Forecast
from data.inputs import Note, PlanInputs, Severity
from optimization.beds.build import build_beds
from optimization.beds.building.patients import daily_peaks
from optimization.beds.decision import Decision
from optimization.beds.escalation import escalation_chances
from optimization.beds.problem import BedsProblem
from optimization.beds.result import BedDay, BedPlan, MovedAdmission, OutlierDay
from optimization.beds.solve import GAP, BedsResult, solve_beds


def plan_beds(inputs: PlanInputs, forecast: Forecast, seconds: float) -> BedPlan:
    """Plan the beds of every unit with a row in `bed_limits`, and work out the chances of `escalation_levels`.

    Nothing is worked out where both tables are empty. Without a plan within `seconds` the beds stay as usual, with a note.
    """
    if not (inputs.tables.bed_limits.num_rows or inputs.tables.escalation_levels.num_rows):
        return BedPlan()
    curves = daily_peaks(inputs, forecast)
    problem, notes = build_beds(inputs, forecast, curves)
    plan = BedPlan(notes=notes)
    if problem is not None:
        result = solve_beds(problem, seconds)
        if result is None:
            text = f"no bed plan within {seconds:.0f} s; all units keep their usual beds"
            plan = replace(plan, notes=(*notes, Note(Severity.WARNING, "beds", text)))
        else:
            plan = read_plan(problem, result, notes, seconds)
    inputs = with_planned_beds(inputs, plan)
    return replace(plan, escalation=tuple(escalation_chances(inputs, curves, plan.shift_of)))


def with_planned_beds(inputs: PlanInputs, plan: BedPlan) -> PlanInputs:
    """The inputs of everything that comes after the bed plan."""
    beds = {(unit_id, inputs.grid.date_of(day)): count for (unit_id, day), count in plan.beds_of.items()}
    return replace(inputs, planned_beds=beds)


def read_plan(problem: BedsProblem, result: BedsResult, notes: tuple[Note, ...], seconds: float) -> BedPlan:
    """From counts to rows by unit and day."""
    decision = result.decision
    outliers, moved = tuple(_outliers(problem, decision)), tuple(_moved(problem, decision))
    cost = result.costs.total_pence
    if cost - result.bound_pence > max(1.0, 2 * GAP * abs(result.usual_pence or cost)):
        share = (cost - result.bound_pence) / abs(cost)
        text = f"the bed plan was not proven to be the best within {seconds:.0f} s: it may cost {100 * share:.1f} % too much"
        notes = (*notes, Note(Severity.WARNING, "beds", text))
    return BedPlan(
        days=tuple(_days(problem, decision)),
        outliers=outliers,
        moved=moved,
        costs=result.costs,
        usual_pence=result.usual_pence,
        bound_pence=result.bound_pence,
        notes=notes,
    )


def _days(problem: BedsProblem, decision: Decision) -> Iterator[BedDay]:
    own, waiting, _ = decision.expected_waiting(problem)
    chance, shift, given = (
        decision.chance_waiting(problem),
        decision.shift(problem),
        decision.given(problem),
    )
    middle, busy = problem.demand.quantile(0.5), problem.demand.quantile(0.9)
    for unit, unit_id in enumerate(problem.unit_ids):
        for day in range(problem.n_days):
            beds = int(decision.beds[unit, day])
            yield BedDay(
                unit_id=unit_id,
                day=day,
                beds=beds,
                usual=int(problem.usual[unit, day]),
                surge=max(0, beds - int(problem.before_surge[unit, day])),
                given=int(given[unit, day]),
                shift=int(shift[unit, day]),
                census_p50=max(0.0, float(middle[unit, day] + shift[unit, day])),
                census_p90=max(0.0, float(busy[unit, day] + shift[unit, day])),
                outlying=float(own[unit, day] - waiting[unit, day]),
                waiting=float(waiting[unit, day]),
                chance_waiting=float(chance[unit, day]),
            )


def _outliers(problem: BedsProblem, decision: Decision) -> Iterator[OutlierDay]:
    _, _, hosted = decision.expected_waiting(problem)
    for terms, kept, expected in zip(problem.outliers, decision.kept, hosted, strict=True):
        for day in np.flatnonzero(kept).tolist():
            yield OutlierDay(
                problem.unit_ids[terms.home],
                problem.unit_ids[terms.host],
                day,
                int(kept[day]),
                float(expected[day]),
            )


def _moved(problem: BedsProblem, decision: Decision) -> Iterator[MovedAdmission]:
    """Of admissions that are alike those with the first ids move."""
    for group, moved in zip(problem.admissions, decision.moved, strict=True):
        waiting = iter(group.admission_ids)
        for day, count in zip(group.days, moved.tolist(), strict=True):
            for _ in range(count):
                yield MovedAdmission(next(waiting), problem.unit_ids[group.unit], group.planned, day)
