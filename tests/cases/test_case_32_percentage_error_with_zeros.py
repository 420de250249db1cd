"""Case 32: days of none are no perfect forecasts; no choice of a forecaster rests on percentages."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forecasting.metrics import mean_absolute_error, percentage_error, weighted_percentage_error
from forecasting.weighting import own_weights
from reports.summaries.monitoring import off_by, off_by_days
from tests.reports.test_monitor_report import GOOD

CASE = Path(__file__).parent / "32"


def read() -> tuple[np.ndarray, np.ndarray]:
    with (CASE / "backtest.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    actual, forecast = (np.array([float(row[name]) for row in rows]) for name in ("actual", "forecast"))
    return actual, forecast


def test_the_figures_of_the_case() -> None:
    actual, forecast = read()
    share, n_days = percentage_error(actual, forecast)
    assert share == pytest.approx(0.5)
    assert n_days == 2
    assert weighted_percentage_error(actual, forecast) == pytest.approx(43 / 30)
    assert mean_absolute_error(actual, forecast) == pytest.approx(5.375)


def test_without_anything_to_divide_by_there_is_no_percentage() -> None:
    assert percentage_error(np.zeros(3), np.ones(3)) == (None, 0)
    assert weighted_percentage_error(np.zeros(3), np.ones(3)) is None


def test_a_forecaster_that_is_wrong_on_empty_days_loses_its_weight() -> None:
    actual, forecast = read()
    worse, better = forecast, np.where(actual == 0, 0.5, forecast)
    weights = own_weights(("worse", "better"), np.stack([worse, better])[:, np.newaxis], actual[np.newaxis])
    assert (weights[0] < 0.05).all()


def test_the_page_of_past_forecasts_says_of_how_many_days_a_mean_percentage_is() -> None:
    actual, forecast = read()
    share, n_days = percentage_error(actual, forecast)
    shown = replace(
        GOOD, off_share=43 / 30, off_share_of_values=share, n_off_values=n_days, n_values=len(actual)
    )
    assert off_by(shown) == "143 %"
    assert off_by_days(shown) == "50 % on average over the 2 of 8 values above zero"
    empty = replace(GOOD, off_share=None, off_share_of_values=None, n_off_values=0)
    assert off_by_days(empty) == "Nothing was counted, so there is no percentage."
