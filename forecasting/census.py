"""The occupancy forecast of units with stays, and its trials in past weeks."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.arrivals import hourly_entries, hourly_shares
from forecasting.backtest import Backtest
from forecasting.length_of_stay import LeavingRates, fit_leaving_rates
from forecasting.metrics import seasonal_scale
from forecasting.occupancy import Closure, Patients, Share, census_by_unit, share_out, simulate_unit
from forecasting.patient_hours import HourClock, UnitStays
from forecasting.quantiles import FloatArray, IntArray, Prediction, path_quantiles, sample_paths

_HOURS_PER_WEEK = 168
_SCALE_WEEKS = 26
_USUAL_CORRELATION = 0.1
_USUAL_WEIGHT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """How patients of a unit come (`shares` of the day by hour) and go (`rates`)."""

    shares: FloatArray
    rates: LeavingRates


@dataclass(frozen=True, slots=True, eq=False)
class DailyArrivals:
    """One series of arrivals into a unit: what is predicted, and how errors of two days go together."""

    prediction: Prediction
    correlation: float


def learn_habits(stays: UnitStays, clock: HourClock, now: int, odd_days: Collection[int] = ()) -> Habits:
    """Habits from the year before hour `now`, without what happened on `odd_days` (days of the clock)."""
    return Habits(hourly_shares(stays, clock, now, odd_days), fit_leaving_rates(stays, clock, now, odd_days))


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
    shares: Sequence[Share] = (),
) -> dict[str, IntArray]:
    """Census paths, shape (n_samples, hours from `now` to the end of the clock), by unit.

    `arrivals` holds the series of each unit from the local day that starts at `now` on. `day_factors` lengthen the
    stays of those who enter on each of these days (units that are left out are not changed). `shares` go to new units
    before closures move anybody. Units draw from their own random streams, so that one does not disturb another.
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
    return census_by_unit(share_out(patients, shares, seed), closures, n_samples, n_hours)


@dataclass(frozen=True, slots=True, eq=False)
class CensusTrials:
    """Simulated census of one unit at past origins beside what was counted, by the hour after each origin.

    `counted`, `mean` and `variance` have shape (n_origins, n_hours), `quantiles` (n_origins, n_hours, n_levels): those of
    the paths. `path_spread` (n_origins,) is the standard deviation of the paths' means over all hours. `evenings`
    (n_origins, n_days) are the hours that end each day's count. `scale` is the error of repeating last week.
    """

    counted: FloatArray
    mean: FloatArray
    variance: FloatArray
    quantiles: FloatArray
    path_spread: FloatArray
    evenings: IntArray
    scale: float | None


def try_census(
    unit_id: str,
    stays: UnitStays,
    backtests: Sequence[Backtest],
    origin_hours: Sequence[int],
    clock: HourClock,
    n_samples: int,
    seed: int,
    odd_days: Collection[int] = (),
) -> CensusTrials:
    """What the unit's census forecast would have been at past origins, and what was counted.

    Arrivals are those that the chosen forecasters predicted at each origin; habits are learnt at the oldest,
    without `odd_days`.
    """
    habits = learn_habits(stays, clock, origin_hours[0], odd_days)
    correlations = [error_correlation(backtest) for backtest in backtests]
    counted, simulated, evenings = [], [], []
    for number, now in enumerate(origin_hours):
        n_days = len(backtests[0].predictions[number].mean)
        window = clock.day_number[now - clock.start :]
        ends = np.searchsorted(window, window[0] + np.arange(1, n_days + 1))
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
            clock.until(now + int(ends[-1])),
            now,
            n_samples,
            seed,
        )[unit_id]
        simulated.append(paths)
        counted.append(stays.census(now, now + int(ends[-1])).astype(float))
        evenings.append(ends - 1)
    # Origins across a clock change have an hour more or less.
    n_hours = min(len(row) for row in counted)
    simulated = [paths[:, :n_hours] for paths in simulated]
    start = max(origin_hours[0] - _SCALE_WEEKS * _HOURS_PER_WEEK, clock.start)
    return CensusTrials(
        np.stack([row[:n_hours] for row in counted]),
        np.stack([paths.mean(axis=0) for paths in simulated]),
        np.stack([paths.var(axis=0) for paths in simulated]),
        np.stack([path_quantiles(paths) for paths in simulated]),
        np.array([paths.mean(axis=1).std() for paths in simulated]),
        np.minimum(np.stack(evenings), n_hours - 1),
        seasonal_scale(stays.census(start, origin_hours[0]).astype(float), _HOURS_PER_WEEK),
    )
