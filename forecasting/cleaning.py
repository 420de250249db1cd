"""Every series as forecasters may learn from it and as forecasts are judged: one cleaning for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from data.holiday_calendar import public_holidays
from data.inputs import Measure, Note, PlanInputs, Severity
from forecasting.boarders import boarders_of
from forecasting.censoring import drawn_demand, full_days
from forecasting.daily_patients import empty_days
from forecasting.history import gather_series, without_odd_periods
from forecasting.horizon import Horizon
from forecasting.occupancy_task import ARRIVALS
from forecasting.one_per_patient import without_impossible_use
from forecasting.patient_hours import UnitStays
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries


@dataclass(frozen=True, slots=True, eq=False)
class CleanSeries:
    """`counted` is the series without days that say nothing: declared periods, outages, use that cannot be.

    Patients who waited elsewhere for a bed are counted with those who lay in one, where they are known.

    `demand` is what forecasters learn from and forecast: the same, but for the days numbered in `cut_off`, on which a
    full unit cut the count off and nothing is known of who waited. They stand for what was probably needed, which is at least
    what was counted.
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
            clean, told = _as_demand(one, counted, inputs)
            cleaned.append(clean)
            notes += told
    return CleanHistory(tuple(cleaned), holidays, tuple(notes))


def _as_demand(
    recorded: DailySeries, counted: DailySeries, inputs: PlanInputs
) -> tuple[CleanSeries, list[Note]]:
    """Occupied beds with who waited for one, and days that a full unit cut off set to what was probably needed.

    Other series are their own demand.
    """
    if counted.key.measure is not Measure.OCCUPIED_BEDS:
        return CleanSeries(recorded, counted, counted, ()), []
    beds = inputs.hospital.unit_by_id[counted.key.unit_id].beds_staffed
    full = full_days(counted.counts, beds)
    waited = boarders_of(counted, inputs.tables.daily_counts)
    needed = _with(counted, waited)
    days = [day for day in full if np.isnan(waited[day])]
    values = drawn_demand(needed, days, beds, inputs.seed) if days else needed.counts
    clean = CleanSeries(
        _with(recorded, boarders_of(recorded, inputs.tables.daily_counts)),
        needed,
        DailySeries(needed.key, needed.first_day, values),
        tuple(days),
    )
    return clean, _full_notes(counted, beds, full, waited)


def _with(series: DailySeries, waited: FloatArray) -> DailySeries:
    return DailySeries(series.key, series.first_day, series.counts + np.nan_to_num(waited))


def _full_notes(counted: DailySeries, beds: int, full: Sequence[int], waited: FloatArray) -> list[Note]:
    if not full and not np.nansum(waited):
        return []
    n_guessed = int(np.isnan(waited[full]).sum())
    parts = []
    if full:
        parts.append(f"all {beds} beds were in use on {len(full)} of {counted.n_days} days")
    if (~np.isnan(waited)).any():
        parts.append(
            f"who waited elsewhere for a bed (up to {np.nanmax(waited):.0f} a day) is counted as needing one"
        )
    if n_guessed:
        which = "these" if n_guessed == len(full) else f"{n_guessed} of them, of which this is not known,"
        parts.append(f"demand on {which} is taken as cut off")
    text = f"{counted.key}: {'; '.join(parts)}, so the forecast is of demand and may lie above the beds."
    return [Note(Severity.INFO, "history", text)]
