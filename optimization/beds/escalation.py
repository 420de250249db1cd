"""The chance of each level of escalation on each day, from the distribution of the day's highest census."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from data.forecast import QUANTILE_LEVELS, WHOLE_HOSPITAL, chance_above
from data.inputs import PlanInputs
from optimization.beds.building.patients import Curves
from optimization.beds.result import EscalationChance

_LEVELS = np.array(QUANTILE_LEVELS)


def escalation_chances(
    inputs: PlanInputs, curves: Curves, shift: Mapping[tuple[str, int], int]
) -> Iterator[EscalationChance]:
    """In the order of the table, for each day on which the unit has beds.

    `inputs` hold the planned beds, `shift` the patients that moved admissions add by unit and day. Levels include those
    above them: the chance is that the threshold is reached or passed.
    """
    for row in inputs.tables.escalation_levels.to_pylist():
        curve = curves.get(row["unit_id"] or WHOLE_HOSPITAL)
        if curve is None:
            continue
        unit_ids = [row["unit_id"]] if row["unit_id"] else [unit.id for unit in inputs.hospital.units]
        for day in range(inputs.grid.n_days):
            beds = sum(inputs.beds_staffed(unit_id, inputs.grid.date_of(day)) for unit_id in unit_ids)
            if not beds:
                continue
            census = curve[day] + sum(shift.get((unit_id, day), 0) for unit_id in unit_ids)
            from_patients = first_census(row["measure"], row["threshold"], beds)
            chance = chance_above(from_patients - 1, _LEVELS, census)
            yield EscalationChance(row["level_id"], row["unit_id"], day, beds, chance, row["action"])


def first_census(measure: str, threshold: float, beds: int) -> int:
    """The smallest whole census at which the level holds."""
    if measure == "occupied_percent":
        return math.ceil(beds * threshold / 100 - 1e-9)
    return math.ceil(beds - threshold - 1e-9)
