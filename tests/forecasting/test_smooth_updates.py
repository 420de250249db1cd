"""A week of new data changes a forecast smoothly: by less than half of what was unexpected in it, never by a jump of weights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from data.configuration.planning import Forecasting
from data.inputs import Measure
from forecasting.forecasters import Context
from forecasting.forecasters.link import choose_link
from forecasting.metrics import MEDIAN
from forecasting.quantiles import LEVELS
from forecasting.selection import forecast_series
from forecasting.series import DailySeries, SeriesKey

N_AHEAD = 35
NAMES = Forecasting().forecasters


@pytest.mark.parametrize(("level", "limit"), [(60.0, 0.04), (8.0, 0.08)])
def test_from_week_to_week(level: float, limit: float) -> None:
    random = np.random.default_rng(7)
    day = np.arange(800)
    mean = level * np.exp(0.1 * np.cos(2 * np.pi * day / 365.25)) * np.where(day % 7 < 5, 1.1, 0.75)
    counts = random.poisson(mean).astype(float)
    key = SeriesKey("A", Measure.ADMISSIONS)
    quantiles = []
    for week in range(4):
        history = DailySeries(key, date(2024, 1, 1), counts[: 728 + 7 * week])
        made = forecast_series(history, N_AHEAD, NAMES, 40, Context())
        quantiles.append(made.prediction.quantiles)
    high = int(np.argmin(np.abs(LEVELS - 0.9)))
    for older, newer in pairwise(quantiles):
        for column in (MEDIAN, high):
            change = newer[:-7, column] / older[7:, column] - 1
            assert np.abs(change).mean() < limit
            assert np.abs(change).max() < 3 * limit


def crossing_mean_five() -> tuple[np.ndarray, int]:
    """The forecast falls from above five to below it: from quantiles of errors to a negative binomial distribution."""
    day = np.arange(900)
    mean = np.linspace(4.6, 5.4, 900) * np.where(day % 7 < 5, 1.1, 0.75)
    return np.random.default_rng(3).poisson(mean).astype(float), 687


def crossing_mean_eight() -> tuple[np.ndarray, int]:
    """The mean of the history passes eight: from shares of the mean to logarithms."""
    day = np.arange(900)
    weekday = np.where(day % 7 < 5, 1.1, 0.75)
    random = np.random.default_rng(3)
    random.poisson(5, 900)
    counts = random.poisson(np.linspace(7.6, 9.0, 900) * weekday / weekday.mean()).astype(float)
    first = next(
        n for n in range(500, 900) if choose_link(counts[:n]).mean and not choose_link(counts[: n + 7]).mean
    )
    return counts, first


def crossing_two_percent_of_zeros() -> tuple[np.ndarray, int]:
    """Zeros reach the fiftieth part of the days: from logarithms to shares of the mean."""
    random = np.random.default_rng(5)
    counts = np.maximum(random.poisson(14 * np.where(np.arange(900) % 7 < 5, 1.1, 0.75)), 1).astype(float)
    counts[:560:47] = 0
    counts[583] = 0
    first = 574
    assert [choose_link(counts[: first + 7 * week]).mean is None for week in range(3)] == [True, True, False]
    return counts, first


@pytest.mark.parametrize(
    ("crossing", "limit"),
    [(crossing_mean_five, 0.1), (crossing_mean_eight, 0.06), (crossing_two_percent_of_zeros, 0.06)],
)
def test_no_switch_makes_a_forecast_jump(
    crossing: Callable[[], tuple[np.ndarray, int]], limit: float
) -> None:
    """Every switch of the method lies between two of these weeks; half a count is added as counts are small."""
    counts, first = crossing()
    key = SeriesKey("A", Measure.ADMISSIONS)
    levels = [int(np.argmin(np.abs(LEVELS - level))) for level in (0.1, 0.5, 0.9)]
    quantiles = [
        forecast_series(
            DailySeries(key, date(2024, 1, 1), counts[: first + 7 * week]), N_AHEAD, NAMES, 40, Context()
        ).prediction.quantiles
        for week in range(4)
    ]
    for older, newer in pairwise(quantiles):
        for column in levels:
            change = (newer[:-7, column] + 0.5) / (older[7:, column] + 0.5) - 1
            assert np.abs(change).mean() < limit
