"""Daily series: regular in time, with unknown days as NaN, and without the unfinished last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from data.inputs import Measure
from forecasting.quantiles import FloatArray

YEARLY_FROM_DAYS = 700
"""Days of history from which a yearly season can be found: nearly two of each."""


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """What a series counts; `item_id` is the equipment type, or empty for other measures."""

    unit_id: str
    measure: Measure
    item_id: str = ""

    def __str__(self) -> str:
        what = self.measure.replace("_", " ")
        return f"{self.unit_id} {what}{f' of {self.item_id}' if self.item_id else ''}"


@dataclass(frozen=True, slots=True, eq=False)
class DailySeries:
    """One value for each local day from `first_day`; NaN means that the day is unknown. The last value is known."""

    key: SeriesKey
    first_day: date
    counts: FloatArray

    @property
    def n_days(self) -> int:
        """Days from the first to the last known one."""
        return len(self.counts)

    @property
    def end(self) -> date:
        """The day after the last one."""
        return self.first_day + timedelta(days=self.n_days)

    @property
    def known(self) -> FloatArray:
        """The values that are known, in order."""
        return self.counts[~np.isnan(self.counts)]

    @property
    def n_missing(self) -> int:
        """Unknown days between the first and the last known one."""
        return int(np.isnan(self.counts).sum())

    def weekdays(self, n_ahead: int = 0) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """0 (Monday) to 6 of each day, and of `n_ahead` days after the last."""
        return (self.first_day.weekday() + np.arange(self.n_days + n_ahead)) % 7

    def before(self, n_days: int) -> DailySeries:
        """The first `n_days` days, shorter when the last of them are unknown."""
        return DailySeries(self.key, self.first_day, _trim_end(self.counts[:n_days]))

    def last(self, n_days: int) -> DailySeries:
        """At most the last `n_days` days."""
        dropped = max(self.n_days - n_days, 0)
        return DailySeries(self.key, self.first_day + timedelta(days=dropped), self.counts[dropped:])


def daily_series(key: SeriesKey, first_day: date, values: FloatArray) -> DailySeries | None:
    """The series from its first to its last known day; None when no day is known."""
    known = np.flatnonzero(~np.isnan(values))
    if known.size == 0:
        return None
    start = int(known[0])
    return DailySeries(key, first_day + timedelta(days=start), _trim_end(values[start:]))


def _trim_end(values: FloatArray) -> FloatArray:
    known = np.flatnonzero(~np.isnan(values))
    return values[: known[-1] + 1] if known.size else values[:0]
