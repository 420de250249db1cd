"""Kept trials and what series share: the same forecast with and without them, and a damaged file is as good as none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import forecasting.parallel as parallel
import forecasting.shape_store as shape_store
from data.inputs import Measure
from forecasting.fit_store import FitStore, trials_digest
from forecasting.forecasters import Context
from forecasting.parallel import forecast_all
from forecasting.selection import SeriesForecast
from forecasting.series import DailySeries, SeriesKey

NAMES = ("seasonal_naive", "weekday_median", "theta", "regression", "pooled")
HOLIDAYS = {date(2025, 12, 25): "Christmas Day", date(2026, 1, 1): "New Year's Day"}


def series(name: str, n_days: int = 300) -> DailySeries:
    counts = np.random.default_rng(len(name)).poisson(20, n_days).astype(float)
    counts[4] = np.nan
    return DailySeries(SeriesKey(name, Measure.ADMISSIONS), date(2025, 6, 1), counts)


def run(tasks: list[tuple[DailySeries, int]], fits: FitStore | None) -> list[SeriesForecast]:
    return forecast_all(tasks, NAMES, 20, Context(HOLIDAYS), 1, lambda _: None, fits)


def same(one: list[SeriesForecast], other: list[SeriesForecast]) -> bool:
    return all(
        (a.prediction.quantiles == b.prediction.quantiles).all()
        and (a.reason, a.notes, a.fallback) == (b.reason, b.notes, b.fallback)
        for a, b in zip(one, other, strict=True)
    )


def test_a_second_run_fits_nothing_and_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = [(series("A", 800), 7), (series("BB", 800), 7), (series("DDDD", 800), 7), (series("CCC", 10), 7)]
    fits = FitStore(tmp_path / "cache" / "fits")
    without = run(tasks, None)
    assert same(run(tasks, fits), without)
    assert len(list(fits.folder.glob("*.npz"))) == len(tasks) + 1
    assert all("pooled" in one.reason for one in without[:3])

    def refuse(*_: object) -> None:
        raise AssertionError("fitted again")

    monkeypatch.setattr(parallel, "try_forecasters", refuse)
    monkeypatch.setattr(shape_store, "learn_shapes", refuse)
    assert same(run(tasks, fits), without)


def test_a_damaged_file_is_fitted_again(tmp_path: Path) -> None:
    tasks = [(series("A"), 7)]
    fits = FitStore(tmp_path)
    first = run(tasks, fits)
    files = list(tmp_path.glob("*.npz"))
    assert len(files) == 2
    for kept in files:
        for damaged in (b"", b"PK\x03\x04 not a whole archive", kept.read_bytes()[:200]):
            kept.write_bytes(damaged)
            assert same(run(tasks, fits), first)
            assert fits.read(kept.stem) is not None


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    tasks = [(series("A"), 7)]
    assert same(run(tasks, FitStore(tmp_path / "file" / "fits")), run(tasks, None))


def test_whatever_the_trials_follow_from_changes_the_name() -> None:
    base = (series("A"), 7, NAMES, 20, Context(HOLIDAYS))
    changed = series("A")
    changed.counts[5] += 1
    digests = [
        trials_digest(*base),
        trials_digest(changed, *base[1:]),
        trials_digest(base[0], 8, *base[2:]),
        trials_digest(*base[:2], NAMES[:2], *base[3:]),
        trials_digest(*base[:3], 21, base[4]),
        trials_digest(*base[:4], Context()),
    ]
    assert len(set(digests)) == len(digests)
    assert digests[0] == trials_digest(series("A"), *base[1:])
