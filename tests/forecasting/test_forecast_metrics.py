"""Metrics against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.metrics import (
    interval_coverage,
    mean_absolute_error,
    mean_absolute_scaled_error,
    pinball_loss,
    seasonal_scale,
    weighted_interval_score,
)
from forecasting.quantiles import LEVELS


def test_mean_absolute_error_leaves_unknown_days_out() -> None:
    assert mean_absolute_error(np.array([3.0, np.nan, 8.0]), np.array([5.0, 1.0, 4.0])) == 3.0
    assert mean_absolute_error(np.array([np.nan]), np.array([5.0])) is None


def test_mase_divides_by_the_change_from_week_to_week() -> None:
    history = np.array([10.0] * 7 + [14.0] * 7)
    assert seasonal_scale(history) == 4.0
    assert mean_absolute_scaled_error(np.array([12.0, 10.0]), np.array([14.0, 14.0]), history) == 0.75


def test_mase_of_a_constant_history_is_not_defined_rather_than_perfect() -> None:
    assert mean_absolute_scaled_error(np.array([12.0]), np.array([12.0]), np.full(60, 12.0)) is None
    assert seasonal_scale(np.arange(7.0)) is None


def test_pinball_loss_weighs_the_two_sides_by_the_level() -> None:
    loss = pinball_loss(np.array([10.0]), np.full((1, len(LEVELS)), 6.0))[0]
    at_90 = int(np.flatnonzero(np.isclose(LEVELS, 0.9))[0])
    assert loss[at_90] == pytest.approx(0.9 * 4)
    loss = pinball_loss(np.array([2.0]), np.full((1, len(LEVELS)), 6.0))[0]
    assert loss[at_90] == pytest.approx(0.1 * 4)


def test_weighted_interval_score_is_twice_the_mean_pinball_loss() -> None:
    # The two definitions agree for symmetric levels (Bracher and others 2021, section 2.2).
    random = np.random.default_rng(3)
    quantiles = np.sort(random.gamma(2, 10, (5, len(LEVELS))), axis=1)
    actual = random.gamma(2, 10, 5)
    expected = 2 * pinball_loss(actual, quantiles).mean()
    assert weighted_interval_score(actual, quantiles) == pytest.approx(expected)


def test_weighted_interval_score_of_a_point_is_the_absolute_error() -> None:
    quantiles = np.full((1, len(LEVELS)), 6.0)
    assert weighted_interval_score(np.array([10.0]), quantiles) == pytest.approx(4.0)


def test_coverage_counts_bounds_as_inside_and_refuses_levels_that_are_not_there() -> None:
    quantiles = np.tile(LEVELS * 10, (4, 1))
    assert interval_coverage(np.array([1.0, 9.0, 0.5, 5.0]), quantiles) == 0.75
    assert interval_coverage(np.array([np.nan] * 4), quantiles) is None
    with pytest.raises(ValueError, match=r"no quantiles for the central interval of 0\.77"):
        interval_coverage(np.zeros(4), quantiles, 0.77)
