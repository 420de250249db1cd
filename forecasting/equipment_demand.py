"""Devices needed per occupied bed, where no history of their use is stored."""

from __future__ import annotations

import numpy as np

from forecasting.quantiles import FloatArray, IntArray, Prediction, path_quantiles


def devices_in_use(
    census_by_day: IntArray, per_occupied_bed: float, random: np.random.Generator
) -> Prediction:
    """Devices in use on each day, from the day's highest census on each path, shape (n_samples, n_days).

    Whole devices per bed are certain; what is left of the rate is the chance of one more for each patient.
    """
    whole, part = divmod(per_occupied_bed, 1.0)
    paths = census_by_day * int(whole) + random.binomial(census_by_day, part)
    return Prediction(paths.mean(axis=0), path_quantiles(paths))


def day_maxima(paths: IntArray, day: IntArray) -> IntArray:
    """The highest census of each local day: (n_samples, n_hours) becomes (n_samples, n_days); `day` numbers hours."""
    starts = np.flatnonzero(np.diff(day, prepend=day[0] - 1))
    return np.maximum.reduceat(paths, starts, axis=1)


def follow_census(changed: IntArray, unchanged: IntArray) -> FloatArray:
    """By how much use changes on each day when the census changes: the ratio of the mean daily maxima.

    Both have shape (n_samples, n_days); a unit that was empty anyway keeps its use.
    """
    before, after = unchanged.mean(axis=0), changed.mean(axis=0)
    return np.asarray(np.divide(after, before, out=np.ones_like(after), where=before > 0))
