"""Units together: sums of paths, peaks, and a hospital neither as calm as independent units nor as wild as equal ones."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from data.forecast import QUANTILE_LEVELS, WHOLE_HOSPITAL
from forecasting.forecast import make_forecast
from forecasting.quantiles import IntArray, path_quantiles
from forecasting.reconciliation import add_up, correlations, join_paths
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs

UNITS = ("A", "B", "C", "D")
ORIGINS = [date(2026, 1, 5) + timedelta(days=8 * number) for number in range(30)]
PLANNED = date(2026, 6, 1)


def paths(n_samples: int = 4000) -> dict[str, IntArray]:
    random = np.random.default_rng(1)
    return {
        unit: np.asarray(
            np.maximum(
                random.normal(30, 4, (n_samples, 1)) + random.normal(0, 2, (n_samples, 48)), 0
            ).round(),
            dtype=np.int64,
        )
        for unit in UNITS
    }


def errors(shared: float, seed: int = 2) -> dict[str, dict[date, float]]:
    """Errors of each unit at 30 origins, with this share of their variance in common."""
    random = np.random.default_rng(seed)
    common = random.standard_normal(len(ORIGINS)) * shared**0.5
    return {
        unit: dict(
            zip(ORIGINS, common + random.standard_normal(len(ORIGINS)) * (1 - shared) ** 0.5, strict=True)
        )
        for unit in UNITS
    }


def test_paths_are_only_reordered_whole() -> None:
    before = paths(300)
    after = join_paths(before, errors(0.5), 1)
    for unit in UNITS:
        assert sorted(map(tuple, after[unit].tolist())) == sorted(map(tuple, before[unit].tolist()))
        np.testing.assert_array_equal(path_quantiles(after[unit]), path_quantiles(before[unit]))
    again = join_paths(before, errors(0.5), 1)
    assert all((after[unit] == again[unit]).all() for unit in UNITS)


def test_the_hospital_lies_between_independent_and_equal_units() -> None:
    apart = paths()
    together = join_paths(apart, errors(0.5), 1)
    equal = {unit: rows[np.argsort(rows.mean(axis=1), kind="stable")] for unit, rows in apart.items()}
    for level, sign in ((0.9, 1), (0.1, -1)):
        low, middle, high = (
            sign * np.quantile(add_up(some).max(axis=1), level) for some in (apart, together, equal)
        )
        assert low + 2 < middle < high - 2
    ratio = add_up(together).mean(axis=1).var() / add_up(apart).mean(axis=1).var()
    # Four units with correlation c: the variance of their sum is 1 + 3 c times that of independent ones.
    assert ratio == pytest.approx(1 + 3 * 0.5, rel=0.2)


def test_units_that_err_by_themselves_stay_independent() -> None:
    together = join_paths(paths(), errors(0.0), 1)
    ratio = add_up(together).mean(axis=1).var() / add_up(paths()).mean(axis=1).var()
    assert ratio == pytest.approx(1, abs=0.25)


def test_correlations_are_those_of_the_errors_and_usable() -> None:
    matrix = correlations(list(errors(0.6).values()))
    off = matrix[~np.eye(len(UNITS), dtype=bool)]
    assert off.mean() == pytest.approx(0.6, abs=0.12)
    np.testing.assert_allclose(np.diag(matrix), 1)
    assert np.linalg.eigvalsh(matrix).min() > 0


def test_units_without_past_errors_go_with_the_others_on_average() -> None:
    known = errors(0.6)
    matrix = correlations([known["A"], known["B"], {}, {ORIGINS[0]: 1.0}])
    assert matrix[0, 2] == pytest.approx(matrix[2, 3])
    assert matrix[0, 2] == pytest.approx(matrix[0, 1], abs=1e-9)
    assert correlations([{}, {}]).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    opposite = {day: -error for day, error in known["A"].items()}
    assert correlations([known["A"], opposite, {}])[0, 2] == pytest.approx(0, abs=1e-3)


def test_a_forecast_has_peaks_of_days_and_weeks_for_units_and_the_hospital() -> None:
    """Two wards that rise and fall together for reasons that no forecaster knows."""
    random = np.random.default_rng(5)
    wave = np.repeat(random.normal(0, 5, 40), 8)[:300]
    beds = {unit: (size + wave + random.normal(0, 1.5, 300)).round() for unit, size in (("A", 40), ("B", 30))}
    place = hospital(
        {"A": "ward", "B": "ward"},
        forecasting={"forecasters": ["seasonal_naive", "ets"], "n_samples": 400, "backtest_origins": 12},
    )
    counts = [
        counts_table(unit, PLANNED - timedelta(days=300), occupied_beds=values.tolist())
        for unit, values in beds.items()
    ]
    both = counts[0].schema.empty_table()
    inputs = plan_inputs(
        place, PLANNED, counts=type(both).from_batches([b for t in counts for b in t.to_batches()])
    )
    peaks = make_forecast(inputs).peaks.to_pandas()
    wide = peaks.pivot_table(index=["unit_id", "n_days", "first_day"], columns="quantile", values="value")
    assert list(wide.columns) == list(QUANTILE_LEVELS)
    assert (wide.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert len(wide) == 3 * 8
    for unit in ("A", "B", WHOLE_HOSPITAL):
        week, days = wide.loc[unit, 7].iloc[0], wide.loc[unit, 1]
        assert len(days) == 7
        assert (week >= days.max() - 1e-9).all()
    parts, whole = wide.loc["A"] + wide.loc["B"], wide.loc[WHOLE_HOSPITAL]
    assert (whole[0.9] <= parts[0.9] + 0.5).all()
    assert (whole[0.5] - parts[0.5]).abs().max() <= 2
    distance = (wide[0.9] - wide[0.5]).groupby("unit_id").mean()
    independent = float(np.hypot(distance["A"], distance["B"]))
    assert independent < distance[WHOLE_HOSPITAL] <= distance["A"] + distance["B"] + 0.5
