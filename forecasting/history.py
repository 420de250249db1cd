"""Which daily series a hospital has, and what is known of each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import local_midnight, zone_info
from data.census.daily import daily_counts
from data.inputs import Measure, Note, PlanInputs, Severity
from data.listing import listed
from forecasting.outages import outage_days
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries, SeriesKey, daily_series

_COUNTED = (
    Measure.ATTENDANCES,
    Measure.ADMISSIONS,
    Measure.TRANSFERS_IN,
    Measure.OCCUPIED_BEDS,
)


_MOST_NAMED = 5
"""Days that a note names one by one."""


def cutoff_day(inputs: PlanInputs) -> date:
    """The local day that starts at the cutoff: the first day that is forecast."""
    return inputs.cutoff.astimezone(zone_info(inputs.grid.zone)).date()


def gather_series(inputs: PlanInputs, segments: pa.Table) -> list[DailySeries]:
    """Every series of every configured unit, each ending before the cutoff's day, in the order of the units.

    `segments` is the clean STAYS table. Stays give admissions and transfers in; for emergency departments, entries from
    outside are attendances. Measures that a unit's stays do not give come from daily counts. Stays are an event list: a
    day without entries is a zero, from the unit's first entry on (the record's first day, perhaps incomplete, is
    left out). Counts and equipment use are returns: a day without a row is unknown.
    """
    end = cutoff_day(inputs)
    earliest = end - timedelta(days=inputs.hospital.forecasting.history_days)
    found = {**_from_counts(inputs, earliest, end), **_from_stays(inputs, segments, earliest, end)}
    found |= _from_equipment_use(inputs, earliest, end)
    order = {unit.id: number for number, unit in enumerate(inputs.hospital.units)}
    return sorted(
        found.values(),
        key=lambda series: (order[series.key.unit_id], series.key.measure, series.key.item_id),
    )


def without_odd_periods(
    series: DailySeries,
    inputs: PlanInputs,
    holidays: Collection[date],
    *,
    is_return: bool,
    true_zeros: Collection[int] = (),
) -> tuple[DailySeries | None, list[Note]]:
    """The series with declared periods and outages set to unknown, and a note for each kind of outage.

    Periods come from `[[forecasting.events]]`. Outages are zeros between ordinary days in a return, but for the days numbered
    in `true_zeros`; an event list has none, as a day without entries is a true zero. None when nothing is left.
    """
    counts, notes = series.counts.copy(), []
    for first_day, last_day in inputs.hospital.forecasting.odd_periods(series.key.unit_id):
        first = max((first_day - series.first_day).days, 0)
        counts[first : max((last_day - series.first_day).days + 1, 0)] = np.nan
    zeros = outage_days(counts, series.first_day, holidays) if is_return else []
    days = [day for day in zeros if day not in true_zeros]
    if days:
        counts[days] = np.nan
        named = listed((series.first_day + timedelta(days=day) for day in days), _MOST_NAMED)
        text = f"{series.key}: zeros between ordinary days are taken as not reported: {named}."
        notes.append(Note(Severity.WARNING, "history", text))
    return daily_series(series.key, series.first_day, counts), notes


def _from_stays(
    inputs: PlanInputs, segments: pa.Table, earliest: date, end: date
) -> dict[SeriesKey, DailySeries]:
    if not segments.num_rows:
        return {}
    zone = inputs.grid.zone
    oldest = pc.min(segments.column("entered")).as_py().astimezone(zone_info(zone)).date()
    start = max(oldest + timedelta(days=1), earliest)
    if start >= end:
        return {}
    present = set(segments.column("unit_id").to_pylist())
    units = [unit for unit in inputs.hospital.units if unit.id in present]
    counts = daily_counts(
        segments, zone, local_midnight(start, zone), local_midnight(end, zone), [unit.id for unit in units]
    )
    frame = counts.select(["unit_id", "admissions", "transfers_in"]).to_pandas()
    found: dict[SeriesKey, DailySeries] = {}
    for unit in units:
        own = frame[frame["unit_id"] == unit.id]
        admissions, transfers = (own[name].to_numpy(dtype=float) for name in ("admissions", "transfers_in"))
        active = np.flatnonzero(admissions + transfers > 0)
        if not active.size:
            continue
        first_day = start + timedelta(days=int(active[0]))
        outside = Measure.ATTENDANCES if unit.kind == "emergency" else Measure.ADMISSIONS
        for measure, values in ((outside, admissions), (Measure.TRANSFERS_IN, transfers)):
            key = SeriesKey(unit.id, measure)
            found[key] = DailySeries(key, first_day, values[active[0] :])
    return found


def _from_counts(inputs: PlanInputs, earliest: date, end: date) -> dict[SeriesKey, DailySeries]:
    frame = inputs.tables.daily_counts.to_pandas()
    found: dict[SeriesKey, DailySeries] = {}
    for unit in inputs.hospital.units:
        own = frame[frame["unit_id"] == unit.id]
        for measure in _COUNTED:
            key = SeriesKey(unit.id, measure)
            series = _regular(key, own["date"], own[measure.value], earliest, end)
            if series is not None:
                found[key] = series
    return found


def _from_equipment_use(inputs: PlanInputs, earliest: date, end: date) -> dict[SeriesKey, DailySeries]:
    frame = inputs.tables.equipment_use.to_pandas()
    units = set(inputs.hospital.unit_by_id)
    found: dict[SeriesKey, DailySeries] = {}
    for (unit_id, type_id), own in frame.groupby(["unit_id", "type_id"], sort=True):
        key = SeriesKey(str(unit_id), Measure.EQUIPMENT_IN_USE, str(type_id))
        series = _regular(key, own["date"], own["in_use"], earliest, end)
        if (
            series is not None
            and key.unit_id in units
            and key.item_id in inputs.hospital.equipment_type_by_id
        ):
            found[key] = series
    return found


def _regular(
    key: SeriesKey, days: pd.Series, counts: pd.Series, earliest: date, end: date
) -> DailySeries | None:
    n_days = (end - earliest).days
    position = np.array([(day - earliest).days for day in days], dtype=np.int64)
    inside = (position >= 0) & (position < n_days)
    values: FloatArray = np.full(n_days, np.nan)
    values[position[inside]] = counts.to_numpy(dtype=float, na_value=np.nan)[inside]
    return daily_series(key, earliest, values)
