"""Stays on a grid of full hours, and the wall clock at each of them.

Hour 0 is the cutoff (a local midnight); hour T lies T elapsed hours after it, the past is negative. A patient counts
at hour T when entered <= T < left. Whoever comes and goes between two hours is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from forecasting.quantiles import FloatArray, IntArray

_MICROSECONDS = 3_600_000_000


@dataclass(frozen=True, slots=True, eq=False)
class UnitStays:
    """The stays in one unit, in hours from the cutoff; `left` is infinite while the patient is there."""

    entered: FloatArray
    left: FloatArray

    def as_of(self, hour: float) -> UnitStays:
        """What was known at `hour`: later entries unseen, later exits still open."""
        seen = self.entered < hour
        left = self.left[seen]
        return UnitStays(self.entered[seen], np.where(left < hour, left, np.inf))

    def present(self, hour: int) -> UnitStays:
        """The stays of those present at `hour`."""
        there = (self.entered <= hour) & (self.left > hour)
        return UnitStays(self.entered[there], self.left[there])

    def census(self, start: int, end: int) -> IntArray:
        """Patients at hours start, start + 1, ... end - 1."""
        change = np.zeros(end - start + 1, dtype=np.int64)
        hour_in = np.ceil(np.clip(self.entered, start, end)).astype(np.int64) - start
        hour_out = np.ceil(np.clip(self.left, start, end)).astype(np.int64) - start
        np.add.at(change, hour_in, 1)
        np.add.at(change, hour_out, -1)
        return np.cumsum(change)[:-1]


def unit_stays(segments: pa.Table, cutoff: datetime) -> dict[str, UnitStays]:
    """The stays of each unit that occurs; `segments` is a clean STAYS table (`data.census.clean`)."""
    origin = int(cutoff.timestamp() * 1_000_000)
    units = pc.dictionary_encode(segments.column("unit_id").combine_chunks())
    codes = units.indices.to_numpy(zero_copy_only=False)
    entered = _hours(segments.column("entered"), origin)
    left = _hours(segments.column("left"), origin)
    left = np.where(np.isnan(left), np.inf, left)
    return {
        unit_id: UnitStays(entered[codes == code], left[codes == code])
        for code, unit_id in enumerate(units.dictionary.to_pylist())
    }


def _hours(instants: pa.ChunkedArray, origin: int) -> FloatArray:
    microseconds = instants.cast(pa.int64())
    whole = pc.fill_null(microseconds, origin).to_numpy()
    hours = (whole - origin) / _MICROSECONDS
    return np.where(pc.is_null(microseconds).to_numpy(), np.nan, hours)


@dataclass(frozen=True, slots=True, eq=False)
class HourClock:
    """Local hour of day, weekday and date of the hours from `start` on; arrays of one value an hour."""

    start: int
    hour_of_day: IntArray
    weekday: IntArray
    day_number: IntArray
    """Local days from the cutoff's own day, which is 0."""

    @property
    def end(self) -> int:
        """The hour after the last one."""
        return self.start + len(self.hour_of_day)

    def until(self, end: int) -> HourClock:
        """The clock up to hour `end` - 1."""
        n_hours = end - self.start
        return HourClock(
            self.start, self.hour_of_day[:n_hours], self.weekday[:n_hours], self.day_number[:n_hours]
        )


def hour_clock(cutoff: datetime, zone: ZoneInfo, start: int, end: int) -> HourClock:
    """The clock of hours start to end - 1; a day that changes the clock has 23 or 25 hours."""
    first = pd.Timestamp(cutoff) + pd.Timedelta(hours=start)
    local = pd.date_range(first, periods=end - start, freq="h").tz_convert(zone)
    first_day = pd.Timestamp(cutoff).tz_convert(zone).tz_localize(None).normalize()
    days = (local.tz_localize(None).normalize() - first_day).days
    return HourClock(
        start,
        np.asarray(local.hour, dtype=np.int64),
        np.asarray(local.day_of_week, dtype=np.int64),
        np.asarray(days, dtype=np.int64),
    )


def day_of(cutoff: datetime, zone: ZoneInfo, day_number: int) -> date:
    """The date of a day number of `HourClock`."""
    return cutoff.astimezone(zone).date() + timedelta(days=day_number)
