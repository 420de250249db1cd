"""The highest census of a week counts admissions on the days to which they move: as paths of the census say, without having them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

import numpy as np
import pyarrow as pa
import pytest

from data.calendar import DayGrid
from data.forecast import FORECAST_PEAKS, QUANTILE_LEVELS, WHOLE_HOSPITAL
from optimization.beds.result import BedPlan
from scenarios.census_peaks import census_peaks

GRID = DayGrid(date(2026, 11, 30), 7)
LEVELS = np.array(QUANTILE_LEVELS)


def _paths(likeness: float, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    deviation = [random.normal(size=20_000)]
    for _ in range(6):
        own = random.normal(size=20_000)
        deviation.append(likeness * deviation[-1] + np.sqrt(1 - likeness**2) * own)
    return random.uniform(20, 26, (7, 1)) + 2.5 * np.stack(deviation)


def _table(paths: np.ndarray, unit_ids: tuple[str, ...]) -> pa.Table:
    days = [(day, 1, np.quantile(paths[day], LEVELS)) for day in range(7)]
    week = (0, 7, np.quantile(paths.max(axis=0), LEVELS))
    return FORECAST_PEAKS.table(
        [
            {
                "unit_id": unit_id,
                "first_day": GRID.date_of(first),
                "n_days": n_days,
                "quantile": level,
                "value": value,
            }
            for unit_id in unit_ids
            for first, n_days, values in [*days, week]
            for level, value in zip(QUANTILE_LEVELS, values.tolist(), strict=True)
        ]
    )


def _beds(moved: list[int]) -> BedPlan:
    return cast("BedPlan", SimpleNamespace(shift_of={("A", day): count for day, count in enumerate(moved)}))


def _values(table: pa.Table, unit_id: str, day: int, n_days: int) -> np.ndarray:
    rows = [
        row
        for row in table.to_pylist()
        if (row["unit_id"], row["first_day"], row["n_days"]) == (unit_id, GRID.date_of(day), n_days)
    ]
    return np.array([row["value"] for row in sorted(rows, key=lambda row: row["quantile"])])


@pytest.mark.parametrize("likeness", [0.0, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("seed", range(3))
def test_the_peak_of_a_week_is_that_of_paths_with_the_moves(likeness: float, seed: int) -> None:
    paths = _paths(likeness, seed)
    moved = np.random.default_rng(90 + seed).integers(-2, 3, 7)
    found = census_peaks(_table(paths, ("A", WHOLE_HOSPITAL)), _beds(moved.tolist()), GRID)
    true = np.quantile((paths + moved[:, None]).max(axis=0), LEVELS)
    for unit_id in ("A", WHOLE_HOSPITAL):
        inner = slice(3, -3)
        assert _values(found, unit_id, 0, 7)[inner] == pytest.approx(true[inner], abs=0.4)
        for day in range(7):
            assert _values(found, unit_id, day, 1) == pytest.approx(
                np.quantile(paths[day], LEVELS) + moved[day]
            )


def test_units_without_moves_and_plans_without_moves_keep_their_forecast() -> None:
    table = _table(_paths(0.8, 1), ("A", "B"))
    assert census_peaks(table, _beds([0] * 7), GRID).equals(table)
    found = census_peaks(table, _beds([-3, 0, 0, 0, 0, 0, 3]), GRID)
    assert (_values(found, "B", 0, 7) == _values(table, "B", 0, 7)).all()


def test_a_patient_less_on_the_day_that_is_always_the_fullest_is_one_less_at_the_peak() -> None:
    paths = _paths(0.8, 2)
    paths[3] += 40
    moved = [0, 1, 0, -1, 0, 0, 0]
    table = _table(paths, ("A",))
    change = _values(census_peaks(table, _beds(moved), GRID), "A", 0, 7) - _values(table, "A", 0, 7)
    assert change == pytest.approx(np.full(len(LEVELS), -1.0))
