"""Every series as forecasters may learn from it and as forecasts are judged: one cleaning for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from data.holiday_calendar import public_holidays
from data.inputs import Measure, Note, PlanInputs, Severity
from forecasting.censoring import drawn_demand, full_days
from forecasting.daily_patients import empty_days
from forecasting.history import gather_series, without_odd_periods
from forecasting.horizon import Horizon
from forecasting.occupancy_task import ARRIVALS
from forecasting.one_per_patient import without_impossible_use
from forecasting.patient_hours import UnitStays
from forecasting.series import DailySeries


@dataclass(frozen=True, slots=True, eq=False)
class CleanSeries:
    """`counted` is the series without days that say nothing: declared periods, outages, use that cannot be.

    `demand` is what forecasters learn from and forecast: the same, but for the days numbered in `cut_off`, on which a
    full unit cut the count off. They stand for what was probably needed, which is at least what was counted.
    `recorded` holds the days of declared periods as well, from which the effects of those that come again are learnt.
    """

    recorded: DailySeries
    counted: DailySeries
    demand: DailySeries
    cut_off: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CleanHistory:
    """All series of a hospital in the order of its units, the holidays by date, and what must be said."""

    series: tuple[CleanSeries, ...]
    holidays: Mapping[date, str]
    notes: tuple[Note, ...]


def clean_history(
    inputs: PlanInputs, segments: pa.Table, stays: Mapping[str, UnitStays], horizon: Horizon
) -> CleanHistory:
    """Every series before the cutoff, cleaned; series of which nothing is left are not in it.

    `segments` is the clean STAYS table and `stays` the same by unit. Counts of events have no outages: a day without
    entries is a true zero, and so is one of a return of equipment on a day on which the unit had no patient. Holidays are
    those from the first day of any history to the last day forecast.
    """
    gathered, notes = without_impossible_use(gather_series(inputs, segments), stays, inputs, horizon)
    first = min((one.first_day for one in gathered), default=horizon.days[0])
    holidays = public_holidays(inputs.hospital, range(first.year, horizon.days[-1].year + 1))
    listed = set(inputs.tables.stays.column("unit_id").to_pylist())
    cleaned = []
    for one in gathered:
        is_list = one.key.measure in ARRIVALS and one.key.unit_id in listed
        is_use = one.key.measure is Measure.EQUIPMENT_IN_USE
        empty = empty_days(one, stays.get(one.key.unit_id), horizon) if is_use else ()
        counted, found = without_odd_periods(one, inputs, holidays, is_return=not is_list, true_zeros=empty)
        notes += found
        if counted is not None:
            clean = _as_demand(one, counted, inputs)
            cleaned.append(clean)
            notes += _full_notes(clean, inputs)
    return CleanHistory(tuple(cleaned), holidays, tuple(notes))


def _as_demand(recorded: DailySeries, counted: DailySeries, inputs: PlanInputs) -> CleanSeries:
    """Occupied beds with the days that a full unit cut off set to what was probably needed; other series as they are."""
    if counted.key.measure is not Measure.OCCUPIED_BEDS:
        return CleanSeries(recorded, counted, counted, ())
    beds = inputs.hospital.unit_by_id[counted.key.unit_id].beds_staffed
    days = full_days(counted.counts, beds)
    values = drawn_demand(counted, days, beds, inputs.seed) if days else counted.counts
    return CleanSeries(recorded, counted, DailySeries(counted.key, counted.first_day, values), tuple(days))


def _full_notes(clean: CleanSeries, inputs: PlanInputs) -> list[Note]:
    if not clean.cut_off:
        return []
    beds = inputs.hospital.unit_by_id[clean.counted.key.unit_id].beds_staffed
    text = (
        f"{clean.counted.key}: all {beds} beds were in use on {len(clean.cut_off)} of {clean.counted.n_days} days; demand "
        "on these is taken as cut off, so the forecast is of demand and may lie above the beds."
    )
    return [Note(Severity.INFO, "history", text)]
