"""From the census of a shift to people, by each method of staffing standard; plans and checks both ask here."""

from __future__ import annotations

from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from data.configuration.staffing import (
    FixedStandard,
    HoursStandard,
    RatioStandard,
    Rounding,
    StaffingStandard,
)

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# a need of 6 that arithmetic makes 6.0000000001 is 6
_TOLERANCE = 1e-9


def people_needed(standard: StaffingStandard, census: Floats, shift_hours: float, day_hours: float) -> Counts:
    """People needed at each level, before the minimum.

    `census` has shape (hours of the shift, levels), with at least one hour; a known census has one level. Hours are taken
    to move together: the level of the highest, or of the mean, is that of each hour. Patients are whole, so the
    highest census is rounded. `shift_hours` are the paid hours of the shift, `day_hours` those of all shifts of the
    standard.
    """
    match standard:
        case RatioStandard():
            need = np.rint(census.max(axis=0)) / standard.patients_per_person
        case HoursStandard():
            share = shift_hours / day_hours if standard.share is None else standard.share
            need = standard.hours * census.mean(axis=0) * share / shift_hours
        case FixedStandard():
            return np.full(census.shape[1], standard.people, dtype=np.int64)
        case _:
            assert_never(standard)
    return rounded(need, standard.rounding)


def rounded(need: Floats, rounding: Rounding) -> Counts:
    """Whole people."""
    match rounding:
        case Rounding.UP:
            whole = np.ceil(need - _TOLERANCE)
        case Rounding.HALF_UP:
            whole = np.floor(need + 0.5 + _TOLERANCE)
        case Rounding.DOWN:
            whole = np.floor(need + _TOLERANCE)
        case _:
            assert_never(rounding)
    return whole.astype(np.int64)
