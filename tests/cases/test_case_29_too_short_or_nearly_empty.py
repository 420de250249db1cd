"""Case 29: one bad series does not stop the others, and each says what it lacks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from forecasting.forecasters import FORECASTERS, Context
from forecasting.parallel import forecast_all
from forecasting.selection import forecast_series
from forecasting.series import DailySeries
from tests.cases.case_series import read_series

CASE = Path(__file__).parent / "29"
NAMES = tuple(FORECASTERS)


def test_all_of_the_case_in_one_call() -> None:
    names = ("one", "two", "zeros", "single", "good")
    histories = [read_series(CASE / f"{name}.csv") for name in names]
    results = forecast_all([(one, 7) for one in histories], NAMES, 40, Context(), 1, lambda _: None)
    one, two, zeros, single, good = results
    assert one.notes[0].text == "ONE admissions: not enough history (1 day); recent_mean with wide bounds."
    assert two.notes[0].text == "TWO admissions: not enough history (2 days); recent_mean with wide bounds."
    assert two.prediction.mean == pytest.approx(8)
    assert (zeros.prediction.quantiles == 0).all()
    assert np.isfinite(single.prediction.quantiles).all()
    assert (single.prediction.mean <= 1).all()
    # The file repeats one week exactly; what follows its last day, a Sunday, is the week again.
    assert good.prediction.mean == pytest.approx(histories[-1].counts[-7:], rel=0.05)


@pytest.mark.parametrize("n_days", [1, 2, 6, 7, 13, 14, 27, 28, 29, 55, 56, 57, 83, 84, 120])
def test_every_length_around_what_a_forecaster_needs(n_days: int) -> None:
    case = read_series(CASE / "good.csv")
    counts = np.random.default_rng(n_days).poisson(9, n_days).astype(float)
    history = DailySeries(case.key, case.first_day, counts)
    result = forecast_series(history, 10, NAMES, 40, Context())
    assert np.isfinite(result.prediction.quantiles).all()
    assert (np.diff(result.prediction.quantiles, axis=1) >= 0).all()
    assert result.prediction.mean.max() < 3 * max(counts.max(), 1)
