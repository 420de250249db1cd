"""How good the corrected census would have been at past origins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.census_correction import (
    Correction,
    Tried,
    corrected_means,
    corrected_quantiles,
    find_corrections,
)
from forecasting.metrics import (
    MEDIAN,
    interval_coverage,
    mean_absolute_error,
    weighted_interval_score,
)
from forecasting.quantiles import FloatArray

_LEAST_SPREAD = 0.1
"""Beds; paths of an empty unit do not differ at all."""


@dataclass(frozen=True, slots=True)
class CensusScores:
    """Accuracy of the hourly census at past origins; `bias` in beds, positive when too high.

    `errors` holds for each origin how far the mean census of all its hours lay above what was forecast, in standard
    deviations of the paths; NaN where nothing of it is known.
    """

    mase: float | None
    wis: float | None
    coverage_80: float | None
    bias: float | None
    errors: tuple[float, ...]


def score_census(tried: Mapping[str, Tried]) -> dict[str, CensusScores]:
    """Scores of each unit; every origin is judged with the correction that the other origins give."""
    most = max((one.n_origins for one in tried.values()), default=0)
    rows: dict[str, list[tuple[FloatArray, FloatArray]]] = {unit_id: [] for unit_id in tried}
    for back in range(most - 1, -1, -1):
        corrections = find_corrections({unit_id: one.without(back) for unit_id, one in tried.items()})
        for unit_id, one in tried.items():
            if back < one.n_origins:
                rows[unit_id].append(_judged(one, corrections[unit_id], one.n_origins - 1 - back))
    return {unit_id: _scores(one, rows[unit_id]) for unit_id, one in tried.items()}


def _judged(tried: Tried, correction: Correction, number: int) -> tuple[FloatArray, FloatArray]:
    """Mean (n_hours,) and quantiles (n_hours, n_levels) of one origin."""
    one = tried.only(number)
    return corrected_means(one, correction.share)[0], corrected_quantiles(one, correction)[0]


def _scores(tried: Tried, rows: list[tuple[FloatArray, FloatArray]]) -> CensusScores:
    means, quantiles = (np.stack(parts) for parts in zip(*rows, strict=True))
    # The hour of the origin itself is known.
    counted, predicted = tried.census.counted[:, 1:], quantiles[:, 1:]
    median = predicted[..., MEDIAN]
    error, scale = mean_absolute_error(counted, median), tried.census.scale
    known = ~np.isnan(counted)
    away = np.where(known, counted - means[:, 1:], 0.0).sum(axis=1)
    n_known = known.sum(axis=1)
    size = np.maximum(tried.census.path_spread, _LEAST_SPREAD)
    errors = np.divide(away, n_known * size, out=np.full(len(away), np.nan), where=n_known > 0)
    return CensusScores(
        mase=None if scale is None or error is None else error / scale,
        wis=weighted_interval_score(counted, predicted),
        coverage_80=interval_coverage(counted, predicted),
        bias=float((median - counted)[known].mean()) if known.any() else None,
        errors=tuple(float(value) for value in errors),
    )
