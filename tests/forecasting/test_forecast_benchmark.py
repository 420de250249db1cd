"""The benchmark of forecasts: what it says without the data, and the scores it writes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.forecasting.__main__ import main
from benchmarks.forecasting.scores import outcome, score, summaries
from forecasting.quantiles import LEVELS


def test_without_the_data_it_says_where_they_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARDWISE_REAL_DATA", str(tmp_path / "none"))
    assert main(["divi", "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert (
        "icu_capacity_states.csv.gz is not there; set WARDWISE_REAL_DATA to the folder of real series" in said
    )
    assert not (tmp_path / "out").exists()


def test_scores_average_origins_first_and_then_series() -> None:
    history = np.array([10.0] * 7 + [14.0] * 7)
    quantiles = np.tile(10 + 4 * (LEVELS - 0.5), (3, 1))
    outcomes = [
        outcome(quantiles, np.full(3, 10.0), actual, history)
        for actual in (np.array([12.0, 10.0, 99.0]), np.array([10.0, np.nan, 99.0]))
    ]
    one = score(("set", "forecaster", "A"), outcomes, 2, 0.5)
    # Absolute errors 2 and 0, then 0 and unknown, on a scale of 4.
    assert one.mase == pytest.approx(((2 + 0) / 2 / 4 + 0) / 2)
    assert one.bias == pytest.approx(-2 / 3)
    assert one.coverage_95 == pytest.approx(2 / 3)
    other = score(("set", "forecaster", "B"), outcomes[1:], 2, 0.5)
    mean, lowest, highest = summaries([one, other])
    assert [row.series for row in (mean, lowest, highest)] == ["mean", "lowest", "highest"]
    assert mean.mase == pytest.approx(one.mase / 2)
    assert (lowest.mase, highest.mase) == (other.mase, one.mase)
    assert (lowest.coverage_95, highest.coverage_95) == (one.coverage_95, other.coverage_95)
