"""The highest census of each day and week of a plan: that of the forecast, with patients who come on other days or besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import ndtr

from data.calendar import DayGrid
from data.forecast import FORECAST_PEAKS, QUANTILE_LEVELS, WHOLE_HOSPITAL
from optimization.beds.result import BedPlan

_LEVELS = np.array(QUANTILE_LEVELS)
_PATHS = 4_000
_SEED = 7
_LIKENESSES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
"""How far a day follows the one before it, as correlations; the nearest is taken."""

Floats = NDArray[np.float64]


def census_peaks(peaks: pa.Table, beds: BedPlan, grid: DayGrid) -> pa.Table:
    """With admissions on the days to which they move; `peaks` and the result are as FORECAST_PEAKS declares."""
    return shifted_peaks(peaks, beds.shift_of, grid)


def shifted_peaks(peaks: pa.Table, patients: Mapping[tuple[str, int], int], grid: DayGrid) -> pa.Table:
    """With so many `patients` more (or fewer) by unit and day, in the unit and in the hospital.

    On a day they shift the whole distribution. That of a week depends on how its days hang together, which the
    peaks of its days and its own tell: days follow one another as far as makes the highest of them what it is forecast to
    be, and the difference that the patients make to such weeks is added to the forecast.
    """
    shift: Counter[tuple[str, int]] = Counter()
    for (unit_id, day), number in patients.items():
        shift[unit_id, day] += number
        shift[WHOLE_HOSPITAL, day] += number
    if not any(shift.values()):
        return peaks
    curves: dict[tuple[str, int, int], dict[float, float]] = {}
    for row in peaks.to_pylist():
        key = row["unit_id"], grid.day(row["first_day"]), row["n_days"]
        curves.setdefault(key, {})[row["quantile"]] = row["value"]
    found = {key: np.array([curve[level] for level in QUANTILE_LEVELS]) for key, curve in curves.items()}
    return FORECAST_PEAKS.table(
        [
            {
                "unit_id": unit_id,
                "first_day": grid.date_of(first),
                "n_days": n_days,
                "quantile": level,
                "value": value,
            }
            for unit_id, first, n_days in found
            for level, value in zip(
                QUANTILE_LEVELS, _moved(found, unit_id, first, n_days, shift).tolist(), strict=True
            )
        ]
    )


def _moved(
    curves: Mapping[tuple[str, int, int], Floats],
    unit_id: str,
    first: int,
    n_days: int,
    shift: Mapping[tuple[str, int], int],
) -> Floats:
    moved = np.array([shift.get((unit_id, day), 0) for day in range(first, first + n_days)])
    peak = curves[unit_id, first, n_days]
    if not moved.any():
        return peak
    if n_days == 1:
        return np.asarray(np.maximum(peak + moved[0], 0.0))
    days = np.stack([curves[unit_id, day, 1] for day in range(first, first + n_days)])
    change = _change_of_highest(days, peak, moved)
    risen: Floats = np.maximum.accumulate(np.maximum(peak + change, 0.0))
    return risen


def _change_of_highest(days: Floats, peak: Floats, moved: NDArray[np.int64]) -> Floats:
    """What `moved` patients by day change at each level of the highest of `days` (days, levels), of which `peak` is known."""
    normal = np.random.default_rng(_SEED).normal(size=(len(days), _PATHS))
    best: tuple[float, Floats] | None = None
    for likeness in _LIKENESSES:
        draw = normal[0]
        paths = [np.interp(ndtr(draw), _LEVELS, days[0])]
        for day, own in zip(days[1:], normal[1:], strict=True):
            draw = likeness * draw + np.sqrt(1 - likeness**2) * own
            paths.append(np.interp(ndtr(draw), _LEVELS, day))
        census = np.stack(paths)
        before = np.quantile(census.max(axis=0), _LEVELS)
        miss = float(np.abs(before - peak).sum())
        if best is None or miss < best[0]:
            after = np.quantile(np.maximum(census + moved[:, None], 0.0).max(axis=0), _LEVELS)
            best = miss, after - before
    assert best is not None
    return best[1]
