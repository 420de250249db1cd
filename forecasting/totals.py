"""Arrivals at the whole hospital, by day and by week: sums of the paths of its units.

Paths of arrivals of all units are drawn from their forecasts at normal scores that go together as the units' past errors did
(a Gaussian copula, as `forecasting.reconciliation` has for beds). So means add up from units to the hospital and from days to the week, and a sum is as
uncertain as units and days that tend to err together make it: wider than if each went its own way, and narrower than
if the upper bounds of all were added.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.calendar import DayGrid, same_weekday_last_year
from data.forecast import FORECAST_TOTALS
from data.inputs import Measure
from forecasting.census import error_correlation
from forecasting.effects import origins
from forecasting.occupancy_task import OccupancyTask
from forecasting.peaks import planned_spans
from forecasting.quantiles import LEVELS, FloatArray, IntArray, Prediction, path_quantiles, paths_at
from forecasting.reconciliation import correlations
from forecasting.selection import SeriesForecast
from forecasting.series import DailySeries, SeriesKey

_MEASURES = (Measure.ATTENDANCES, Measure.ADMISSIONS)
"""Transfers are no arrivals at the hospital."""
_N_SAMPLES = 2_000


def total_table(
    task: OccupancyTask, arrivals: Mapping[SeriesKey, Prediction], counted: Sequence[DailySeries]
) -> pa.Table:
    """FORECAST_TOTALS from the forecasts of all arrivals, with everything that a scenario changes in them.

    `counted` are the series as they were counted, for the year before.
    """
    parts = []
    for measure in _MEASURES:
        own = {key: prediction for key, prediction in arrivals.items() if key.measure is measure}
        if own:
            past = [one for one in counted if one.key.measure is measure]
            parts.append(_table(measure, _total_paths(task, own), past, task.inputs.grid, task.horizon.days))
    return FORECAST_TOTALS.conform(pa.concat_tables(parts)) if parts else FORECAST_TOTALS.empty()


def _total_paths(task: OccupancyTask, arrivals: Mapping[SeriesKey, Prediction]) -> IntArray:
    """Paths of one measure, (n_samples, n_days), summed over units whose scores go together as their errors did.

    Two kinds of error are told apart: that of a whole forecast, and that of each day around it. A new unit goes as the one does
    whose patients it takes, so that the two together are what that unit was.
    """
    sources = origins(task.inputs)
    at = {key: SeriesKey(sources.get(key.unit_id, key.unit_id), key.measure) for key in arrivals}
    named = sorted(set(at.values()))
    chosen = [task.chosen.get(key) for key in named]
    past = [_past_errors(one) for one in chosen]
    levels = correlations([{day: float(row.mean()) for day, row in own.items()} for own in past])
    days = correlations(
        [
            {
                (day, number): error
                for day, row in own.items()
                for number, error in enumerate(row - row.mean())
            }
            for own in past
        ]
    )
    random = np.random.default_rng([task.inputs.seed, zlib.crc32(named[0].measure.value.encode())])
    shape = (_N_SAMPLES, task.horizon.n_days, len(named))
    whole = random.standard_normal((_N_SAMPLES, 1, len(named))) @ np.linalg.cholesky(levels).T
    single = random.standard_normal(shape) @ np.linalg.cholesky(days).T
    share = np.array([error_correlation(one.backtest if one else None) for one in chosen])
    scores = np.sqrt(share) * whole + np.sqrt(1 - share) * single
    total: IntArray = np.zeros(shape[:2], dtype=np.int64)
    for key, prediction in arrivals.items():
        total += paths_at(prediction, scores[:, :, named.index(at[key])], random)
    return total


def _past_errors(forecast: SeriesForecast | None) -> dict[date, FloatArray]:
    """How far past forecasts were off on each of their days, by the day of the origin; positive where more came.

    Empty for a unit without a past, and where the history was too short for a backtest. Origins with unknown days are left out.
    """
    if forecast is None or forecast.backtest is None:
        return {}
    backtest, first_day = forecast.backtest, forecast.history.first_day
    means = np.stack([prediction.mean for prediction in backtest.predictions])
    scores = (backtest.actual - means) / np.sqrt(np.maximum(means, 1.0))
    return {
        first_day + timedelta(days=origin): row
        for origin, row in zip(backtest.origins, scores, strict=True)
        if not np.isnan(row).any()
    }


def _table(
    measure: Measure, total: IntArray, past: Sequence[DailySeries], grid: DayGrid, horizon: Sequence[date]
) -> pa.Table:
    days = [grid.date_of(number) for number in range(grid.n_days)]
    planned = total[:, horizon.index(days[0]) :]
    spans = planned_spans(days)
    sums = np.stack([planned[:, start : start + n_days].sum(axis=1) for start, n_days in spans], axis=1)
    quantiles = path_quantiles(sums)
    before = counted_on([same_weekday_last_year(day) for day in days], past)
    last_year = [before[start : start + n_days].sum() for start, n_days in spans]
    repeats = len(LEVELS)
    columns = {
        "measure": pa.repeat(measure.value, quantiles.size),
        "first_day": pa.array([days[start] for start, _ in spans for _ in range(repeats)], pa.date32()),
        "n_days": pa.array([n_days for _, n_days in spans for _ in range(repeats)], pa.int64()),
        "quantile": np.tile(LEVELS, len(spans)),
        "value": quantiles.ravel(),
        "last_year": pa.array(np.repeat(last_year, repeats), pa.float64(), from_pandas=True),
    }
    return pa.table(columns)


def counted_on(days: Sequence[date], series: Sequence[DailySeries]) -> FloatArray:
    """What all series counted together on each of the days, shape (n_days,); NaN where one of them does not know."""
    found = np.zeros(len(days))
    for one in series:
        numbers = np.array([(day - one.first_day).days for day in days])
        inside = (numbers >= 0) & (numbers < one.n_days)
        values = one.counts[np.clip(numbers, 0, one.n_days - 1)]
        found += np.where(inside, values, np.nan)
    return found
