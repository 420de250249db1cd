"""The benchmark of forecasts: what it says without the data, and the scores it writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.forecasting.__main__ import main
from benchmarks.forecasting.rolling import ALONE, run_rolling, try_origin
from benchmarks.forecasting.scores import outcome, score, summaries
from benchmarks.forecasting.series_set import SeriesSet, every
from data.inputs import Measure
from forecasting.quantiles import LEVELS
from forecasting.series import DailySeries, SeriesKey


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


def small_set() -> SeriesSet:
    """A large and a small series of 400 days, and two origins near their end."""
    random = np.random.default_rng(1)
    weekday = np.where(np.arange(400) % 7 < 5, 1.2, 0.5)
    series = tuple(
        DailySeries(
            SeriesKey(name, Measure.ADMISSIONS),
            date(2023, 1, 2),
            random.poisson(mean * weekday).astype(float),
        )
        for name, mean in (("A", 40), ("B", 2))
    )
    return SeriesSet(series, {}, every(date(2024, 1, 8), 13, 2), (3, 7))


def test_one_run_has_the_product_beside_every_forecaster_alone_on_the_same_days() -> None:
    found = replace(small_set(), origins=small_set().origins[:1])
    rows = run_rolling("set", found, ALONE, 1, lambda *_: None)
    assert {row.forecaster for row in rows} == {"wardwise", *ALONE}
    assert {(row.n_origins, row.seconds is not None) for row in rows} == {(1, True)}
    assert len(rows) == (1 + len(ALONE)) * len(found.horizons) * (len(found.series) + 3)


def test_nobody_is_judged_by_whole_numbers_that_others_are_not() -> None:
    """Quantiles of small counts are whole numbers; the value that is judged is the one they lie around."""
    found = small_set()
    tried = try_origin(found, found.origins[0], ("ets",)).results
    for forecaster in ("wardwise", "ets"):
        (of_small,) = tried[forecaster, "B"]
        assert (of_small.centre != of_small.centre.round()).any()
    (of_large,) = tried["wardwise", "A"]
    np.testing.assert_allclose(of_large.centre, of_large.quantiles[:, list(LEVELS).index(0.5)], atol=1e-5)


def test_figures_do_not_depend_on_the_number_of_processes() -> None:
    done: list[tuple[int, int]] = []
    one, two = (
        run_rolling("set", small_set(), ("ets",), n_jobs, lambda *told: done.append(told))
        for n_jobs in (1, 2)
    )
    assert [replace(row, seconds=None) for row in one] == [replace(row, seconds=None) for row in two]
    assert done == [(1, 2), (2, 2)] * 2
