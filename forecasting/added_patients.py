"""Patients whom a scenario adds by number: which series of arrivals they are counted in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from data.inputs import Measure, PlanInputs
from forecasting.flows import Flows
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import SeriesKey

_FROM_OUTSIDE = (Measure.ADMISSIONS, Measure.ATTENDANCES, Measure.TRANSFERS_IN)
_FROM_UNITS = (Measure.TRANSFERS_IN, Measure.ADMISSIONS, Measure.ATTENDANCES)


def added_patients(
    inputs: PlanInputs, flows: Flows, predictions: Mapping[SeriesKey, Prediction], days: Sequence[date]
) -> dict[SeriesKey, FloatArray]:
    """How many patients come more (fewer when negative) in each series on each of `days`; series without any are left out.

    The unit that is named gets exactly the number named. Those who usually go on from it to other units do so, too, unless
    these have a number of their own on that day.
    """
    if not inputs.patients_effects:
        return {}
    named = np.zeros((len(flows.unit_ids), len(days)))
    for effect in inputs.patients_effects:
        covered = np.array([effect.first_day <= day <= effect.last_day for day in days], dtype=bool)
        named[flows.unit_ids.index(effect.unit_id), covered] += effect.patients_day
    found: dict[SeriesKey, FloatArray] = {}
    for amounts, measures in ((named, _FROM_OUTSIDE), (flows.follow(named), _FROM_UNITS)):
        for unit_id, row in zip(flows.unit_ids, amounts, strict=True):
            keys = [key for measure in measures if (key := SeriesKey(unit_id, measure)) in predictions]
            if keys and row.any():
                for key, part in _parted(keys, row, predictions):
                    found[key] = found[key] + part if key in found else part
    return found


def _parted(
    keys: Sequence[SeriesKey], amounts: FloatArray, predictions: Mapping[SeriesKey, Prediction]
) -> list[tuple[SeriesKey, FloatArray]]:
    """More patients are counted in the first series; fewer are missing in all of them, in proportion to what is forecast."""
    total = np.sum([predictions[key].mean for key in keys], axis=0)
    fewer = np.minimum(amounts, 0.0)
    parts = [
        (key, fewer * np.divide(predictions[key].mean, total, out=np.zeros_like(total), where=total > 0))
        for key in keys
    ]
    return [(parts[0][0], parts[0][1] + np.maximum(amounts, 0.0)), *parts[1:]]
