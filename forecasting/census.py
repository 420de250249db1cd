"""The occupancy forecast of units with stays, and its check against past weeks."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.arrivals import hourly_entries, hourly_shares
from forecasting.backtest import Backtest
from forecasting.length_of_stay import LeavingRates, fit_leaving_rates
from forecasting.metrics import (
    MEDIAN,
    interval_coverage,
    mean_absolute_error,
    seasonal_scale,
    weighted_interval_score,
)
from forecasting.occupancy import Closure, Patients, census_by_unit, simulate_unit
from forecasting.patient_hours import HourClock, UnitStays
from forecasting.quantiles import FloatArray, IntArray, Prediction, path_quantiles, sample_paths

_HOURS_PER_WEEK = 168
_SCALE_WEEKS = 26
_USUAL_CORRELATION = 0.1
_USUAL_WEIGHT = 4
_LEAST_SPREAD = 0.1
"""Beds; paths of an empty unit do not differ at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """How patients of a unit come (`shares` of the day by hour) and go (`rates`)."""

    shares: FloatArray
    rates: LeavingRates


@dataclass(frozen=True, slots=True)
class CensusScores:
    """Accuracy of the hourly census in the backtest; `bias` in beds, positive when too high.

    `errors` holds for each origin how far the mean census of all its hours lay above what was forecast, in standard
    deviations of the paths.
    """

    mase: float | None
    wis: float | None
    coverage_80: float | None
    bias: float
    errors: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DailyArrivals:
    """One series of arrivals into a unit: what is predicted, and how errors of two days go together."""

    prediction: Prediction
    correlation: float


def learn_habits(stays: UnitStays, clock: HourClock, now: int) -> Habits:
    """Habits from the year before hour `now`."""
    return Habits(hourly_shares(stays, clock, now), fit_leaving_rates(stays, clock, now))


def error_correlation(backtest: Backtest | None) -> float:
    """Correlation of the errors of two days of one forecast, from the backtest.

    From the variance of the mean error of an origin against that of single days; few origins say little, so that a
    usual value counts as much as four of them.
    """
    if backtest is None:
        return _USUAL_CORRELATION
    means = np.stack([prediction.mean for prediction in backtest.predictions])
    errors = (backtest.actual - means) / np.sqrt(np.maximum(means, 1.0))
    errors = errors[~np.isnan(errors).any(axis=1)]
    n_origins, n_days = errors.shape
    square = float(np.mean(errors**2)) if errors.size else 0.0
    if n_days < 2 or square == 0:
        return _USUAL_CORRELATION
    ratio = float(np.mean(errors.mean(axis=1) ** 2)) / square
    seen = (ratio - 1 / n_days) / (1 - 1 / n_days)
    weighted = (n_origins * seen + _USUAL_WEIGHT * _USUAL_CORRELATION) / (n_origins + _USUAL_WEIGHT)
    return float(np.clip(weighted, 0.0, 0.6))


def simulate_census(
    stays: Mapping[str, UnitStays],
    habits: Mapping[str, Habits],
    arrivals: Mapping[str, Sequence[DailyArrivals]],
    day_factors: Mapping[str, FloatArray],
    closures: Sequence[Closure],
    clock: HourClock,
    now: int,
    n_samples: int,
    seed: int,
) -> dict[str, IntArray]:
    """Census paths, shape (n_samples, hours from `now` to the end of the clock), by unit.

    `arrivals` holds the series of each unit from the local day that starts at `now` on. `day_factors` lengthen the
    stays of those who enter on each of these days (units that are left out are not changed). Units draw from their
    own random streams, so that one does not disturb another.
    """
    n_hours = clock.end - now
    patients: dict[str, Patients] = {}
    for unit_id, unit_stays in stays.items():
        random = np.random.default_rng([seed, zlib.crc32(unit_id.encode())])
        known = unit_stays.as_of(now)
        entries = np.zeros((n_samples, n_hours), dtype=np.int64)
        for series in arrivals[unit_id]:
            daily = sample_paths(series.prediction, series.correlation, n_samples, random)
            entries += hourly_entries(daily, habits[unit_id].shares, clock, now, random)
        day = clock.day_number[now - clock.start :]
        by_day = day_factors.get(unit_id)
        by_hour = np.ones(n_hours) if by_day is None else by_day[day - day[0]]
        present = known.present(now)
        factors = (np.ones(len(present.entered)), by_hour)
        patients[unit_id] = simulate_unit(
            habits[unit_id].rates, present, entries, factors, clock, now, random
        )
    return census_by_unit(patients, closures, n_samples, n_hours)


def backtest_census(
    unit_id: str,
    stays: UnitStays,
    backtests: Sequence[Backtest],
    origin_hours: Sequence[int],
    clock: HourClock,
    n_samples: int,
    seed: int,
) -> CensusScores:
    """What the unit's census forecast would have been at past origins, against what was counted.

    Arrivals are those that the chosen forecasters predicted at each origin; habits are learnt at the oldest.
    """
    habits = learn_habits(stays, clock, origin_hours[0])
    correlations = [error_correlation(backtest) for backtest in backtests]
    actual, quantiles, errors, n_least = [], [], [], None
    for number, now in enumerate(origin_hours):
        n_days = len(backtests[0].predictions[number].mean)
        window = clock.day_number[now - clock.start :]
        end = now + int(np.searchsorted(window, window[0] + n_days))
        arrivals = [
            DailyArrivals(backtest.predictions[number], correlation)
            for backtest, correlation in zip(backtests, correlations, strict=True)
        ]
        paths = simulate_census(
            {unit_id: stays},
            {unit_id: habits},
            {unit_id: arrivals},
            {},
            (),
            clock.until(end),
            now,
            n_samples,
            seed,
        )[unit_id]
        actual.append(stays.census(now, end).astype(float))
        means = paths.mean(axis=1)
        errors.append(float((actual[-1].mean() - means.mean()) / max(float(means.std()), _LEAST_SPREAD)))
        quantiles.append(path_quantiles(paths))
        n_least = min(n_least or end - now, end - now)
    # The hour of the origin itself is known; origins across a clock change have an hour more or less.
    counted = np.stack([row[1:n_least] for row in actual])
    predicted = np.stack([rows[1:n_least] for rows in quantiles])
    median = predicted[..., MEDIAN]
    start = max(origin_hours[0] - _SCALE_WEEKS * _HOURS_PER_WEEK, clock.start)
    scale = seasonal_scale(stays.census(start, origin_hours[0]).astype(float), _HOURS_PER_WEEK)
    error = mean_absolute_error(counted, median)
    return CensusScores(
        mase=None if scale is None or error is None else error / scale,
        wis=weighted_interval_score(counted, predicted),
        coverage_80=interval_coverage(counted, predicted),
        bias=float((median - counted).mean()),
        errors=tuple(errors),
    )
