"""Case 36: a moving holiday takes its effect along; one without a past is an ordinary day, and that is said."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.calendar import local_midnight
from data.configuration.planning import Forecasting
from data.inputs import Measure
from forecasting.forecasters import Context
from forecasting.history_notes import unseen_notes
from forecasting.horizon import Horizon
from forecasting.selection import forecast_series
from forecasting.series import SeriesKey
from tests.cases.case_series import read_series

CASE = Path(__file__).parent / "36"
CALENDAR = ("regression_arima", "regression")
"""The forecasters that know holidays themselves."""


@pytest.mark.parametrize("names", [CALENDAR, Forecasting().forecasters], ids=["calendar", "default"])
def test_the_case(names: tuple[str, ...]) -> None:
    history = read_series(CASE / "daily.csv").before((date(2024, 3, 25) - date(2023, 1, 1)).days)
    with (CASE / "holidays.csv").open(newline="", encoding="utf-8") as file:
        holidays = {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(file)}
    n_days = (date(2024, 4, 14) - history.end).days + 1
    result = forecast_series(history, n_days, names, 40, Context(holidays))
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


def test_what_no_history_holds_is_said_for_all_and_for_single_units() -> None:
    history = read_series(CASE / "daily.csv").before((date(2024, 3, 25) - date(2023, 1, 1)).days)
    with (CASE / "holidays.csv").open(newline="", encoding="utf-8") as file:
        holidays = {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(file)}
    days = tuple(history.end + timedelta(days=n) for n in range(21))
    horizon = Horizon(days, local_midnight(days[0], "Europe/London"), "Europe/London")
    name = holidays[date(2024, 4, 12)]
    new = f"{name} on 2024-04-12: no history for this event; an ordinary day."
    assert [note.text for note in unseen_notes(holidays, [history], horizon)] == [new]
    young = replace(history.last(100), key=SeriesKey("NEW", Measure.ADMISSIONS))
    assert [note.text for note in unseen_notes(holidays, [history, young], horizon)] == [
        (
            f"{holidays[date(2024, 3, 29)]} on 2024-03-29: not in the history of NEW admissions; an ordinary day there, unless "
            "other units agree on what it does."
        ),
        new,
    ]
