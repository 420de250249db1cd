"""Rolling-origin backtests: what a forecaster would have said at past origins, beside what happened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.forecasters.protocol import Context, Forecaster
from forecasting.metrics import (
    MEDIAN,
    interval_coverage,
    mean_absolute_scaled_error,
    weighted_interval_score,
)
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries

_STEP_DAYS = 8
"""Days between origins: about a week, and never the same weekday twice running."""


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Forecasts of one forecaster from several origins.

    `origins` are the days of history known at each; `actual` has shape (n_origins, n_days) with NaN for unknown days.
    """

    origins: tuple[int, ...]
    predictions: tuple[Prediction, ...]
    actual: FloatArray
    mase: float | None
    wis: float | None
    coverage_80: float | None


def backtest_origins(history: DailySeries, n_days: int, n_origins: int, least_days: int) -> tuple[int, ...]:
    """Numbers of days known at each origin, the oldest first.

    The newest origin leaves `n_days` days to compare with; each keeps at least `least_days` of history and has at
    least one known day after it. Fewer than `n_origins` where the history is short, none where it is too short.
    """
    newest = history.n_days - n_days
    candidates = [newest - _STEP_DAYS * number for number in range(n_origins)]
    return tuple(
        origin
        for origin in reversed(candidates)
        if origin >= least_days
        and not np.isnan(history.counts[:origin]).all()
        and not np.isnan(history.counts[origin : origin + n_days]).all()
    )


def run_backtest(
    forecaster: Forecaster, history: DailySeries, n_days: int, origins: tuple[int, ...], context: Context
) -> Backtest:
    """Fit once on what the oldest origin knows, then forecast `n_days` from each origin with what it knows.

    Parameters are not found again at each origin: three weeks hardly move them, and it would cost most of the time.
    Raises ForecasterError.
    """
    fitted = forecaster.fit(history.before(origins[0]), context)
    predictions, actual = [], np.empty((len(origins), n_days))
    for row, origin in enumerate(origins):
        known = history.before(origin)
        gap = origin - known.n_days
        predictions.append(fitted.predict(known, n_days + gap).tail(n_days))
        actual[row] = history.counts[origin : origin + n_days]
    quantiles = np.stack([prediction.quantiles for prediction in predictions])
    return Backtest(
        origins,
        tuple(predictions),
        actual,
        mase=mean_absolute_scaled_error(actual, quantiles[..., MEDIAN], history.counts[: origins[0]]),
        wis=weighted_interval_score(actual, quantiles),
        coverage_80=interval_coverage(actual, quantiles),
    )
