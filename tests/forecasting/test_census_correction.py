"""The census simulated from stays is held to its trials: as wide as it was off, and helped by the daily count where that was nearer."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.census import CensusTrials
from forecasting.census_correction import (
    Correction,
    Tried,
    correct_paths,
    corrected_means,
    find_corrections,
    spread_by_hour,
)
from forecasting.census_scores import score_census
from forecasting.quantiles import FloatArray, path_quantiles

N_DAYS = 3
N_HOURS = 24 * N_DAYS
EVENINGS = np.arange(N_DAYS) * 24 + 23


def tried(
    n_origins: int, error: float, simulated: float, direct_error: float | None = None, seed: int = 1
) -> Tried:
    """A unit of 20 patients, off by `error` (standard deviation, all hours of an origin alike), simulated as off by `simulated`."""
    random = np.random.default_rng(seed)
    away = random.normal(0, error, n_origins)[:, np.newaxis]
    mean = np.full((n_origins, N_HOURS), 20.0)
    counted = mean + away
    mean[:, 0] = counted[:, 0]
    paths = 20 + random.normal(0, simulated, (400, 1, N_HOURS)) + np.zeros((1, n_origins, 1))
    quantiles = np.stack([path_quantiles(paths[:, row]) for row in range(n_origins)])
    variance = np.full(mean.shape, simulated**2)
    direct = None
    if direct_error is not None:
        direct = counted[:, EVENINGS] + random.normal(0, direct_error, (n_origins, N_DAYS))
    census = CensusTrials(
        counted,
        mean,
        variance,
        quantiles,
        np.full(n_origins, simulated),
        np.tile(EVENINGS, (n_origins, 1)),
        2.0,
    )
    return Tried(census, direct)


@pytest.mark.parametrize(("error", "simulated"), [(2.0, 4.0), (4.0, 2.0), (3.0, 3.0)])
def test_the_spread_becomes_that_of_the_errors(error: float, simulated: float) -> None:
    units = {f"U{n}": tried(12, error, simulated, seed=n) for n in range(10)}
    found = find_corrections(units)
    factor = np.mean([one.spread for one in found.values()])
    assert factor == pytest.approx(error / simulated, rel=0.15)
    scores = score_census(units)
    assert np.mean([one.coverage_80 for one in scores.values()]) == pytest.approx(0.8, abs=0.08)


def test_one_unit_with_few_origins_is_hardly_changed() -> None:
    assert find_corrections({"A": tried(3, 1.0, 4.0)})["A"].spread.min() > 0.7


def test_the_daily_count_gets_weight_where_it_is_nearer_and_none_where_it_is_not() -> None:
    near = find_corrections({f"U{n}": tried(12, 3.0, 3.0, direct_error=0.3, seed=n) for n in range(5)})
    far = find_corrections({f"U{n}": tried(12, 0.3, 1.0, direct_error=5.0, seed=n) for n in range(5)})
    assert min(one.share.min() for one in near.values()) > 0.9
    assert max(one.share.max() for one in far.values()) < 0.1
    mixed = {"A": tried(12, 3.0, 3.0, direct_error=0.3), "B": tried(12, 3.0, 3.0)}
    assert (find_corrections(mixed)["B"].share == 0).all()


def test_corrected_means_meet_the_daily_count_in_the_evening_and_begin_with_what_is_known() -> None:
    one = tried(4, 3.0, 3.0, direct_error=1.0)
    assert one.direct is not None
    means = corrected_means(one, np.ones(N_DAYS))
    assert means[:, EVENINGS] == pytest.approx(one.direct)
    assert (means[:, 0] == one.census.mean[:, 0]).all()
    steps = np.abs(np.diff(means - one.census.mean, axis=1)).max()
    assert steps < 0.5


def test_unknown_days_of_an_origin_are_left_out() -> None:
    one = tried(12, 3.0, 3.0, direct_error=0.3)
    counted = one.census.counted.copy()
    counted[0] = np.nan
    counted[1, 30:] = np.nan
    census = CensusTrials(
        counted, one.census.mean, one.census.variance, one.census.quantiles, one.census.path_spread,
        one.census.evenings, one.census.scale,
    )  # fmt: skip
    found = find_corrections({"A": Tried(census, one.direct)})["A"]
    assert np.isfinite(found.share).all()
    assert np.isfinite(found.spread).all()
    errors = score_census({"A": Tried(census, one.direct)})["A"].errors
    assert np.isnan(errors[0])
    assert np.isfinite(errors[1:]).all()


def paths_of(mean: float, spread: float) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    random = np.random.default_rng(3)
    drawn = np.maximum(mean + spread * random.standard_normal((4000, N_HOURS)), 0)
    return np.asarray(np.floor(drawn + random.random(drawn.shape)), dtype=np.int64)


def corrected(
    paths: np.ndarray[tuple[int, ...], np.dtype[np.int64]], unchanged: FloatArray, correction: Correction
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    random = np.random.default_rng(4)
    return correct_paths(paths, unchanged, np.full(N_DAYS, 26.0), EVENINGS, correction, random)


def test_paths_move_to_the_mean_and_keep_their_spread_when_nothing_is_to_be_corrected() -> None:
    paths = paths_of(20, 3)
    unchanged = paths.mean(axis=0)
    half = corrected(paths, unchanged, Correction(np.full(N_DAYS, 0.5), np.ones(N_DAYS)))
    assert half[:, EVENINGS].mean(axis=0) == pytest.approx(np.full(N_DAYS, 23), abs=0.15)
    assert half.std(axis=0) == pytest.approx(paths.std(axis=0), rel=0.05)
    narrow = corrected(paths, unchanged, Correction(np.zeros(N_DAYS), np.full(N_DAYS, 0.5)))
    assert narrow.std(axis=0) == pytest.approx(paths.std(axis=0) / 2, rel=0.06)
    assert narrow.dtype == np.int64


def test_a_closed_unit_stays_empty_and_a_doubled_one_is_corrected_twice_as_much() -> None:
    paths = paths_of(20, 3)
    unchanged = paths.mean(axis=0)
    correction = Correction(np.full(N_DAYS, 0.5), np.ones(N_DAYS))
    assert (corrected(np.zeros_like(paths), unchanged, correction) == 0).all()
    doubled = corrected(2 * paths, unchanged, correction)
    assert doubled[:, EVENINGS].mean(axis=0) == pytest.approx(np.full(N_DAYS, 46), abs=0.3)


def test_factors_lie_straight_between_the_middles_of_days() -> None:
    factors = spread_by_hour(Correction(np.zeros(2), np.array([1.0, 0.5])), 48)
    assert (factors[0], factors[12], factors[24], factors[47]) == (1.0, 1.0, 0.75, 0.5)
