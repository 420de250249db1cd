"""How long patients stay: the Kaplan-Meier curve of a unit by the hour, and at which hours of the day they leave.

The chance to leave within the next hour depends on the hours stayed so far, the hour of the day and the weekday:
rate = by_age x by_hour x by_weekday, fitted to events and patient-hours of the last year (a discrete-time proportional
hazards form, solved by iterative proportional fitting). Open stays and stays that began before the year count with the
hours seen. Summed over the clock it is the Kaplan-Meier estimate; the clock part puts discharges at midday and in the
evening, where they happen, which is what hourly census needs.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from forecasting.patient_hours import HourClock, UnitStays
from forecasting.quantiles import FloatArray, IntArray

WINDOW_HOURS = 365 * 24
_GROUP_FROM = 12
"""Stays beyond so many hours have their own hours of leaving: those below are treated and gone, whatever the hour."""
_MOST_CHANCE = 0.98
_LEAST_EVENTS = 30
_PRIOR_EVENTS = 5.0
_ROUNDS = 12
_AGE_EDGES = np.unique(
    np.concatenate([np.arange(0, 25), np.arange(27, 97, 3), np.round(96 * 1.12 ** np.arange(1, 45))])
).astype(np.int64)
"""Hours stayed at which a new rate may begin: hourly on the first day, then ever wider, up to about 1.5 years."""


@dataclass(frozen=True, slots=True, eq=False)
class LeavingRates:
    """Chances of leaving within an hour of one unit: by_age x by_hour x by_weekday.

    `edges` are the hours stayed at which each value of `by_age` begins; `by_hour` has shape (2, 24) and `by_weekday`
    (2, 7), rows for stays so far below and from `_GROUP_FROM` hours. `n_left` stays ended in the window.
    """

    edges: IntArray
    by_age: FloatArray
    by_hour: FloatArray
    by_weekday: FloatArray
    n_left: int

    def rates(self, age: FloatArray, hour_of_day: IntArray, weekday: IntArray) -> FloatArray:
        """Rate of leaving in the next hour after `age` hours, by the clock; arrays are broadcast.

        A rate r means that a share of 1 - exp(-r) leaves.
        """
        group = (age >= _GROUP_FROM).astype(np.int64)
        step = np.searchsorted(self.edges, age, side="right") - 1
        clock = self.by_hour[group, hour_of_day] * self.by_weekday[group, weekday]
        chance = np.minimum(self.by_age[step] * clock, _MOST_CHANCE)
        return np.asarray(-np.log1p(-chance))

    def still_there(self, hours: IntArray) -> FloatArray:
        """The share still in the unit after so many hours, when the clock plays no part."""
        ages = np.arange(int(hours.max()) + 1)
        chance = np.minimum(self.by_age[np.searchsorted(self.edges, ages, side="right") - 1], _MOST_CHANCE)
        survival = np.concatenate([[1.0], np.cumprod(1 - chance)])
        return np.asarray(survival[hours])

    def median_hours(self) -> int | None:
        """Hours after which half have left; None when less than half ever do within the ages seen."""
        survival = self.still_there(np.arange(int(self.edges[-1]) + 1))
        below = np.flatnonzero(survival <= 0.5)
        return int(below[0]) if below.size else None


def fit_leaving_rates(
    stays: UnitStays, clock: HourClock, now: int, odd_days: Collection[int] = ()
) -> LeavingRates:
    """Fit to the year before hour `now` with what was known then; `clock` has to cover it.

    Hours of `odd_days` (days of the clock) count neither as at risk nor as exits.

    The clock effects are 1 on average over patient-hours, so that `by_age` alone is the Kaplan-Meier hazard.
    """
    known = stays.as_of(now)
    start = max(now - WINDOW_HOURS, clock.start)
    events, exposure = _count(known, clock, start, now, odd_days)
    steps = _merge_steps(events.sum(axis=(1, 2)))
    events, exposure = (np.add.reduceat(table, steps, axis=0) for table in (events, exposure))
    edges = _AGE_EDGES[steps]
    group = (edges >= _GROUP_FROM).astype(np.int64)
    by_age = np.zeros(len(edges))
    by_hour, by_weekday = np.ones((2, 24)), np.ones((2, 7))
    for _ in range(_ROUNDS):
        clock_part = by_hour[group][:, :, np.newaxis] * by_weekday[group][:, np.newaxis, :]
        expected = (exposure * clock_part).sum(axis=(1, 2))
        by_age = np.divide(events.sum(axis=(1, 2)), expected, out=np.zeros_like(expected), where=expected > 0)
        for row in (0, 1):
            chosen = group == row
            seen, at_risk = events[chosen], exposure[chosen] * by_age[chosen, np.newaxis, np.newaxis]
            fitted = (at_risk * by_weekday[row]).sum(axis=(0, 2))
            by_hour[row] = (seen.sum(axis=(0, 2)) + _PRIOR_EVENTS) / (fitted + _PRIOR_EVENTS)
            fitted = (at_risk * by_hour[row][:, np.newaxis]).sum(axis=(0, 1))
            by_weekday[row] = (seen.sum(axis=(0, 1)) + _PRIOR_EVENTS) / (fitted + _PRIOR_EVENTS)
    return LeavingRates(edges, by_age, by_hour, by_weekday, n_left=int(events.sum()))


def _count(
    stays: UnitStays, clock: HourClock, start: int, now: int, odd_days: Collection[int]
) -> tuple[FloatArray, FloatArray]:
    """Events and patient-hours, each of shape (ages, 24, 7), from hour `start` to `now`, without those of `odd_days`.

    Age 0 is the part of an hour between entry and the first full hour; age j ends j hours later. It is dated by
    the full hour at which it starts.
    """
    first_full = np.ceil(stays.entered).astype(np.int64)
    gone = np.ceil(np.minimum(stays.left, now + 1)).astype(np.int64)
    last_end = np.minimum(gone, now)
    first_end = np.maximum(first_full, start + 1)
    n_steps = np.maximum(last_end - first_end + 1, 0)
    stay = np.repeat(np.arange(len(n_steps)), n_steps)
    offset = np.arange(len(stay)) - np.repeat(np.cumsum(n_steps) - n_steps, n_steps)
    step_end = first_end[stay] + offset
    age = step_end - first_full[stay]
    position = step_end - 1 - clock.start
    cell = np.searchsorted(_AGE_EDGES, age, side="right") - 1
    cell = (cell * 24 + clock.hour_of_day[position]) * 7 + clock.weekday[position]
    shape = (len(_AGE_EDGES), 24, 7)
    size = int(np.prod(shape))
    left = step_end == gone[stay]
    if odd_days:
        ordinary = ~np.isin(clock.day_number[position], list(odd_days))
        cell, left = cell[ordinary], left[ordinary]
    exposure = np.bincount(cell, minlength=size).reshape(shape).astype(float)
    return np.bincount(cell[left], minlength=size).reshape(shape).astype(float), exposure


def _merge_steps(events_by_age: FloatArray) -> IntArray:
    """Positions of the ages at which a merged step begins, so that most hold `_LEAST_EVENTS` events.

    An age with as many of its own stands alone: the quiet hours before it would otherwise blur it.
    """
    starts, held = [0], 0.0
    for position, n_events in enumerate(events_by_age):
        enough = held >= _LEAST_EVENTS or n_events >= _LEAST_EVENTS
        if position and enough and events_by_age[position:].sum() >= _LEAST_EVENTS:
            starts.append(position)
            held = 0.0
        held += n_events
    return np.array(starts)
