"""Devices of which a patient has one at most: there are never more in use than patients, in the past or ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from data.inputs import Measure, Note, PlanInputs, Severity
from data.listing import listed
from forecasting.daily_patients import daily_patients
from forecasting.horizon import Horizon
from forecasting.patient_hours import UnitStays
from forecasting.quantiles import FloatArray, IntArray, path_quantiles
from forecasting.series import DailySeries, SeriesKey

_MOST_NAMED = 5


def without_impossible_use(
    series: Sequence[DailySeries], stays: Mapping[str, UnitStays], inputs: PlanInputs, horizon: Horizon
) -> tuple[list[DailySeries], list[Note]]:
    """The series with days unknown on which more such devices are said to be in use than there were patients; notes name them.

    On days whose patients are not known nothing is judged. Teaching a forecaster such days would teach it a share above one.
    """
    kinds = inputs.hospital.equipment_type_by_id
    counts = {one.key.unit_id: one for one in series if one.key.measure is Measure.OCCUPIED_BEDS}
    found, notes = [], []
    for one in series:
        known = one
        if one.key.measure is Measure.EQUIPMENT_IN_USE and kinds[one.key.item_id].at_most_one_per_patient:
            patients = daily_patients(one, stays.get(one.key.unit_id), counts.get(one.key.unit_id), horizon)
            days = np.flatnonzero(one.counts > patients)
            if days.size:
                values = one.counts.copy()
                values[days] = np.nan
                known = DailySeries(one.key, one.first_day, values).before(one.n_days)
                notes.append(_note(one.key, [one.first_day + timedelta(days=int(day)) for day in days]))
        if known.n_days and known.known.size:
            found.append(known)
    return found, notes


def at_most_patients(quantiles: FloatArray, patients_by_day: IntArray) -> FloatArray:
    """Quantiles of use, (n_days, n_levels), none above that of the day's highest census, from paths (n_samples, n_days)."""
    return np.minimum(quantiles, path_quantiles(patients_by_day))


def _note(key: SeriesKey, days: Sequence[date]) -> Note:
    named = listed(days, _MOST_NAMED)
    text = f"{key}: more in use than there were patients on {named}; these days are taken as not known."
    return Note(Severity.WARNING, "history", text)
