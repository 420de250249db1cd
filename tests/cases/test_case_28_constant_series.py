"""Case 28: a series that never changes is forecast as it is; scaled errors are not defined, never 0, infinite or NaN."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from forecasting.forecasters import FORECASTERS, Context, ForecasterError
from forecasting.selection import forecast_series
from forecasting.series import DailySeries
from tests.cases.case_series import read_series

CASE = Path(__file__).parent / "28"


def test_the_case() -> None:
    history = read_series(CASE / "const.csv")
    assert history.n_days == 60
    result = forecast_series(history, 14, tuple(FORECASTERS), 40, Context())
    assert result.prediction.mean == pytest.approx(12)
    assert np.isfinite(result.prediction.quantiles).all()
    assert (result.prediction.quantiles[:, 0] <= 12 + 1e-6).all()
    assert (result.prediction.quantiles[:, -1] >= 12 - 1e-6).all()


@pytest.mark.parametrize("level", [0.0, 1.0, 12.0, 900.0])
@pytest.mark.parametrize("n_days", [60, 200, 800])
def test_any_constant_of_any_length(level: float, n_days: int) -> None:
    case = read_series(CASE / "const.csv")
    history = DailySeries(case.key, case.first_day, np.full(n_days, level))
    result = forecast_series(history, 7, tuple(FORECASTERS), 40, Context())
    assert result.prediction.mean == pytest.approx(level, abs=1e-6)
    assert result.fallback is None
    if result.backtest is not None:
        assert result.backtest.mase is None
        assert result.backtest.error == pytest.approx(0, abs=1e-6)
        assert "MASE not defined" in result.reason


@pytest.mark.parametrize("name", sorted(FORECASTERS))
def test_each_forecaster_declines_or_repeats_it(name: str) -> None:
    case = read_series(CASE / "const.csv")
    history = DailySeries(case.key, case.first_day, np.full(400, 12.0))
    forecaster = FORECASTERS[name]
    if forecaster.why_not(history) is None:
        try:
            means = forecaster.fit(history, Context()).means(history, [400], 7)
        except ForecasterError:
            return
        assert means == pytest.approx(12, rel=0.01)
