"""Case 33: no forecast leaves the scale of anything seen, or it is replaced and the record says by what."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from data.inputs import Measure
from forecasting.forecasters import FORECASTERS, Context, ForecasterError
from forecasting.quantiles import LEVELS, Prediction
from forecasting.selection import forecast_series
from forecasting.series import DailySeries, SeriesKey
from forecasting.trials import check_sane
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


def test_the_check_is_what_stops_a_multiplicative_fit_of_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Multiplicative errors and season with a damped trend, as in the case: rejected, and the record says what took its place."""

    class Multiplicative:
        name = "ets"

        def why_not(self, history: DailySeries) -> None:  # noqa: ARG002
            return None

        def fit(self, history: DailySeries, context: Context) -> Multiplicative:  # noqa: ARG002
            return self

        def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> np.ndarray:
            return np.stack([self.predict(history.before(origin), n_days).mean for origin in origins])

        def predict(self, history: DailySeries, n_days: int) -> Prediction:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = ETSModel(
                    pd.Series(np.maximum(history.counts, 0.1)),
                    error="mul",
                    trend="add",
                    damped_trend=True,
                    seasonal="mul",
                    seasonal_periods=12,
                    initialization_method="heuristic",
                )
                mean = np.asarray(model.fit(disp=False).forecast(n_days), dtype=float)
            return Prediction(mean, np.tile(mean[:, np.newaxis], (1, len(LEVELS))))

    with (CASE / "monthly.csv").open(newline="", encoding="utf-8") as file:
        values = np.array([float(row["devices"]) for row in csv.DictReader(file)])
    history = DailySeries(SeriesKey("A", Measure.EQUIPMENT_IN_USE, "PUMP"), date(2024, 1, 1), values)
    exploded = Multiplicative().predict(history, 24).mean
    assert exploded.max() > 756
    with pytest.raises(ForecasterError, match="is more than 3 times the largest day"):
        check_sane(exploded, history)
    monkeypatch.setitem(FORECASTERS, "ets", Multiplicative())
    result = forecast_series(history, 24, ("ets",), 40, Context())
    assert result.prediction.quantiles.max() < 756
    assert result.forecaster == "recent_mean"
    assert result.fallback is not None
    assert result.fallback.startswith("ets was not used: its forecast of ")
