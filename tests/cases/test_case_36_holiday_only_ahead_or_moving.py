"""Case 36: a moving holiday takes its effect along; one without a past is an ordinary day, and that is said."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from forecasting.forecasters import Context
from forecasting.selection import forecast_series
from tests.cases.case_series import read_series

CASE = Path(__file__).parent / "36"
CALENDAR = ("regression_arima", "regression")
"""The forecasters that know holidays; the others share their weight and would draw the effect in."""


def test_the_case() -> None:
    history = read_series(CASE / "daily.csv").before((date(2024, 3, 25) - date(2023, 1, 1)).days)
    with (CASE / "holidays.csv").open(newline="", encoding="utf-8") as file:
        holidays = {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(file)}
    n_days = (date(2024, 4, 14) - history.end).days + 1
    result = forecast_series(history, n_days, CALENDAR, 40, Context(holidays))
    ahead = {history.end + timedelta(days=n): value for n, value in enumerate(result.prediction.mean)}
    assert ahead[date(2024, 3, 29)] == pytest.approx(14, abs=2.5)
    assert ahead[date(2024, 4, 5)] == pytest.approx(22, abs=2)
    assert ahead[date(2024, 4, 7)] == pytest.approx(15, abs=2)
    assert ahead[date(2024, 4, 12)] == pytest.approx(22, abs=2)


def test_the_combination_of_all_does_not_soften_what_holidays_do() -> None:
    """Forecasters that know no holidays get a history without them, and their forecasts are multiplied back."""
    history = read_series(CASE / "daily.csv").before((date(2024, 3, 25) - date(2023, 1, 1)).days)
    with (CASE / "holidays.csv").open(newline="", encoding="utf-8") as file:
        holidays = {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(file)}
    names = ("weekday_median", "theta", "ets")
    n_days = (date(2024, 4, 14) - history.end).days + 1
    result = forecast_series(history, n_days, names, 40, Context(holidays))
    ahead = {history.end + timedelta(days=n): value for n, value in enumerate(result.prediction.mean)}
    assert ahead[date(2024, 3, 29)] == pytest.approx(14, abs=3)
    assert ahead[date(2024, 4, 5)] == pytest.approx(22, abs=2)
    assert ahead[date(2024, 4, 7)] == pytest.approx(15, abs=2)
