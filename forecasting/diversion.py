"""Arrivals of a closed unit, counted where they go instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from data.inputs import Measure
from forecasting.horizon import Horizon
from forecasting.occupancy import Closure
from forecasting.quantiles import Prediction, path_quantiles, sample_paths
from forecasting.series import SeriesKey

_CORRELATION = 0.1
_OUTSIDE = (Measure.ADMISSIONS, Measure.ATTENDANCES)


def divert_arrivals(
    arrivals: Mapping[SeriesKey, Prediction],
    closures: Sequence[Closure],
    horizon: Horizon,
    n_samples: int,
    seed: int,
) -> dict[SeriesKey, Prediction]:
    """Predictions of arrivals with those of closed units moved to the units that take their patients.

    Sums of two distributions come from sample paths, drawn independently. Arrivals from outside stay such, whether the
    other unit calls them admissions or attendances.
    """
    result = dict(arrivals)
    random = np.random.default_rng(seed)
    for day in range(horizon.n_days):
        hour = horizon.hour_at(day)
        closed = {c.unit_id: c.divert_to for c in closures if c.start <= hour < c.end}
        for key in arrivals:
            if key.unit_id not in closed:
                continue
            target = _open_unit(key.unit_id, closed)
            taker = _counterpart(key, target, arrivals) if target is not None else None
            if taker is not None:
                both = [_one_day(p, day) for p in (result[taker], arrivals[key])]
                paths = sum(sample_paths(p, _CORRELATION, n_samples, random) for p in both)
                summed = Prediction(both[0].mean + both[1].mean, path_quantiles(np.asarray(paths)))
                result[taker] = _replaced(result[taker], day, summed)
            nothing = _one_day(arrivals[key], day).scaled(np.zeros(1))
            result[key] = _replaced(result[key], day, nothing)
    return result


def _open_unit(unit_id: str, closed: Mapping[str, str | None]) -> str | None:
    """The first unit along the diversions that is open; None when they end nowhere or in a ring."""
    passed: set[str] = set()
    current: str | None = unit_id
    while current is not None and current in closed:
        if current in passed:
            return None
        passed.add(current)
        current = closed[current]
    return current


def _counterpart(key: SeriesKey, unit_id: str, arrivals: Mapping[SeriesKey, Prediction]) -> SeriesKey | None:
    measures = _OUTSIDE if key.measure in _OUTSIDE else (key.measure, *_OUTSIDE)
    for measure in measures:
        candidate = SeriesKey(unit_id, measure)
        if candidate in arrivals:
            return candidate
    return None


def _one_day(prediction: Prediction, day: int) -> Prediction:
    return Prediction(prediction.mean[day : day + 1], prediction.quantiles[day : day + 1])


def _replaced(prediction: Prediction, day: int, value: Prediction) -> Prediction:
    mean, quantiles = prediction.mean.copy(), prediction.quantiles.copy()
    mean[day], quantiles[day] = value.mean[0], value.quantiles[0]
    return Prediction(mean, quantiles)
