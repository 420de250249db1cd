"""Arrivals: how many patients of each stream come on each day, at which minute, and the stays that they will need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.sample.days import Days, Numbers, Whole
from data.sample.pathways import STREAMS, ArrivalStream
from data.sample.seeds import stream

MOST_STAGES = 4


@dataclass(frozen=True)
class Arrivals:
    """One entry per visit, in order of arrival.

    `time` is in minutes since 1970 (UTC). `units` and `minutes` have MOST_STAGES columns: the units passed through as
    positions in `unit_ids` (-1 after the last), and the length of stay needed in each. `clock`, `move` and `when` are
    uniform random numbers for the moment at which each stay ends. `group` is "adult", "child" or "maternity".
    """

    time: Whole
    units: Whole
    minutes: Whole
    clock: Numbers
    move: Numbers
    when: Numbers
    leaves_if_full: np.ndarray[tuple[int], np.dtype[np.bool_]]
    group: np.ndarray[tuple[int], np.dtype[np.str_]]


def draw_arrivals(days: Days, unit_ids: tuple[str, ...], seed: int) -> Arrivals:
    """All visits of the simulated days."""
    everyday = _daily_mood(len(days.start), seed)
    parts = [_draw_stream(kind, days, everyday, unit_ids, seed) for kind in STREAMS]
    time = np.concatenate([part.time for part in parts])
    order = np.argsort(time, kind="stable")
    return Arrivals(
        *(
            np.concatenate([getattr(part, name) for part in parts])[order]
            for name in ("time", "units", "minutes", "clock", "move", "when", "leaves_if_full", "group")
        )
    )


def daily_rate(kind: ArrivalStream, days: Days) -> Numbers:
    """The expected arrivals of a stream on each day."""
    rate = kind.per_day * np.array(kind.week)[days.weekday]
    wave = days.child_wave if kind.group == "child" else days.respiratory_wave
    rate = rate * (1 + kind.season * days.season + kind.wave * wave) * (1 + kind.growth_per_year * days.years)
    rate = rate * np.where(days.holiday, kind.holiday, 1.0) * np.where(days.after_holiday, kind.rebound, 1.0)
    return rate * np.where(days.christmas & ~days.holiday, kind.christmas, 1.0)


def _daily_mood(n_days: int, seed: int) -> Numbers:
    """What busy and quiet spells have in common: a mean of 1, correlated from day to day."""
    rng = stream(seed, "daily mood")
    noise = 0.035 * rng.standard_normal(n_days)
    mood = np.empty(n_days)
    level = 0.0
    for day in range(n_days):
        level = 0.7 * level + noise[day]
        mood[day] = level
    return 1 + mood


def _draw_stream(
    kind: ArrivalStream, days: Days, everyday: Numbers, unit_ids: tuple[str, ...], seed: int
) -> Arrivals:
    rng = stream(seed, f"arrivals: {kind.name}")
    shape = 1 / kind.spread**2
    common = np.ones_like(everyday) if kind.booked else everyday
    rate = daily_rate(kind, days) * common * rng.gamma(shape, 1 / shape, len(common))
    count = rng.poisson(rate)
    if kind.booked:
        count = np.minimum(count, np.ceil(1.5 * rate).astype(np.int64))  # a theatre list has a length
    day = np.repeat(np.arange(len(count)), count)
    n = len(day)
    hours = np.array(kind.hours, dtype=np.float64)
    hour = np.searchsorted(np.cumsum(hours / hours.sum())[:-1], rng.random(n), side="right")
    minute = hour * 60 + rng.integers(0, 60, n)
    # On a day that changes the clock everything after 02:00 lies an hour earlier or later in elapsed time.
    shift = np.where(minute >= 120, days.length[day] - 1440, 0)
    shares = np.array([way.share for way in kind.pathways])
    which = np.searchsorted(np.cumsum(shares)[:-1], rng.random(n), side="right")
    units = np.full((n, MOST_STAGES), -1, dtype=np.int64)
    needed = np.zeros((n, MOST_STAGES), dtype=np.int64)
    for position, way in enumerate(kind.pathways):
        rows = np.flatnonzero(which == position)
        for number, (unit_id, length) in enumerate(way.stages):
            units[rows, number] = unit_ids.index(unit_id)
            needed[rows, number] = np.maximum(20, np.rint(length.draw_hours(rng, len(rows)) * 60))
    return Arrivals(
        time=days.start[day] + minute + shift,
        units=units,
        minutes=needed,
        clock=rng.random((n, MOST_STAGES)),
        move=rng.random((n, MOST_STAGES)),
        when=rng.random((n, MOST_STAGES)),
        leaves_if_full=np.full(n, kind.leaves_if_full),
        group=np.full(n, kind.group, dtype="U9"),
    )
