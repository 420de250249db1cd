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
from scipy import special

from data.calendar import zone_info
from forecasting.metrics import MEDIAN
from forecasting.monitoring.pairs import Pairs
from forecasting.quantiles import LEVELS, FloatArray

BLOCK_DAYS = 7
_LEAST_DAYS = 3
_MOST = 4.0
"""A single day counts at most as so many standard deviations: one odd day is no change of level."""
_DAILY_CORRELATION, _CENSUS_CORRELATION = 0.2, 0.5
"""Correlation of the errors of two days of one forecast: somewhat more than usual for daily counts, as too little gives false
alarms; beds keep their patients."""
_USUAL_WEIGHT = 8
"""The usual spread of scores counts as much as so many blocks."""
_LEAST_SPREAD = 5
_INTERVAL = (0.1, 0.9)
_NORMAL_MAD = 1.4826
_SCORES: FloatArray = special.ndtri(LEVELS)


@dataclass(frozen=True, slots=True)
class Block:
    """The days from one forecast to the next: `score` is standard normal when forecasts are right.

    `actual` and `expected` (medians) are means of the values; `inside` is the share within the
    80 % interval (`shares_inside`).
    """

    first_day: date
    last_day: date
    n_days: int
    score: float
    actual: float
    expected: float
    inside: float


def usual_correlation(pairs: Pairs) -> float:
    """What is taken for the correlation between the errors of two days of one forecast."""
    return _DAILY_CORRELATION if pairs.counted.daily is not None else _CENSUS_CORRELATION


def normal_scores(quantiles: FloatArray, actual: FloatArray) -> FloatArray:
    """Where each value lies in its forecast, as a standard normal score, shape (n,), cut at four.

    Straight between quantiles; a value on several equal ones (counts) gets the mean of their scores; beyond the outer ones
    as far as the distribution is wide there.
    """
    below = (quantiles < actual[:, np.newaxis]).sum(axis=1)
    upto = (quantiles <= actual[:, np.newaxis]).sum(axis=1)
    n_levels, rows = len(LEVELS), np.arange(len(actual))
    summed = np.concatenate([[0.0], np.cumsum(_SCORES)])
    tied = (summed[upto] - summed[below]) / np.maximum(upto - below, 1)
    left, right = np.clip(below - 1, 0, n_levels - 2), np.clip(below, 1, n_levels - 1)
    low, high = quantiles[rows, left], quantiles[rows, right]
    share = np.divide(actual - low, high - low, out=np.zeros(len(actual)), where=high > low)
    between = _SCORES[left] + share * (_SCORES[right] - _SCORES[left])
    scores = np.where(upto > below, tied, between)
    for edge, outside in ((0, (upto == 0)), (n_levels - 1, below == n_levels)):
        away = actual - quantiles[:, edge]
        width = np.abs(quantiles[:, edge] - quantiles[:, MEDIAN]) / abs(_SCORES[edge])
        # A forecast without any width was sure of its count: one count more is one step.
        scores = np.where(outside, _SCORES[edge] + away / np.where(width > 0, width, 1.0), scores)
    return np.asarray(np.clip(scores, -_MOST, _MOST))


def shares_inside(quantiles: FloatArray, actual: FloatArray) -> FloatArray:
    """How far each value lies within the 80 % interval, from 0 to 1, shape (n,).

    A count that stands at several quantiles is inside with the share of their levels that is: the whole numbers of a small
    ward otherwise lie on the bounds so often that right intervals look too wide.
    """
    below = (quantiles < actual[:, np.newaxis]).sum(axis=1)
    upto = (quantiles <= actual[:, np.newaxis]).sum(axis=1)
    levels = np.concatenate([[0.0], LEVELS, [1.0]])
    start, end = levels[below], levels[upto + 1]
    inside = np.minimum(end, _INTERVAL[1]) - np.maximum(start, _INTERVAL[0])
    return np.asarray(np.maximum(inside, 0.0) / (end - start))


def make_blocks(pairs: Pairs, zone: str) -> tuple[Block, ...]:
    """The blocks of a series, the oldest first, from the newest forecast of each time."""
    newest = pairs.newest()
    frame = pd.DataFrame(
        {
            "forecast": newest.forecast,
            "day": newest.day,
            "time": newest.times,
            "score": normal_scores(newest.quantiles, newest.actual),
            "actual": newest.actual,
            "expected": newest.quantiles[:, MEDIAN],
            "inside": shares_inside(newest.quantiles, newest.actual),
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
    by_day = group.groupby("day")[["score", "actual", "expected", "inside"]].mean().mean()
    local = pd.DatetimeIndex(group["time"]).tz_convert(zone_info(zone))
    return Block(
        local.min().date(),
        local.max().date(),
        int(group["day"].nunique()),
        float(by_day["score"]),
        float(by_day["actual"]),
        float(by_day["expected"]),
        float(by_day["inside"]),
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
