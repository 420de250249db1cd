"""The daily count of units with stays, at the last full hour of each day: a series to forecast beside the simulation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

import numpy as np

from data.inputs import Measure, PlanInputs
from forecasting.censoring import full_days
from forecasting.cleaning import CleanSeries
from forecasting.history import without_odd_periods
from forecasting.horizon import Horizon
from forecasting.patient_hours import UnitStays
from forecasting.series import DailySeries, SeriesKey

_SETTLING_DAYS = 14
"""Patients who came before the record began are not in it; a ward looks empty at first."""
_LEAST_DAYS = 28
_HOURS_A_DAY = 24


def evening_series(
    stays: Mapping[str, UnitStays], inputs: PlanInputs, horizon: Horizon, holidays: Collection[date]
) -> dict[str, CleanSeries]:
    """The series by unit, from two weeks after the first entry to the cutoff, without the days of declared periods.

    Units whose staffed beds are often all in use have none: their count says what there was room for. Nor have units
    whose record is a few weeks long.
    """
    found = {}
    for unit_id, own in stays.items():
        series = _count(unit_id, own, inputs, horizon)
        if series is None or full_days(series.counts, inputs.hospital.unit_by_id[unit_id].beds_staffed):
            continue
        known, _ = without_odd_periods(series, inputs, holidays, is_return=False)
        if known is not None and known.end == horizon.days[0]:
            found[unit_id] = CleanSeries(series, known, known, ())
    return found


def _count(unit_id: str, stays: UnitStays, inputs: PlanInputs, horizon: Horizon) -> DailySeries | None:
    recorded = int(-stays.entered.min() // _HOURS_A_DAY) - _SETTLING_DAYS if stays.entered.size else 0
    n_days = min(recorded, inputs.hospital.forecasting.history_days)
    if n_days < _LEAST_DAYS:
        return None
    evenings = np.array([horizon.hour_at(1 - back) - 1 for back in range(n_days, 0, -1)])
    counts = stays.census(int(evenings[0]), 0)[evenings - evenings[0]].astype(float)
    first_day = horizon.days[0] - timedelta(days=n_days)
    return DailySeries(SeriesKey(unit_id, Measure.OCCUPIED_BEDS), first_day, counts)
