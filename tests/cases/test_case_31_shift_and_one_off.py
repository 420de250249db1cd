"""Case 31: a lasting shift is followed; a dip of one spring is not forecast for the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from data.configuration.planning import Forecasting
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
