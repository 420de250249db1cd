"""What is looked at to say how a level goes on: means of the last days to the last year, and a year ago.

Levels are what counts have beyond the calendar, on the scale of the regression. All features are differences from the mean
of the last four weeks, so that they mean the same at any level.
"""

from __future__ import annotations

import numpy as np

from forecasting.quantiles import FloatArray, IntArray

_BASE_DAYS = 28
_WINDOWS = (1, 3, 7, 14, 56, 112, 364)
_YEAR = 364
"""A whole number of weeks."""
_NEAR = 7
"""A year ago is the mean of so many days before and after."""
N_FEATURES = len(_WINDOWS) + 1


def base_levels(levels: FloatArray, origins: IntArray) -> FloatArray:
    """The mean of the four weeks before each origin, shape (n_origins,); `levels` are complete."""
    return _mean_before(_sums(levels), origins, _BASE_DAYS)


def level_features(levels: FloatArray, origins: IntArray, days_ahead: IntArray) -> FloatArray:
    """Features of each origin and day ahead, shape (n_origins, n_days_ahead, N_FEATURES).

    `origins` (n_origins,) are the days known, at least one; `days_ahead` (n_days_ahead,) begin at 0 for the day after.
    The last feature is how the level went on a year ago: 0 where nothing is known of it.
    """
    sums = _sums(levels)
    base = _mean_before(sums, origins, _BASE_DAYS)
    recent = np.stack([_mean_before(sums, origins, days) - base for days in _WINDOWS], axis=1)
    found = np.empty((len(origins), len(days_ahead), N_FEATURES))
    found[:, :, :-1] = recent[:, np.newaxis, :]
    found[:, :, -1] = _a_year_ago(sums, origins, days_ahead)
    return found


def _a_year_ago(sums: FloatArray, origins: IntArray, days_ahead: IntArray) -> FloatArray:
    then = origins - _YEAR
    is_known = then >= _BASE_DAYS
    target = np.maximum(then, 0)[:, np.newaxis] + days_ahead
    # Days ahead beyond a year would look at days after the origin.
    first = np.clip(target - _NEAR, 0, origins[:, np.newaxis] - 1)
    end = np.clip(target + _NEAR + 1, first + 1, origins[:, np.newaxis])
    went = (sums[end] - sums[first]) / (end - first)
    before = _mean_before(sums, np.maximum(then, 1), _BASE_DAYS)
    return np.asarray(np.where(is_known[:, np.newaxis], went - before[:, np.newaxis], 0.0))


def _sums(levels: FloatArray) -> FloatArray:
    return np.concatenate([[0.0], np.cumsum(levels)])


def _mean_before(sums: FloatArray, origins: IntArray, days: int) -> FloatArray:
    first = np.maximum(origins - days, 0)
    return np.asarray((sums[origins] - sums[first]) / (origins - first))
