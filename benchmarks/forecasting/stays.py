"""Occupied beds of the sample hospital: from stays, as a plan makes them, beside the daily count forecast as a series.

The series is forecast by the combination, and by seasonal naive, ETS and Prophet alone.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd

from benchmarks.forecasting.rolling import Results, predict_alone, scores_of
from benchmarks.forecasting.scores import Score, outcome
from data.calendar import IsoWeek, local_midnight, zone_info
from data.census.hourly import hourly_census
from data.configuration.planning import Forecasting
from data.inputs import Measure
from data.load_inputs import load_inputs
from data.sample.write import write_sample
from data.workspace import Workspace, open_workspace
from forecasting.forecast import make_forecast
from forecasting.forecasters import Context
from forecasting.metrics import MEDIAN
from forecasting.parallel import forecast_all
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries, SeriesKey

_LAST_WEEK = IsoWeek(2026, 47)
_WEEKS_APART = 2
_N_WEEKS = 10
_N_DAYS = 7
_HOUR = 23
"""Beds are compared at the last full hour of each day: the daily count is then an hour old at the cutoff."""
_ALONE = ("seasonal_naive", "ets", "prophet")
FROM_STAYS, DIRECT, EVERY_HOUR = "wardwise from stays", "wardwise direct", "wardwise from stays, by the hour"


def run_stays(_folder: Path, on_origin: Callable[[int, int], None]) -> list[Score]:
    """Scores of both over 1 to 7 days, and of every hour of the week (with the horizon in hours)."""
    results: Results = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        workspace = open_workspace(write_sample(Path(temporary) / "sample"))
        census = _census(workspace)
        mondays = [
            _LAST_WEEK.monday - timedelta(weeks=_WEEKS_APART * number) for number in reversed(range(_N_WEEKS))
        ]
        for number, monday in enumerate(mondays):
            _try_week(workspace, census, monday, results)
            on_origin(number + 1, len(mondays))
    daily = {key: found for key, found in results.items() if key[0] != EVERY_HOUR}
    hourly = {key: found for key, found in results.items() if key[0] == EVERY_HOUR}
    return [
        *scores_of("stays", (1, 3, _N_DAYS), daily, {}),
        *scores_of("stays", (24, 24 * _N_DAYS), hourly, {}),
    ]


def _census(workspace: Workspace) -> pd.DataFrame:
    """What was counted: one column for each unit, one row for each hour (UTC)."""
    hospital = workspace.hospital
    start = local_midnight(_LAST_WEEK.monday - timedelta(days=800), hospital.hospital.zone)
    end = local_midnight(_LAST_WEEK.monday + timedelta(days=_N_DAYS), hospital.hospital.zone)
    units = [unit.id for unit in hospital.units]
    counted = hourly_census(workspace.store.read("stays"), units, start, end).to_pandas()
    return counted.pivot_table(index="time", columns="unit_id", values="occupied").astype(float)


def _try_week(workspace: Workspace, census: pd.DataFrame, monday: date, results: Results) -> None:
    zone = workspace.hospital.hospital.zone
    start, end = local_midnight(monday, zone), local_midnight(monday + timedelta(days=_N_DAYS), zone)
    forecast = make_forecast(load_inputs(workspace, IsoWeek.of(monday), 1), n_jobs=1).quantiles.to_pandas()
    beds = forecast[forecast["measure"] == Measure.OCCUPIED_BEDS.value]
    hours = census.index.tz_convert(zone_info(zone))
    at_hour = hours.hour == _HOUR
    ahead = (census.index >= _stamp(start)) & (census.index < _stamp(end))
    past = census.index < _stamp(start)
    series = _series(census[at_hour & past])
    direct, alone = _direct(series), {name: _alone(series, name) for name in _ALONE}
    for unit_id, own in beds.groupby("unit_id"):
        table = own.pivot_table(index="time", columns="quantile", values="value").sort_index()
        quantiles = table.to_numpy()
        evening = table.index.tz_convert(zone_info(zone)).hour == _HOUR
        actual, history = census.loc[ahead, unit_id].to_numpy(), census.loc[past, unit_id].to_numpy()
        daily_actual = census.loc[ahead & at_hour, unit_id].to_numpy()
        daily_history = census.loc[past & at_hour, unit_id].to_numpy()
        for name, values, centre in (
            (FROM_STAYS, quantiles[evening], quantiles[evening][:, MEDIAN]),
            (DIRECT, *direct[unit_id]),
            *((name, *own_alone[unit_id]) for name, own_alone in alone.items()),
        ):
            results[name, str(unit_id)].append(outcome(values, centre, daily_actual, daily_history))
        made = outcome(quantiles, quantiles[:, MEDIAN], actual, history, 24 * _N_DAYS)
        results[EVERY_HOUR, str(unit_id)].append(made)


_Said = tuple[FloatArray, FloatArray]
"""Quantiles of the week's days (n_days, n_levels), and their central values, unrounded."""


def _series(past: pd.DataFrame) -> dict[str, DailySeries]:
    first = past.index[0].date()
    return {
        str(name): DailySeries(
            SeriesKey(str(name), Measure.OCCUPIED_BEDS), first, past[name].to_numpy(dtype=float)
        )
        for name in past.columns
    }


def _direct(series: Mapping[str, DailySeries]) -> dict[str, _Said]:
    """By unit, from its daily counts alone, with the forecasters of a plan."""
    settings = Forecasting()
    made = forecast_all(
        [(one, _N_DAYS) for one in series.values()],
        settings.forecasters,
        settings.backtest_origins,
        Context(),
        1,
        lambda _: None,
    )
    return {name: (one.prediction.quantiles, one.centre) for name, one in zip(series, made, strict=True)}


def _alone(series: Mapping[str, DailySeries], name: str) -> dict[str, _Said]:
    """By unit, from one forecaster; seasonal naive stands in where it does not suit."""
    found = {}
    for unit_id, history in series.items():
        prediction = predict_alone(name, history, Context(), _N_DAYS)
        found[unit_id] = (prediction.quantiles, prediction.mean)
    return found


def _stamp(instant: datetime) -> pd.Timestamp:
    return pd.Timestamp(instant)
