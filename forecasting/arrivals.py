"""At which hours of the day patients enter a unit, on weekdays and at weekends."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from forecasting.length_of_stay import WINDOW_HOURS
from forecasting.patient_hours import HourClock, UnitStays
from forecasting.quantiles import FloatArray, IntArray

_PRIOR_ENTRIES = 0.5
_SATURDAY = 5


def hourly_shares(stays: UnitStays, clock: HourClock, now: int, odd_days: Collection[int] = ()) -> FloatArray:
    """Share of a day's entries in each hour of it, shape (2, 24): Monday to Friday, then weekend; rows sum to 1.

    From the entries of the year before hour `now`, but for those of `odd_days` (days of the clock); an hour never seen
    keeps a small share.
    """
    start = max(now - WINDOW_HOURS, clock.start)
    seen = stays.entered[(stays.entered >= start) & (stays.entered < now)]
    position = np.floor(seen).astype(np.int64) - clock.start
    position = position[~np.isin(clock.day_number[position], list(odd_days))]
    weekend = (clock.weekday[position] >= _SATURDAY).astype(np.int64)
    counts = np.bincount(weekend * 24 + clock.hour_of_day[position], minlength=48).astype(float)
    weights = counts.reshape(2, 24) + _PRIOR_ENTRIES
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def hourly_entries(
    daily: IntArray, shares: FloatArray, clock: HourClock, now: int, random: np.random.Generator
) -> IntArray:
    """Entries within each hour from `now` on, shape (n_samples, n_hours), spread over the hours of their days.

    `daily` has shape (n_samples, n_days), day 0 being the local day that starts at `now`. On a day with 23 or 25 hours
    the shares of its hours are scaled to sum to 1.
    """
    first = now - clock.start
    day = clock.day_number[first:] - clock.day_number[first]
    hours, weekdays = clock.hour_of_day[first:], clock.weekday[first:]
    n_days = daily.shape[1]
    entries = np.zeros((len(daily), int(np.searchsorted(day, n_days))), dtype=np.int64)
    for number in range(n_days):
        at = np.flatnonzero(day == number)
        share = shares[int(weekdays[at[0]] >= _SATURDAY), hours[at]]
        entries[:, at] = random.multinomial(daily[:, number], share / share.sum())
    return entries
