"""Alarms of monitoring: how often they come for nothing, and how soon when something has changed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forecasting.monitoring.alarms import REFERENCE, Limits, find_alarms, find_limits
from forecasting.monitoring.blocks import Block, score_variances
from forecasting.monitoring.censored import normal_scores, shares_inside
from forecasting.quantiles import LEVELS, predict_counts

DAY = date(2026, 6, 1)


def test_the_limits_are_those_of_the_tables() -> None:
    """Montgomery, Statistical Quality Control, table 9.3: k = 1/2, h = 4 and 5 give 168 and 465 in control."""
    for width, run_length in ((4.0, 168), (5.0, 465)):
        # One series with n blocks a year, both charts sharing the false alarms, has a run length of 2 n.
        limits = find_limits(1, run_length / 2)
        assert limits.cusum == pytest.approx(width, abs=0.05)
    assert find_limits(1, 185.2).single == pytest.approx(3.0, abs=0.01)  # Shewhart: one in 370


@pytest.mark.parametrize("n_series", [5, 75])
def test_a_calm_hospital_is_alarmed_about_once_a_year(n_series: int) -> None:
    limits = find_limits(n_series, 52)
    random = np.random.default_rng(1)
    years = 2000 // n_series
    n_alarms = sum(len(find_alarms(random.standard_normal(52 * years), limits)) for _ in range(n_series))
    assert 0.7 < n_alarms / years < 1.4


def test_a_drift_is_found_and_its_beginning_named() -> None:
    random = np.random.default_rng(2)
    scores = random.standard_normal(40) * 0.6
    scores[20:] += 1.5
    alarms = find_alarms(scores.tolist(), find_limits(20, 52))
    assert not alarms[0].is_sudden
    assert alarms[0].is_high
    assert 19 <= alarms[0].since <= 21
    assert alarms[0].at <= 29


def test_a_sudden_change_is_found_at_once_and_on_its_side() -> None:
    scores = [0.3, -0.4, 0.1, -6.0, 0.2]
    (alarm,) = find_alarms(scores, Limits(6.0, 3.5))
    assert (alarm.since, alarm.at, alarm.is_high, alarm.is_sudden) == (3, 3, False, True)


def test_scores_within_the_reference_never_add_up() -> None:
    assert find_alarms([REFERENCE] * 500, Limits(4.0, 3.0)) == []


def test_scores_of_right_forecasts_are_standard_normal() -> None:
    random = np.random.default_rng(3)
    prediction = predict_counts(np.full(4000, 40.0), np.full(4000, 90.0))
    actual = random.negative_binomial(40 * 40 / 50, 40 / 90, 4000).astype(float)
    scores = normal_scores(prediction.quantiles, actual)
    assert scores.mean() == pytest.approx(0, abs=0.05)
    assert scores.std() == pytest.approx(1, abs=0.05)


def test_counts_on_the_bounds_lie_inside_in_part() -> None:
    certain = np.zeros((1, len(LEVELS)))
    assert shares_inside(certain, np.array([0.0])).tolist() == pytest.approx([0.8])
    straight = np.tile(LEVELS * 100, (3, 1))
    assert shares_inside(straight, np.array([5.5, 50.5, 99.5])).tolist() == pytest.approx([0, 1, 0])
    random = np.random.default_rng(6)
    small = predict_counts(np.full(4000, 0.6), np.full(4000, 0.7))
    actual = random.negative_binomial(0.36 / 0.1, 0.6 / 0.7, 4000).astype(float)
    assert shares_inside(small.quantiles, actual).mean() == pytest.approx(0.8, abs=0.03)


def test_scores_of_ties_edges_and_certain_forecasts() -> None:
    quantiles = np.stack([np.where(LEVELS <= 0.6, 0.0, 1.0), np.full(len(LEVELS), 5.0), LEVELS * 10])
    scores = normal_scores(quantiles, np.array([0.0, 5.0, 5.0]))
    assert scores[0] < 0
    assert scores[1] == pytest.approx(0, abs=1e-9)
    assert scores[2] == pytest.approx(0, abs=1e-9)
    outside = normal_scores(quantiles, np.array([50.0, 6.0, -4.0]))
    assert outside.tolist()[::2] == [4.0, -4.0]
    assert outside[1] == pytest.approx(2.326 + 1, abs=0.01)


@pytest.mark.parametrize(("correlation", "most"), [(0.0, 0.5), (0.2, 1.2), (0.3, 3.0)])
def test_days_that_go_wrong_together_raise_few_false_alarms(correlation: float, most: float) -> None:
    """The whole way from daily scores, with the spread guessed from half a year of weekly forecasts."""
    random = np.random.default_rng(7)
    n_blocks, n_series, n_hospitals = 26, 74, 6
    limits, n_alarms = find_limits(n_series, 52), 0
    for _ in range(n_series * n_hospitals):
        days = correlation**0.5 * random.standard_normal((n_blocks, 1))
        days = days + (1 - correlation) ** 0.5 * random.standard_normal((n_blocks, 7))
        blocks = [Block(DAY, DAY, 7, float(mean), 0.0, 0.0, (0.5, 0.8, 0.95)) for mean in days.mean(axis=1)]
        scores = np.array([block.score for block in blocks]) / np.sqrt(score_variances(blocks, 0.2))
        n_alarms += len(find_alarms(scores.tolist(), limits))
    assert n_alarms / (n_hospitals * n_blocks / 52) <= most
