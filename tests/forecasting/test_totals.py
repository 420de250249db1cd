"""Arrivals add up from units to the hospital and from days to the week, and so does what is not known of them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from data.forecast import QUANTILE_LEVELS, Forecast
from forecasting.forecast import make_forecast
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs

PLANNED = date(2026, 10, 5)
N_DAYS = 300
SETTINGS = {"forecasters": ["seasonal_naive", "weekday_median", "ets"], "backtest_origins": 16}


def forecast(arrivals: dict[str, np.ndarray], measure: str = "admissions") -> Forecast:
    counts = [
        counts_table(unit, PLANNED - timedelta(days=N_DAYS), **{measure: values.tolist()})
        for unit, values in arrivals.items()
    ]
    place = hospital(dict.fromkeys(arrivals, "ward"), forecasting=SETTINGS)
    return make_forecast(plan_inputs(place, PLANNED, counts=pa.concat_tables(counts)), n_jobs=1)


def wide(made: Forecast, measure: str = "admissions") -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """Quantiles of each unit and day, of the hospital's days, and of its week."""
    own = made.quantiles.to_pandas()
    units = own[own["measure"] == measure].pivot_table(
        index=["unit_id", "time"], columns="quantile", values="value"
    )
    totals = made.totals.to_pandas()
    totals = totals[totals["measure"] == measure]
    table = totals.pivot_table(index=["n_days", "first_day"], columns="quantile", values="value")
    assert list(table.columns) == list(QUANTILE_LEVELS)
    assert (table.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert len(table) == 8
    return units, table.loc[1], table.loc[7].iloc[0]


def independent_units() -> dict[str, np.ndarray]:
    random = np.random.default_rng(2)
    return {
        unit: random.poisson(mean, N_DAYS).astype(float) for unit, mean in (("A", 40), ("B", 25), ("C", 12))
    }


@pytest.mark.parametrize("measure", ["admissions", "attendances"])
def test_the_hospital_is_the_sum_of_its_units_and_the_week_that_of_its_days(measure: str) -> None:
    units, days, week = wide(forecast(independent_units(), measure), measure)
    by_day = units[0.5].groupby("time").sum()
    assert days[0.5].to_numpy() == pytest.approx(by_day.to_numpy(), rel=0.03)
    assert week[0.5] == pytest.approx(days[0.5].sum(), rel=0.02)


def test_units_that_err_apart_are_surer_together_than_the_sum_of_their_bounds() -> None:
    units, days, week = wide(forecast(independent_units()))
    bounds = (units[0.9] - units[0.5]).groupby("time").sum().mean()
    apart = float(np.sqrt(((units[0.9] - units[0.5]).groupby("unit_id").mean() ** 2).sum()))
    together = (days[0.9] - days[0.5]).mean()
    assert 0.8 * apart < together < 0.9 * bounds
    assert week[0.9] - week[0.5] < (days[0.9] - days[0.5]).sum()


def test_units_that_err_together_are_less_sure_together() -> None:
    """A wave of eight days that no forecaster knows comes over all wards at once."""
    random = np.random.default_rng(5)
    wave = np.exp(np.repeat(random.normal(0, 0.25, 40), 8)[:N_DAYS])
    arrivals = {
        unit: random.poisson(mean * wave).astype(float) for unit, mean in (("A", 40), ("B", 30), ("C", 30))
    }
    units, days, _ = wide(forecast(arrivals))
    apart = float(np.sqrt(((units[0.9] - units[0.5]).groupby("unit_id").mean() ** 2).sum()))
    assert (days[0.9] - days[0.5]).mean() > 1.15 * apart


def test_a_hospital_without_arrivals_has_no_totals() -> None:
    made = forecast({"A": np.full(N_DAYS, 12.0)}, "occupied_beds")
    assert made.totals.num_rows == 0


def test_totals_do_not_depend_on_the_number_of_processes_and_follow_the_seed() -> None:
    first, again = forecast(independent_units()), forecast(independent_units())
    assert first.totals.equals(again.totals)
