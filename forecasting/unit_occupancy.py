"""The occupancy of every unit: from stays where there are stays, else from the daily count of beds."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from data.inputs import Measure, PlanInputs
from forecasting.census import (
    DailyArrivals,
    Habits,
    backtest_census,
    error_correlation,
    simulate_census,
)
from forecasting.effects import ArrivalFactors, find_closures, stay_factors, turnover_factors
from forecasting.horizon import Horizon
from forecasting.patient_hours import UnitStays
from forecasting.quantiles import FloatArray, IntArray, Prediction, sample_paths
from forecasting.selection import SeriesForecast
from forecasting.series import SeriesKey
from forecasting.tables import SeriesRecord

ARRIVALS = (Measure.ATTENDANCES, Measure.ADMISSIONS, Measure.TRANSFERS_IN)
FROM_STAYS = "census_from_stays"
_DIRECT_CORRELATION = 0.8
"""Beds occupied change slowly: a day above its forecast is followed by another."""
_BACKTEST_SAMPLES = 200


@dataclass(frozen=True, slots=True, eq=False)
class OccupancyTask:
    """What the occupancy of all units is made from; `predictions` are unchanged by the scenario."""

    inputs: PlanInputs
    horizon: Horizon
    stays: Mapping[str, UnitStays]
    habits: Mapping[str, Habits]
    chosen: Mapping[SeriesKey, SeriesForecast]
    predictions: Mapping[SeriesKey, Prediction]
    factors: ArrivalFactors


def forecast_paths(task: OccupancyTask, *, changed: bool) -> dict[str, IntArray]:
    """Census paths of every unit, with the scenario's changes or as if there were none, from the same draws."""
    simulated = _from_stays(task, changed=changed)
    direct = _direct(task, changed=changed)
    for unit_id, paths in direct.items():
        simulated[unit_id] = simulated[unit_id] + paths if unit_id in simulated else paths
    return simulated


@dataclass(frozen=True, slots=True)
class UnitScore:
    """How the occupancy of a unit was forecast, and how far it was off in the backtest by the day of the origin.

    `errors` are scores of the whole horizon, positive when more patients came; on whatever scale, the same for all origins.
    """

    record: SeriesRecord
    errors: Mapping[date, float]


def score_units(task: OccupancyTask, on_done: Callable[[int, int], None]) -> dict[str, UnitScore]:
    """How the occupancy of each unit was forecast and how that did in the backtest."""
    scores = {}
    for number, unit_id in enumerate(task.stays):
        scores[unit_id] = _score_from_stays(task, unit_id)
        on_done(number + 1, len(task.stays))
    for key, forecast in task.chosen.items():
        if key.measure is Measure.OCCUPIED_BEDS and key.unit_id not in task.stays:
            scores[key.unit_id] = UnitScore(direct_record(forecast), _direct_errors(forecast))
    return scores


def _direct_errors(forecast: SeriesForecast) -> dict[date, float]:
    """Of a daily series: mean error of each origin over the root of the mean forecast."""
    backtest = forecast.backtest
    if backtest is None:
        return {}
    errors = {}
    for origin, prediction, actual in zip(
        backtest.origins, backtest.predictions, backtest.actual, strict=True
    ):
        known = ~np.isnan(actual)
        if known.any():
            away = float((actual - prediction.mean)[known].mean())
            size = float(np.sqrt(max(prediction.mean[known].mean(), 1.0)))
            errors[forecast.history.first_day + timedelta(days=origin)] = away / size
    return errors


def direct_record(forecast: SeriesForecast) -> SeriesRecord:
    """The record of a daily series."""
    scores = forecast.backtest
    return SeriesRecord(
        forecast.forecaster,
        forecast.reason,
        forecast.history.n_days,
        forecast.fallback,
        mase=scores.mase if scores else None,
        wis=scores.wis if scores else None,
        coverage_80=scores.coverage_80 if scores else None,
    )


def _arrivals(task: OccupancyTask, unit_id: str, *, changed: bool) -> list[DailyArrivals]:
    found = []
    for measure in ARRIVALS:
        key = SeriesKey(unit_id, measure)
        if key in task.predictions:
            prediction = task.predictions[key]
            if changed:
                prediction = prediction.scaled(task.factors.of(unit_id, measure))
            found.append(DailyArrivals(prediction, error_correlation(task.chosen[key].backtest)))
    return found


def _from_stays(task: OccupancyTask, *, changed: bool) -> dict[str, IntArray]:
    days = task.horizon.days
    return simulate_census(
        task.stays,
        task.habits,
        {unit_id: _arrivals(task, unit_id, changed=changed) for unit_id in task.stays},
        {unit_id: stay_factors(task.inputs, unit_id, days) for unit_id in task.stays} if changed else {},
        find_closures(task.inputs, days) if changed else (),
        task.horizon.clock,
        0,
        task.inputs.hospital.forecasting.n_samples,
        task.inputs.seed,
    )


def _direct(task: OccupancyTask, *, changed: bool) -> dict[str, IntArray]:
    """Daily series of occupied beds, the day's value at each hour, with closed units moved to those that take over."""
    day = task.horizon.day_of_hour()
    paths = {}
    for key, unchanged in task.predictions.items():
        if key.measure is not Measure.OCCUPIED_BEDS or key.unit_id in task.stays:
            continue
        random = np.random.default_rng([task.inputs.seed, zlib.crc32(str(key).encode())])
        prediction = unchanged
        if changed:
            prediction = unchanged.scaled(_occupancy_factors(task, key.unit_id))
        n_samples = task.inputs.hospital.forecasting.n_samples
        paths[key.unit_id] = sample_paths(prediction, _DIRECT_CORRELATION, n_samples, random)[:, day]
    if changed:
        for closure in find_closures(task.inputs, task.horizon.days):
            if closure.unit_id in paths:
                span = slice(closure.start, closure.end)
                moved = paths[closure.unit_id][:, span].copy()
                paths[closure.unit_id][:, span] = 0
                if closure.divert_to in paths:
                    paths[closure.divert_to][:, span] += moved
    return paths


def _occupancy_factors(task: OccupancyTask, unit_id: str) -> FloatArray:
    outside = task.factors.of(unit_id, Measure.ADMISSIONS)
    stays = stay_factors(task.inputs, unit_id, task.horizon.days)
    return turnover_factors(outside, stays, _mean_stay_days(task, unit_id))


def _mean_stay_days(task: OccupancyTask, unit_id: str) -> float | None:
    """Mean stay by Little's law: mean census over mean admissions; None where admissions are not counted."""
    beds = task.chosen[SeriesKey(unit_id, Measure.OCCUPIED_BEDS)].history.known
    entries = [
        float(task.chosen[key].history.known.mean())
        for key in (SeriesKey(unit_id, measure) for measure in (Measure.ADMISSIONS, Measure.TRANSFERS_IN))
        if key in task.chosen
    ]
    return float(beds.mean()) / sum(entries) if sum(entries) > 0 else None


def _score_from_stays(task: OccupancyTask, unit_id: str) -> UnitScore:
    keys = [key for key in task.chosen if key.unit_id == unit_id and key.measure in ARRIVALS]
    histories = [task.chosen[key].history for key in keys]
    stays = task.stays[unit_id]
    rates = task.habits[unit_id].rates
    median = rates.median_hours()
    per_day = sum(float(task.predictions[key].mean.mean()) for key in keys)
    n_present = len(stays.present(0).entered)
    length = "longer than any stay seen" if median is None else f"{median} h"
    reason = (
        f"follows from {n_present} inpatients and {per_day:.3g} expected arrivals a day, "
        f"who stay a median of {length} ({rates.n_left:,} stays of the last year)"
    )
    n_days = max((history.n_days for history in histories), default=0)
    backtests = [task.chosen[key].backtest for key in keys]
    found = [backtest for backtest in backtests if backtest is not None]
    if not found or len(found) < len(backtests) or len({b.origins for b in found}) > 1:
        return UnitScore(SeriesRecord(FROM_STAYS, f"{reason}; too little history for a backtest", n_days), {})
    hours = [task.horizon.hour_at(origin - n_days) for origin in found[0].origins]
    scores = backtest_census(
        unit_id,
        stays,
        found,
        hours,
        task.horizon.clock,
        _BACKTEST_SAMPLES,
        task.inputs.seed,
    )
    direction = "high" if scores.bias > 0 else "low"
    reason += f"; in the backtest {abs(scores.bias):.2g} beds too {direction} on average"
    record = SeriesRecord(
        FROM_STAYS, reason, n_days, None, mase=scores.mase, wis=scores.wis, coverage_80=scores.coverage_80
    )
    days = [task.horizon.days[0] + timedelta(days=origin - n_days) for origin in found[0].origins]
    return UnitScore(record, dict(zip(days, scores.errors, strict=True)))
