"""Quantiles are never negative and never cross; sample paths keep what they are drawn from."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.quantiles import LEVELS, predict_counts, sample_paths


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-50, 5000), st.floats(-10, 1e6)),
        min_size=1,
        max_size=8,
    )
)
def test_quantiles_are_finite_never_negative_and_never_cross(moments: list[tuple[float, float]]) -> None:
    mean, variance = (np.array(values) for values in zip(*moments, strict=True))
    prediction = predict_counts(mean, variance)
    assert prediction.quantiles.shape == (len(moments), len(LEVELS))
    assert np.isfinite(prediction.quantiles).all()
    assert (prediction.quantiles >= 0).all()
    assert (np.diff(prediction.quantiles, axis=1) >= 0).all()
    assert (prediction.mean >= 0).all()


def test_no_variance_gives_the_mean_itself() -> None:
    assert (predict_counts(np.array([12.0]), np.array([0.0])).quantiles == 12).all()


def test_paths_are_whole_numbers_with_the_mean_even_of_rare_events() -> None:
    prediction = predict_counts(np.array([0.1, 3.0, 40.0]), np.array([0.12, 4.0, 90.0]))
    paths = sample_paths(prediction, 0.2, 20_000, np.random.default_rng(1))
    assert paths.dtype == np.int64
    assert paths.min() >= 0
    np.testing.assert_allclose(paths.mean(axis=0), prediction.mean, rtol=0.06)


def test_days_that_go_together_make_their_sum_more_uncertain() -> None:
    prediction = predict_counts(np.full(7, 20.0), np.full(7, 30.0))
    alone, together = (
        sample_paths(prediction, correlation, 4000, np.random.default_rng(1)).sum(axis=1).std()
        for correlation in (0.0, 0.5)
    )
    assert together > 1.6 * alone
