"""How far off forecasts were, as one standard score for each forecast's own days.

Days of one forecast go wrong together, so they are no independent witnesses: what is tested is one figure for the days
until the next forecast (at least a week of them). If forecasts are right, these figures are about independent and standard
normal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.calendar import zone_info
from forecasting.monitoring.censored import normal_scores, shares_inside
from forecasting.monitoring.pairs import Pairs
from forecasting.quantiles import FloatArray, quantile_means

BLOCK_DAYS = 7
_LEAST_DAYS = 3
_DAILY_CORRELATION, _CENSUS_CORRELATION = 0.2, 0.5
"""Correlation of the errors of two days of one forecast: somewhat more than usual for daily counts, as too little gives false
alarms; beds keep their patients."""
_USUAL_WEIGHT = 8
"""The usual spread of scores counts as much as so many blocks."""
_LEAST_SPREAD = 5
_NORMAL_MAD = 1.4826
NOMINAL = (0.5, 0.8, 0.95)
"""The central intervals that are judged."""


@dataclass(frozen=True, slots=True)
class Block:
    """The days from one forecast to the next: `score` is standard normal when forecasts are right.

    `actual` and `expected` (expected values, as the median of a rare count is 0) are means of the values; `inside` are the shares within the central intervals
    NOMINAL (`shares_inside`).
    """

    first_day: date
    last_day: date
    n_days: int
    score: float
    actual: float
    expected: float
    inside: tuple[float, ...]


def usual_correlation(pairs: Pairs) -> float:
    """What is taken for the correlation between the errors of two days of one forecast."""
    return _DAILY_CORRELATION if pairs.counted.daily is not None else _CENSUS_CORRELATION


def make_blocks(pairs: Pairs, zone: str) -> tuple[Block, ...]:
    """The blocks of a series, the oldest first, from the newest forecast of each time."""
    newest = pairs.newest()
    frame = pd.DataFrame(
        {
            "forecast": newest.forecast,
            "day": newest.day,
            "time": newest.times,
            "score": normal_scores(newest.quantiles, newest.actual, newest.at_least),
            "actual": newest.presumed,
            "expected": quantile_means(newest.quantiles),
            **{
                f"inside {nominal}": shares_inside(newest.quantiles, newest.actual, nominal, newest.at_least)
                for nominal in NOMINAL
            },
        }
    )
    raw = [_raw(group, zone) for group in _groups(frame)]
    usable = [one for one in raw if one.n_days >= _LEAST_DAYS]
    spread = np.sqrt(score_variances(usable, usual_correlation(pairs)))
    return tuple(
        Block(
            one.first_day,
            one.last_day,
            one.n_days,
            float(one.score / size),
            one.actual,
            one.expected,
            one.inside,
        )
        for one, size in zip(usable, spread, strict=True)
    )


def _groups(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows by forecast; forecasts that follow each other within days are put together to a week."""
    groups: list[list[pd.DataFrame]] = []
    for _, own in frame.groupby("forecast", sort=True):
        if groups and sum(part["day"].nunique() for part in groups[-1]) < BLOCK_DAYS:
            groups[-1].append(own)
        else:
            groups.append([own])
    return [pd.concat(parts) for parts in groups]


def _raw(group: pd.DataFrame, zone: str) -> Block:
    inside = [f"inside {nominal}" for nominal in NOMINAL]
    by_day = group.groupby("day")[["score", "actual", "expected", *inside]].mean().mean()
    local = pd.DatetimeIndex(group["time"]).tz_convert(zone_info(zone))
    return Block(
        local.min().date(),
        local.max().date(),
        int(group["day"].nunique()),
        float(by_day["score"]),
        float(by_day["actual"]),
        float(by_day["expected"]),
        tuple(float(by_day[name]) for name in inside),
    )


def score_variances(blocks: Sequence[Block], correlation: float) -> FloatArray:
    """The variance of each block's mean score: what it should be, or more where more is seen around the median of all.

    What is seen is robust, so that a change of level does not hide itself by looking like noise. Never less than usual: few
    blocks often look calmer than they are, and the limits would then be passed by chance.
    """
    n_days = np.array([block.n_days for block in blocks], dtype=float)
    usual = (1 + (n_days - 1) * correlation) / n_days
    if len(blocks) < _LEAST_SPREAD:
        return np.asarray(usual)
    scores = np.array([block.score for block in blocks]) / np.sqrt(usual)
    seen = (_NORMAL_MAD * float(np.median(np.abs(scores - np.median(scores))))) ** 2
    n_blocks = len(blocks)
    return np.asarray(usual * max(1.0, (_USUAL_WEIGHT + n_blocks * seen) / (_USUAL_WEIGHT + n_blocks)))
