"""Case 31: a lasting shift is followed; a dip of one spring is not forecast for the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from data.configuration.planning import Forecasting
from forecasting.breaks import break_notes
from forecasting.forecasters import Context
from forecasting.selection import forecast_series
from forecasting.series import DailySeries
from tests.cases.case_series import read_series

CASE = Path(__file__).parent / "31"
NAMES = Forecasting().forecasters


def test_the_shift_of_the_case_is_followed() -> None:
    history = read_series(CASE / "shift.csv")
    result = forecast_series(history, 14, NAMES, 40, Context())
    assert result.prediction.mean.mean() == pytest.approx(54.96, rel=0.05)


def test_the_dip_of_the_case_does_not_come_again_once_declared() -> None:
    history = read_series(CASE / "dip.csv")
    counts = history.counts.copy()
    counts[80:150] = np.nan
    masked = DailySeries(history.key, history.first_day, counts)
    n_days = (date(2025, 5, 30) - history.end).days + 1
    spring = (date(2025, 3, 22) - history.end).days
    result = forecast_series(masked, n_days, NAMES, 40, Context())
    assert result.prediction.mean[spring:].mean() == pytest.approx(30.21, rel=0.1)
    assert result.prediction.mean.min() > 0.8 * 30.21


@pytest.mark.parametrize("factor", [0.6, 1.5])
@pytest.mark.parametrize("n_since", [60, 120, 250])
def test_shifts_either_way_are_followed_within_two_months(factor: float, n_since: int) -> None:
    random = np.random.default_rng(n_since)
    mean = np.where(np.arange(500) >= 500 - n_since, 40 * factor, 40.0)
    case = read_series(CASE / "shift.csv")
    history = DailySeries(case.key, case.first_day, random.poisson(mean).astype(float))
    result = forecast_series(history, 14, NAMES, 40, Context())
    assert result.prediction.mean.mean() == pytest.approx(40 * factor, rel=0.1)


def test_breaks_that_nobody_declared_are_named_with_their_days() -> None:
    [shift] = break_notes(read_series(CASE / "shift.csv"))
    assert shift.text == "A admissions: 36 % more since about 2024-07-14; forecasts follow the new level."
    [dip] = break_notes(read_series(CASE / "dip.csv"))
    assert dip.text == (
        "A admissions: 50 % fewer from about 2023-03-21 to 2023-05-29 against before and after. If that will not come again, "
        "name these days under [[forecasting.events]]."
    )


@pytest.mark.parametrize("factor", [0.4, 0.6, 1.6, 2.2])
@pytest.mark.parametrize("n_weeks", [6, 20])
def test_periods_and_shifts_are_found_within_a_week(factor: float, n_weeks: int) -> None:
    case = read_series(CASE / "shift.csv")
    random = np.random.default_rng(n_weeks)
    mean = np.full(700, 30.0)
    mean[300 : 300 + 7 * n_weeks] *= factor
    series = DailySeries(case.key, case.first_day, random.poisson(mean).astype(float))
    [period] = break_notes(series)
    first, last = (date.fromisoformat(word.rstrip(".")) for word in period.text.split() if word[:2] == "20")
    assert abs((first - series.first_day).days - 300) <= 7
    assert abs((last - series.first_day).days - (299 + 7 * n_weeks)) <= 7
    lasting = DailySeries(case.key, case.first_day, series.counts[: 300 + 7 * n_weeks])
    [shift] = break_notes(lasting)
    assert ("fewer since" in shift.text) == (factor < 1)


def test_seasons_weekdays_holidays_and_small_counts_are_no_breaks() -> None:
    case = read_series(CASE / "shift.csv")
    day = np.arange(1_100)
    for seed in range(30):
        random = np.random.default_rng(seed)
        season = 0.15 * np.cos(2 * np.pi * day / 365.25) + random.normal(0, 0.2, 7)[day % 7]
        mean = random.uniform(1, 200) * np.exp(season + np.cumsum(random.normal(0, 0.004, 1_100)))
        mean[(day % 365) > 358] *= 0.5
        counts = random.poisson(random.gamma(20, mean / 20)).astype(float)
        assert break_notes(DailySeries(case.key, case.first_day, counts)) == []
