"""Case 33: no forecast leaves the scale of anything seen, or it is replaced and the record says by what."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from data.inputs import Measure
from forecasting.forecasters import FORECASTERS, Context
from forecasting.selection import forecast_series
from forecasting.series import DailySeries, SeriesKey
from tests.cases.case_series import read_series

CASE = Path(__file__).parent / "33"
NAMES = tuple(FORECASTERS)


def test_sparse_counts_of_the_case() -> None:
    result = forecast_series(read_series(CASE / "sparse.csv"), 24, NAMES, 40, Context())
    assert np.isfinite(result.prediction.quantiles).all()
    assert result.prediction.mean.max() < 45


def test_the_steep_fall_of_the_case() -> None:
    """The file is monthly; wardwise forecasts days, and the fall is as steep by days."""
    with (CASE / "monthly.csv").open(newline="", encoding="utf-8") as file:
        values = np.array([float(row["devices"]) for row in csv.DictReader(file)])
    history = DailySeries(SeriesKey("A", Measure.EQUIPMENT_IN_USE, "PUMP"), date(2024, 1, 1), values)
    result = forecast_series(history, 24, NAMES, 40, Context())
    assert np.isfinite(result.prediction.quantiles).all()
    assert result.prediction.mean.max() < 756


@pytest.mark.parametrize("seed", range(6))
def test_bursts_on_next_to_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.poisson(0.3, 300) * random.integers(1, 12, 300)
    values[: 20 * seed] = random.poisson(80, 20 * seed)
    history = DailySeries(SeriesKey("A", Measure.ADMISSIONS), date(2024, 1, 1), values.astype(float))
    result = forecast_series(history, 28, NAMES, 40, Context())
    assert np.isfinite(result.prediction.quantiles).all()
    assert result.prediction.mean.max() < 3 * values.max()
