"""Ventilators of 16 states, every week of 2022 and 2023: forecast, allocate, and count what was really missing.

Each week starts from where the devices stood. The forecast is that of the product, from all days since 2021 and nothing later
than the week's start; or it is empirical: the last reported day plus the changes over as many days that the same state saw in
the half year before, which needs no fitting.
Real stocks are far above use, so nothing is ever short; they are scaled down to a share at which weeks with shortage occur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.malaysia.source import read_network
from benchmarks.measuring.errors import BenchmarkError
from data.configuration.planning import Forecasting
from data.forecast import QUANTILE_LEVELS
from data.inputs import Measure
from forecasting.forecasters import Context
from forecasting.parallel import forecast_all
from forecasting.series import SeriesKey, daily_series
from optimization.demand import Demand
from optimization.equipment.flow import Flow
from optimization.equipment.network import solve_network
from optimization.equipment.problem import EquipmentProblem, Moves, Place, TypeProblem, days_lost
from optimization.equipment.worth import Worth

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = np.array(QUANTILE_LEVELS)
FIRST_DAY = pd.Timestamp("2021-01-01")
HISTORY_DAYS = 180
MOVE_PENCE = 6_000
MOVE_MINUTES = 600
SHORTAGE_PENCE = 250_000


@dataclass(frozen=True, slots=True)
class Week:
    """Unmet ventilator-days of one week by policy."""

    monday: pd.Timestamp
    stay: float
    proportional: float
    planned: float
    oracle: float
    n_moved: int


Forecaster: TypeAlias = Callable[[pd.DataFrame, int], Floats]
"""From days known (one row for each, a column for each state) to quantiles (states, days, levels) of the days after."""


def weeks(source: Path, stock_share: float, forecast: Forecaster) -> Iterator[Week]:
    """Every week whose start lies in 2022 or 2023 and whose days were all reported by somebody."""
    days = read_network(source).days
    use = days.pivot_table(index="date", columns="state", values="ventilators_in_use")
    owned = days.pivot_table(index="date", columns="state", values="ventilators")
    for monday in pd.date_range("2022-01-03", "2023-12-11", freq="7D"):
        week = use.loc[monday : monday + pd.Timedelta(days=6)]
        if len(week) < 7:
            continue
        before = use.loc[FIRST_DAY : monday - pd.Timedelta(days=1)]
        actual = week.to_numpy(dtype=float).T
        held = owned.ffill().loc[: monday - pd.Timedelta(days=1)].iloc[-1].to_numpy(dtype=float)
        quantiles = forecast(before, len(week))
        yield one_week(monday, quantiles, actual, held * stock_share)


def one_week(monday: pd.Timestamp, forecast: Floats, actual: Floats, owned: Floats) -> Week:
    """`actual` has shape (states, days); a day that was not reported is not counted."""
    stock = np.rint(owned).astype(np.int64)
    planned = plan(stock, forecast)
    truth = np.nan_to_num(actual)[..., None] * np.ones(len(LEVELS))
    oracle = plan(stock, truth)
    shared = proportional(stock, forecast.mean(axis=(1, 2)), actual.shape[1])
    stay = np.repeat(stock[:, None], actual.shape[1], axis=1)
    return Week(
        monday,
        unmet(stay, actual),
        unmet(shared, actual),
        unmet(planned.standing, actual),
        unmet(oracle.standing, actual),
        int(planned.moves[:, 3].sum()),
    )


def product(known: pd.DataFrame, n_days: int) -> Floats:
    """As a plan forecasts devices in use; days that lie between the last one known and the week are passed over."""
    country = dict(holidays.country_holidays("MY", years=range(2021, 2025)))
    after = (known.index[-1] + pd.Timedelta(days=1)).date()
    tasks = []
    for name in known.columns:
        key = SeriesKey(str(name), Measure.EQUIPMENT_IN_USE)
        one = daily_series(key, known.index[0].date(), known[name].to_numpy(dtype=float))
        if one is None:
            raise BenchmarkError(f"{name} has no day of ventilators in use before {after}")
        tasks.append((one, n_days + (after - one.end).days))
    settings = Forecasting()
    made = forecast_all(
        tasks, settings.forecasters, settings.backtest_origins, Context(country), None, lambda _: None
    )
    return np.stack([one.prediction.tail(n_days).quantiles for one in made])


def empirical(known: pd.DataFrame, n_days: int) -> Floats:
    """Of the last day plus past changes over as many days."""
    history = known.ffill().tail(HISTORY_DAYS).to_numpy(dtype=float).T
    values = np.empty((len(history), n_days, len(LEVELS)))
    for day in range(n_days):
        change = history[:, day + 1 :] - history[:, : -day - 1]
        values[:, day] = np.quantile(change, LEVELS, axis=1).T + history[:, -1:]
    found: Floats = np.maximum(values, 0.0)
    return found


FORECASTERS: Mapping[str, Forecaster] = MappingProxyType({"product": product, "empirical": empirical})


def plan(stock: Ints, quantiles: Floats) -> Flow:
    """The plan of this project for one type."""
    n_places, n_days, _ = quantiles.shape
    zero = np.zeros((n_places, n_days), dtype=np.int64)
    kind = TypeProblem(
        type_id="ventilator",
        stock=stock,
        out=zero,
        held=zero,
        booked=zero,
        demand=Demand(LEVELS, quantiles),
        worth=Worth(SHORTAGE_PENCE),
        weights=np.ones(n_places),
        moves=Moves(
            np.full((n_places, n_places), MOVE_PENCE),
            np.full((n_places, n_places), MOVE_MINUTES),
            ~np.eye(n_places, dtype=bool),
        ),
    )
    places = tuple(Place(f"S{index}", f"S{index}") for index in range(n_places))
    solved = solve_network(EquipmentProblem(places, (kind,)), 60, 0.001, one_more=False)
    return solved.families[0].result.flows["ventilator"]


def proportional(stock: Ints, mean: Floats, n_days: int) -> Ints:
    """All devices shared out in proportion to the mean forecast on the first morning, by largest remainder."""
    exact = mean / mean.sum() * stock.sum()
    whole = np.floor(exact).astype(np.int64)
    whole[np.argsort(whole - exact)[: int(stock.sum() - whole.sum())]] += 1
    lost = int(days_lost(np.array(MOVE_MINUTES)))
    standing = np.repeat(whole[:, None], n_days, axis=1)
    standing[:, :lost] = np.minimum(stock, whole)[:, None]
    return standing


def unmet(standing: Ints, actual: Floats) -> float:
    """Ventilator-days short of what was really used, over the days that were reported."""
    return float(np.nansum(np.maximum(actual - standing, 0.0)))
