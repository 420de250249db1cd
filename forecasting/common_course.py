"""The course that series of one kind have in common: a busy month of the whole region, not of one ward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasting.quantiles import FloatArray

_LEAST_SERIES = 3
_NO_VARIANCE = 1e-9
_NO_NOISE = 1e-6
_LEAST_NOISE_SHARE = 0.1
"""Of what is usual among sisters; a series that changes less from day to day hardly ever changes."""


@dataclass(frozen=True, slots=True, eq=False)
class CommonCourse:
    """`values` by day from `first_day`: how far the series lie from what the calendar explains, as logarithms."""

    first_day: date
    values: FloatArray

    def over(self, first_day: date, n_days: int) -> FloatArray:
        """The values of `n_days` days; the first and the last one stand for days before and after them."""
        days = (first_day - self.first_day).days + np.arange(n_days)
        return np.asarray(self.values[np.clip(days, 0, len(self.values) - 1)])


@dataclass(frozen=True, slots=True, eq=False)
class OwnCourse:
    """How one series went beyond its calendar: `values` (n_days,) are complete, the first `n_judged` weigh it."""

    first_day: date
    values: FloatArray
    n_judged: int


def noise_of(levels: FloatArray) -> float:
    """How much levels (n_days,) differ from day to day, as a standard deviation."""
    return max(float(np.std(np.diff(levels))) / 2**0.5, _NO_NOISE)


def without_still_ones(courses: Sequence[OwnCourse]) -> list[OwnCourse]:
    """The courses that move; one that hardly ever changes says nothing about the others.

    In units of its own noise whatever the others do would be huge, and by the inverse of its variance it would outvote
    them.
    """
    noises = [noise_of(one.values[: one.n_judged]) for one in courses]
    least = _LEAST_NOISE_SHARE * float(np.median(noises)) if noises else 0.0
    return [one for one, noise in zip(courses, noises, strict=True) if noise >= least]


def common_course(courses: Sequence[OwnCourse]) -> CommonCourse | None:
    """The mean of the courses that move on each day, the quieter ones counting for more; None where too few are alike.

    Each counts by the inverse variance of its change from day to day, and around its own mean: on days that some do not
    know, the others speak for them.
    """
    courses = without_still_ones(courses)
    if len(courses) < _LEAST_SERIES:
        return None
    first = min(one.first_day for one in courses)
    n_days = max((one.first_day - first).days + len(one.values) for one in courses)
    total, weight = np.zeros(n_days), np.zeros(n_days)
    for one in courses:
        judged = one.values[: one.n_judged]
        own = 1 / max(float(np.var(np.diff(judged))), _NO_VARIANCE)
        begin = (one.first_day - first).days
        days = slice(begin, begin + len(one.values))
        total[days] += own * (one.values - judged.mean())
        weight[days] += own
    known = np.flatnonzero(weight)
    filled = np.interp(np.arange(n_days), known, total[known] / weight[known])
    return CommonCourse(first, filled)
