"""Values without gaps, for forecasters that have no notion of an unknown day."""

from __future__ import annotations

import numpy as np

from forecasting.quantiles import FloatArray

_WEEK = 7
_BEFORE_WEEKS = 4


def without_gaps(values: FloatArray) -> FloatArray:
    """Unknown days are set to the median of the same weekday in the four weeks before them.

    Only days before count, so that what a trial sees of a gap before its origin does not follow from days after it. Where a
    weekday is unknown in all of these, the median of the last four weeks that hold a known day stands. Days before the first
    known one, where there are any, get the median of the four weeks from it on. At least one day has to be known.
    """
    unknown = np.flatnonzero(np.isnan(values))
    if not unknown.size:
        return values
    filled = values.copy()
    span = _BEFORE_WEEKS * _WEEK
    known = np.flatnonzero(~np.isnan(values))
    for day in unknown:
        mates = values[max(day % _WEEK, day - span) : day : _WEEK]
        mates = mates[~np.isnan(mates)]
        if not mates.size:
            number = int(np.searchsorted(known, day))
            end = int(known[number - 1]) + 1 if number else int(known[0]) + span
            mates = values[max(end - span, 0) : end]
            mates = mates[~np.isnan(mates)]
        filled[day] = np.median(mates)
    return filled
