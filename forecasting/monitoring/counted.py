"""What happened: every series as it was counted, up to the end of complete history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from data.calendar import local_midnight, zone_info
from data.census.clean import clean_stays
from data.inputs import Measure, PlanInputs
from forecasting.cleaning import CleanSeries, clean_history
from forecasting.horizon import find_horizon
from forecasting.patient_hours import UnitStays, unit_stays
from forecasting.series import DailySeries, SeriesKey

HOURLY_DAYS = 364
"""Days of hourly census that are counted: half a year to judge, and half a year before it for the scale."""
_DAYS_A_WEEK, _HOURS_A_WEEK = 7, 168


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """`counts` by instant (UTC: local midnights, or full hours), NaN where unknown; `season` is a week in values.

    `at_least` marks the counts that a full unit cut off: as many were needed, and perhaps more. `daily` is the series
    behind daily values, as forecasters learn from it; None for the hourly census.
    """

    key: SeriesKey
    counts: pd.Series
    at_least: pd.Series
    season: int
    daily: DailySeries | None


def count_all(inputs: PlanInputs) -> dict[SeriesKey, Counted]:
    """Every series before the cutoff, cleaned as it is for forecasts; what they do not see is not for them to answer."""
    segments = (
        clean_stays(inputs.tables.stays).segments if inputs.tables.stays.num_rows else inputs.tables.stays
    )
    stays = unit_stays(segments, inputs.cutoff)
    history = clean_history(inputs, segments, stays, find_horizon(inputs))
    found = {one.counted.key: _daily(one, inputs.grid.zone) for one in history.series}
    return found | {census.key: census for census in _census(inputs, stays)}


def _daily(clean: CleanSeries, zone: str) -> Counted:
    series = clean.counted
    times = pd.DatetimeIndex(
        [local_midnight(series.first_day + timedelta(days=day), zone) for day in range(series.n_days)]
    )
    cut_off = np.zeros(series.n_days, dtype=bool)
    cut_off[list(clean.cut_off)] = True
    counts, at_least = pd.Series(series.counts, index=times), pd.Series(cut_off, index=times)
    return Counted(series.key, counts, at_least, _DAYS_A_WEEK, clean.demand)


def _census(inputs: PlanInputs, stays: Mapping[str, UnitStays]) -> Iterator[Counted]:
    """The census of each unit with stays at every full hour; declared periods are unknown."""
    start = -24 * HOURLY_DAYS
    times = pd.date_range(
        pd.Timestamp(inputs.cutoff) + pd.Timedelta(hours=start), periods=-start, freq="h", tz="UTC"
    )
    days = times.tz_convert(zone_info(inputs.grid.zone)).tz_localize(None).normalize()
    for unit_id, own in stays.items():
        values = own.census(start, 0).astype(float)
        # Before the first entry nothing was recorded, which is not the same as empty beds.
        first = int(np.floor(own.entered.min())) if own.entered.size else 0
        values[: max(first - start, 0)] = np.nan
        for first_day, last_day in inputs.hospital.forecasting.odd_periods(unit_id):
            values[(days >= pd.Timestamp(first_day)) & (days <= pd.Timestamp(last_day))] = np.nan
        key = SeriesKey(unit_id, Measure.OCCUPIED_BEDS)
        exact = pd.Series(np.zeros(len(times), dtype=bool), index=times)
        yield Counted(key, pd.Series(values, index=times), exact, _HOURS_A_WEEK, None)
