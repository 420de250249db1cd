"""Values without gaps, for forecasters that have no notion of an unknown day."""

from __future__ import annotations

import numpy as np

from forecasting.quantiles import FloatArray

_WEEK = 7
_AROUND_WEEKS = 2


def without_gaps(values: FloatArray) -> FloatArray:
    """Unknown days are set to the median of the same weekday in the four weeks around them.

    Where a weekday is unknown in all of these the overall median stands. At least one day has to be known.
    """
    unknown = np.flatnonzero(np.isnan(values))
    if not unknown.size:
        return values
    filled = values.copy()
    overall = float(np.nanmedian(values))
    span = _AROUND_WEEKS * _WEEK
    for day in unknown:
        around = values[max(day % _WEEK, day - span) : day + span + 1 : _WEEK]
        around = around[~np.isnan(around)]
        filled[day] = np.median(around) if around.size else overall
    return filled
