"""A week of new data changes a forecast smoothly: by less than half of what was unexpected in it, never by a jump of weights."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from data.configuration.planning import Forecasting
from data.inputs import Measure
from forecasting.forecasters import Context
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
