"""From the inputs and the forecast to the beds problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from data.forecast import Forecast
from data.inputs import Note, PlanInputs
from optimization.beds.building.limits import limit_notes, planned_units, read_limits
from optimization.beds.building.patients import Curves, read_admissions, read_demand, read_outliers
from optimization.beds.building.staff import read_staff
from optimization.beds.problem import BedsProblem, Ints


def build_beds(
    inputs: PlanInputs, forecast: Forecast, curves: Curves
) -> tuple[BedsProblem | None, tuple[Note, ...]]:
    """The problem of all units with a row in `bed_limits` and a forecast, and notes; None when there is no such unit."""
    rows, notes = planned_units(inputs, frozenset(curves))
    if not rows:
        return None, tuple(notes)
    unit_ids = tuple(row["unit_id"] for row in rows)
    limits = read_limits(inputs, rows)
    outliers, outlier_notes = read_outliers(inputs, unit_ids)
    admissions, admission_notes = read_admissions(inputs, unit_ids)
    problem = BedsProblem(
        unit_ids=unit_ids,
        demand=read_demand(curves, unit_ids),
        fewest=limits.fewest,
        most=limits.most,
        before_surge=limits.before_surge,
        usual=limits.usual,
        day_before=limits.day_before,
        surge_pence=_pence(rows, "surge_pence_per_day"),
        opening_pence=_pence(rows, "opening_pence"),
        no_bed_pence=_pence(rows, "no_bed_pence_per_day"),
        planned_at_most=tuple(row["planned_at_most"] for row in rows),
        outliers=outliers,
        admissions=admissions,
        staff=read_staff(inputs, forecast, unit_ids, limits.most),
    )
    return problem, (*notes, *limit_notes(inputs, rows), *outlier_notes, *admission_notes)


def _pence(rows: list[Mapping[str, Any]], column: str) -> Ints:
    return np.array([row[column] or 0 for row in rows], dtype=np.int64)
