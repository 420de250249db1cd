"""What happened: every series as it was counted, up to the end of complete history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from data.calendar import local_midnight, zone_info
from data.census.clean import clean_stays
from data.holiday_calendar import public_holidays
from data.inputs import Measure, PlanInputs
from forecasting.history import cutoff_day, gather_series, without_odd_periods
from forecasting.occupancy_task import ARRIVALS
from forecasting.patient_hours import unit_stays
from forecasting.series import DailySeries, SeriesKey

HOURLY_DAYS = 364
"""Days of hourly census that are counted: half a year to judge, and half a year before it for the scale."""
_DAYS_A_WEEK, _HOURS_A_WEEK = 7, 168


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """`counts` by instant (UTC: local midnights, or full hours), NaN where unknown; `season` is a week in values.

    `daily` is the series behind daily values; None for the hourly census.
    """

    key: SeriesKey
    counts: pd.Series
    season: int
    daily: DailySeries | None


def count_all(inputs: PlanInputs) -> dict[SeriesKey, Counted]:
    """Every series before the cutoff, without declared events and outages: they are not for forecasts to answer."""
    segments = (
        clean_stays(inputs.tables.stays).segments if inputs.tables.stays.num_rows else inputs.tables.stays
    )
    series = gather_series(inputs, segments)
    listed = set(inputs.tables.stays.column("unit_id").to_pylist())
    years = {one.first_day.year for one in series} | {cutoff_day(inputs).year}
    holidays = public_holidays(inputs.hospital, range(min(years), max(years) + 1))
    found: dict[SeriesKey, Counted] = {}
    for one in series:
        is_event = one.key.measure in ARRIVALS and one.key.unit_id in listed
        own, _ = without_odd_periods(one, inputs, holidays, is_return=not is_event)
        if own is not None:
            found[own.key] = Counted(own.key, _by_midnight(own, inputs.grid.zone), _DAYS_A_WEEK, own)
    if segments.num_rows:
        found |= {census.key: census for census in _census(inputs, segments)}
    return found


def _by_midnight(series: DailySeries, zone: str) -> pd.Series:
    times = [local_midnight(series.first_day + timedelta(days=day), zone) for day in range(series.n_days)]
    return pd.Series(series.counts, index=pd.DatetimeIndex(times))


def _census(inputs: PlanInputs, segments: object) -> Iterator[Counted]:
    """The census of each unit with stays at every full hour; declared events are unknown."""
    start = -24 * HOURLY_DAYS
    times = pd.date_range(
        pd.Timestamp(inputs.cutoff) + pd.Timedelta(hours=start), periods=-start, freq="h", tz="UTC"
    )
    days = times.tz_convert(zone_info(inputs.grid.zone)).tz_localize(None).normalize()
    for unit_id, stays in unit_stays(segments, inputs.cutoff).items():
        values = stays.census(start, 0).astype(float)
        # Before the first entry nothing was recorded, which is not the same as empty beds.
        first = int(np.floor(stays.entered.min())) if stays.entered.size else 0
        values[: max(first - start, 0)] = np.nan
        for event in inputs.hospital.forecasting.events:
            if not event.unit_ids or unit_id in event.unit_ids:
                first_day, last_day = pd.Timestamp(event.first_day), pd.Timestamp(event.last_day)
                values[(days >= first_day) & (days <= last_day)] = np.nan
        key = SeriesKey(unit_id, Measure.OCCUPIED_BEDS)
        yield Counted(key, pd.Series(values, index=times), _HOURS_A_WEEK, None)
