"""How levels go on is learnt from all series of a kind, from nothing after the origin, and said to be left out where it cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from data.inputs import Measure
from forecasting.common_course import OwnCourse, noise_of
from forecasting.forecasters import POOLED, Context, NotSuitedError, Pooled
from forecasting.level_features import N_FEATURES, base_levels, level_features
from forecasting.pooled_levels import learn_levels
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries, SeriesKey
from forecasting.shapes import learn_shapes
from forecasting.trials import STEP_DAYS, try_forecasters
from forecasting.weighting import own_weights

MONDAY = date(2022, 1, 3)
WEEKLY, YEARLY = POOLED


def falling_back(seed: int, n_days: int, half_life: float) -> FloatArray:
    """A level around zero that comes back half of its way within `half_life` days, seen with noise."""
    random = np.random.default_rng(seed)
    kept = 0.5 ** (1 / half_life)
    level = np.zeros(n_days)
    for day in range(1, n_days):
        level[day] = kept * level[day - 1] + random.normal(0, 0.1)
    return np.asarray(level + random.normal(0, 0.1, n_days))


def ward(seed: int, n_days: int = 900, measure: Measure = Measure.OCCUPIED_BEDS) -> DailySeries:
    random = np.random.default_rng(seed + 1000)
    mean = 100 * np.exp(falling_back(seed, n_days, 10.0))
    return DailySeries(SeriesKey(f"S{seed}", measure), MONDAY, random.poisson(mean).astype(float))


def test_features_are_what_the_days_before_the_origin_say_in_the_plainest_words() -> None:
    random = np.random.default_rng(5)
    levels = random.normal(0, 1, 800)
    origins, ahead = np.array([1, 30, 500, 800]), np.array([0, 6, 27])
    found = level_features(levels, origins, ahead)
    assert found.shape == (4, 3, N_FEATURES)
    for row, origin in enumerate(origins):
        base = levels[max(0, origin - 28) : origin].mean()
        assert base_levels(levels, origins)[row] == pytest.approx(base)
        for number, days in enumerate((1, 3, 7, 14, 56, 112, 364)):
            expected = levels[max(0, origin - days) : origin].mean() - base
            np.testing.assert_allclose(found[row, :, number], expected, atol=1e-9)
        for column, days in enumerate(ahead):
            then = origin - 364
            expected = 0.0
            if then >= 28:
                near = levels[then + days - 7 : min(then + days + 8, origin)]
                expected = near.mean() - levels[then - 28 : then].mean()
            assert found[row, column, -1] == pytest.approx(expected, abs=1e-9)


def test_sisters_teach_that_a_level_falls_back() -> None:
    courses = [OwnCourse(MONDAY, falling_back(seed, 900, 10.0), 900) for seed in range(8)]
    levels = learn_levels(courses)
    assert levels is not None
    errors: dict[str, list[float]] = {"last weeks": [], "learnt": []}
    for seed in range(8):
        own = falling_back(100 + seed, 900, 10.0)
        origins = list(range(400, 860, 10))
        learnt = levels.ahead(own[:860], noise_of(own[:400]), MONDAY, origins, 28)
        days = np.array(origins)[:, np.newaxis] + np.arange(28)
        errors["learnt"].append(float(np.abs(learnt - own[days]).mean()))
        usual = base_levels(own, np.array(origins))[:, np.newaxis]
        errors["last weeks"].append(float(np.abs(usual - own[days]).mean()))
    assert np.mean(errors["learnt"]) < 0.95 * np.mean(errors["last weeks"])
    assert learn_levels(courses[:2]) is None, "two series are too few to be alike"


@pytest.mark.parametrize("change", [0.0, 0.4])
def test_a_sister_that_hardly_ever_changes_leaves_what_the_others_taught_as_it_is(change: float) -> None:
    courses = [OwnCourse(MONDAY, falling_back(seed, 900, 10.0), 900) for seed in range(4)]
    still = OwnCourse(MONDAY, np.where(np.arange(900) < 400, 0.0, change), 900)
    others, together = learn_levels(courses), learn_levels([*courses, still])
    assert others is not None
    assert together is not None
    np.testing.assert_array_equal(together.coefficients, others.coefficients)
    np.testing.assert_array_equal(together.course.values, others.course.values)
    assert learn_levels([*courses[:2], still]) is None


def test_days_ahead_beyond_those_that_were_learnt_go_on_as_the_last() -> None:
    courses = [OwnCourse(MONDAY, falling_back(seed, 500, 10.0), 500) for seed in range(3)]
    levels = learn_levels(courses)
    assert levels is not None
    ahead = levels.ahead(courses[0].values, 0.1, MONDAY, [500], 200)
    assert ahead.shape == (1, 200)
    assert np.isfinite(ahead).all()
    assert np.abs(ahead[0, 100:]).max() < 1


@pytest.mark.parametrize("pooled", POOLED, ids=["weekly", "yearly"])
def test_nothing_after_the_origin_is_used(pooled: Pooled) -> None:
    sisters = [ward(seed, 1300) for seed in range(4)]
    changed = [
        DailySeries(one.key, MONDAY, np.where(np.arange(1300) < 1260, one.counts, 400.0)) for one in sisters
    ]
    found = []
    for own in (sisters, changed):
        context = Context(shapes=learn_shapes(own, {}, 400))
        fitted = pooled.fit(own[0].before(1200), context)
        found.append(fitted.means(own[0], [1200, 1260], 14))
    np.testing.assert_allclose(found[0], found[1])


def test_a_series_alone_says_that_there_are_too_few_and_counts_as_no_failure() -> None:
    alone = ward(1)
    context = Context(shapes=learn_shapes([alone], {}, 400))
    with pytest.raises(NotSuitedError, match="too few series of its kind to learn from"):
        WEEKLY.fit(alone, context)
    trials = try_forecasters(alone, 14, ("weekday_median", "pooled"), 20, context)
    assert trials.names == ("weekday_median",)
    assert (trials.failures, trials.excluded) == ({}, {"pooled": "too few series of its kind to learn from"})


@pytest.mark.parametrize("later", [0, 60, 120])
def test_three_years_of_history_suffice_for_the_time_of_year_whenever_they_end(later: int) -> None:
    """Refits come twice a year; what sisters share at the oldest origin must not depend on how long ago the last was."""
    first_day = MONDAY + timedelta(days=later)
    sisters = [DailySeries(one.key, first_day, one.counts) for one in (ward(seed, 1095) for seed in range(3))]
    context = Context(shapes=learn_shapes(sisters, {}, 41 * STEP_DAYS))
    trials = try_forecasters(sisters[0], 7, ("pooled_yearly",), 40, context)
    assert trials.names == ("pooled_yearly",), trials.excluded


def test_short_and_constant_series_are_named_before_anything_is_learnt() -> None:
    assert WEEKLY.why_not(ward(1, 100)) == "100 days are less than 200"
    assert YEARLY.why_not(ward(1, 300)) == "300 days are less than 700"
    constant = DailySeries(SeriesKey("S", Measure.OCCUPIED_BEDS), MONDAY, np.ones(800))
    assert WEEKLY.why_not(constant) == "the series never changes"


@pytest.mark.parametrize(("mean", "times"), [(40.0, 4.0), (1.0, 1.0)])
def test_what_knows_most_counts_more_than_its_trials_say_where_counts_are_large(
    mean: float, times: float
) -> None:
    actual = np.full((10, 7), mean)
    past = np.stack([actual + 0.5, actual - 0.5])
    weights = own_weights(("regression", YEARLY.name), past, actual)
    assert weights.sum(axis=0) == pytest.approx(1)
    assert weights[1] / weights[0] == pytest.approx(times, rel=0.1)
