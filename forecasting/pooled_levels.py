"""How levels go on, learnt from all series of a kind together: whether they fall back, drift on or repeat last year.

One series is too short to tell. A ridge regression for each band of days ahead says how far from the mean of the last four weeks
the level will be, given how it came there, how the series of its kind moved together and the time of year (a global
model in the sense of Montero-Manso and Hyndman 2021, forecast directly for each day ahead).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasting.common_course import (
    CommonCourse,
    OwnCourse,
    common_course,
    noise_of,
    without_still_ones,
)
from forecasting.level_features import base_levels, level_features
from forecasting.quantiles import FloatArray, IntArray

_LONGEST = 91
"""Days ahead that are learnt; those beyond are taken as these."""
_WIDER = 1.35
"""Bands of days ahead grow by this factor."""
_MOST_DAYS_OF_BAND = 4
_FIRST_ORIGIN = 120
_STEP = 3
"""Days between origins that teach, at least."""
_MOST_ORIGINS = 12_000
"""Of all series together; more teach nothing new."""
_RIDGE = 50.0
_FAR = 4.0
"""Standard deviations at which a day is drawn in."""
_HARMONICS = 2
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True, eq=False)
class PooledLevels:
    """`coefficients` (n_bands, n_features) for days ahead up to each of `ends`, and the `course` that sisters share."""

    ends: tuple[int, ...]
    coefficients: FloatArray
    course: CommonCourse

    def ahead(
        self, levels: FloatArray, noise: float, first_day: date, origins: Sequence[int], n_days: int
    ) -> FloatArray:
        """The levels of the `n_days` days after each origin, shape (n_origins, n_days).

        `levels` begin on `first_day` and are complete; an origin is the number of them known. `noise` is `noise_of` these.
        """
        at, days = np.asarray(origins, dtype=np.int64), np.arange(n_days, dtype=np.int64)
        features = _features(levels, self.course.over(first_day, len(levels)), noise, first_day, at, days)
        bands = np.minimum(np.searchsorted(self.ends, days, side="right"), len(self.ends) - 1)
        change = np.einsum("odf,df->od", features, self.coefficients[bands])
        return np.asarray(base_levels(levels, at)[:, np.newaxis] + noise * change)


def learn_levels(courses: Sequence[OwnCourse]) -> PooledLevels | None:
    """What the days before the last judged one of each course teach; None where too few series are alike."""
    courses = without_still_ones(courses)
    course = common_course(courses)
    if course is None:
        return None
    step = max(_STEP, -(-sum(one.n_judged for one in courses) // _MOST_ORIGINS))
    ends, found = [], []
    begin = 0
    while begin < _LONGEST:
        end = min(_LONGEST, max(begin + 1, int((begin + 1) * _WIDER)))
        coefficients = _learn_band(courses, course, begin, end, step)
        if coefficients is None:
            break
        ends.append(end)
        found.append(coefficients)
        begin = end
    return PooledLevels(tuple(ends), np.stack(found), course) if found else None


def _learn_band(
    courses: Sequence[OwnCourse], course: CommonCourse, begin: int, end: int, step: int
) -> FloatArray | None:
    """Coefficients for the days ahead `begin` to before `end`; None where no history is long enough."""
    days = np.unique(
        np.linspace(begin, end - 1, min(end - begin, _MOST_DAYS_OF_BAND)).round().astype(np.int64)
    )
    gram: FloatArray | None = None
    target: FloatArray | None = None
    for one in courses:
        origins = np.arange(_FIRST_ORIGIN, one.n_judged - int(days[-1]), step, dtype=np.int64)
        if not origins.size:
            continue
        levels = one.values[: one.n_judged]
        noise = noise_of(levels)
        shared = course.over(one.first_day, one.n_judged)
        features = _features(levels, shared, noise, one.first_day, origins, days)
        happened = levels[origins[:, np.newaxis] + days] - base_levels(levels, origins)[:, np.newaxis]
        rows = features.reshape(-1, features.shape[-1])
        values = np.clip(happened / noise, -_FAR, _FAR).ravel()
        own_gram, own_target = rows.T @ rows, rows.T @ values
        gram = own_gram if gram is None else gram + own_gram
        target = own_target if target is None else target + own_target
    if gram is None or target is None:
        return None
    ridge = np.full(len(target), _RIDGE * len(days))
    ridge[-1] = 1.0
    return np.asarray(np.linalg.solve(gram + np.diag(ridge), target))


def _features(
    levels: FloatArray,
    shared: FloatArray,
    noise: float,
    first_day: date,
    origins: IntArray,
    days: IntArray,
) -> FloatArray:
    """Own levels, shared ones, both in units of the noise; the time of year ahead; and 1. (n_origins, n_days, n_features)."""
    own, common = (level_features(each, origins, days) / noise for each in (levels, shared))
    years = (first_day.toordinal() + origins[:, np.newaxis] + days) / _YEAR_DAYS
    angles = 2 * np.pi * years[:, :, np.newaxis] * np.arange(1, _HARMONICS + 1)
    ones = np.ones((*years.shape, 1))
    return np.concatenate([own, common, np.sin(angles), np.cos(angles), ones], axis=2)
