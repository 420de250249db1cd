"""How the occupancy of each unit was forecast, on record, and how that did at past origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from data.inputs import Measure
from forecasting.census import CensusTrials, try_census
from forecasting.census_correction import Correction, Tried
from forecasting.census_scores import CensusScores, score_census
from forecasting.occupancy_task import OccupancyTask
from forecasting.quantiles import FloatArray
from forecasting.selection import SeriesForecast
from forecasting.tables import SeriesRecord

FROM_STAYS = "census_from_stays"
_BACKTEST_SAMPLES = 200


@dataclass(frozen=True, slots=True)
class UnitScore:
    """How the occupancy of a unit was forecast, and how far it was off in the backtest by the day of the origin.

    `errors` are scores of the whole horizon, positive when more patients came; on whatever scale, the same for all origins.
    """

    record: SeriesRecord
    errors: Mapping[date, float]


def try_unit(task: OccupancyTask, unit_id: str) -> Tried | None:
    """The trials of one unit; None where history is too short for any."""
    keys = task.arrival_keys(unit_id)
    backtests = [task.chosen[key].backtest for key in keys]
    found = [backtest for backtest in backtests if backtest is not None]
    if not found or len(found) < len(backtests) or len({b.origins for b in found}) > 1:
        return None
    first_day = task.chosen[keys[0]].history.first_day
    days = [first_day + timedelta(days=origin) for origin in found[0].origins]
    hours = [task.horizon.hour_at((day - task.horizon.days[0]).days) for day in days]
    clock, seed = task.horizon.clock, task.inputs.seed
    trials = try_census(
        unit_id,
        task.stays[unit_id],
        found,
        hours,
        clock,
        _BACKTEST_SAMPLES,
        seed,
        task.odd_days(unit_id),
    )
    beside = task.evening_counts.get(unit_id)
    trials = _without_events(trials, task, unit_id, days, hours)
    return Tried(trials, None if beside is None else _said_at(beside, days))


def _without_events(
    trials: CensusTrials, task: OccupancyTask, unit_id: str, days: Sequence[date], hours: Sequence[int]
) -> CensusTrials:
    """What was counted on the days of declared events is not for a forecast to answer."""
    counted, clock = trials.counted.copy(), task.horizon.clock
    for row, day, now in zip(counted, days, hours, strict=True):
        first = now - clock.start
        number = clock.day_number[first : first + len(row)] - clock.day_number[first]
        for first_day, last_day in task.inputs.hospital.forecasting.odd_periods(unit_id):
            row[((first_day - day).days <= number) & (number <= (last_day - day).days)] = np.nan
    return replace(trials, counted=counted)


def _said_at(forecast: SeriesForecast, days: Sequence[date]) -> FloatArray | None:
    """Its mean forecasts from the origins on `days`, (n_origins, n_days); None where it was not tried at all of them."""
    if forecast.backtest is None:
        return None
    first_day, backtest = forecast.history.first_day, forecast.backtest
    by_day = {
        first_day + timedelta(days=origin): prediction.mean
        for origin, prediction in zip(backtest.origins, backtest.predictions, strict=True)
    }
    return np.stack([by_day[day] for day in days]) if set(days) <= by_day.keys() else None


def _score_from_stays(
    task: OccupancyTask, unit_id: str, scores: CensusScores | None, correction: Correction | None
) -> UnitScore:
    keys = task.arrival_keys(unit_id)
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
    if scores is None or correction is None:
        return UnitScore(SeriesRecord(FROM_STAYS, f"{reason}; too little history for a backtest", n_days), {})
    if correction.share.max() > 0:
        first, last = correction.share[0], correction.share[-1]
        reason += f"; the forecast of the daily count has {100 * first:.0f} % of the weight on the first day, {100 * last:.0f} % on the last"
    if scores.bias is not None:
        direction = "high" if scores.bias > 0 else "low"
        reason += f"; in the backtest {abs(scores.bias):.2g} beds too {direction} on average"
    record = SeriesRecord(
        FROM_STAYS, reason, n_days, None, mase=scores.mase, wis=scores.wis, coverage_80=scores.coverage_80
    )
    backtest = task.chosen[keys[0]].backtest
    origins = backtest.origins if backtest is not None else ()
    days = [histories[0].first_day + timedelta(days=origin) for origin in origins]
    errors = {day: error for day, error in zip(days, scores.errors, strict=True) if not np.isnan(error)}
    return UnitScore(record, errors)


def score_units(
    task: OccupancyTask, tried: Mapping[str, Tried], corrections: Mapping[str, Correction]
) -> dict[str, UnitScore]:
    """The record and the errors of each unit; those without trials have a record only."""
    scores = score_census(tried)
    found = {
        unit_id: _score_from_stays(task, unit_id, scores.get(unit_id), corrections.get(unit_id))
        for unit_id in task.stays
    }
    for key, forecast in task.chosen.items():
        if key.measure is Measure.OCCUPIED_BEDS and key.unit_id not in task.stays:
            found[key.unit_id] = UnitScore(direct_record(forecast), _direct_errors(forecast))
    return found


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
