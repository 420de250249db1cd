"""The quick forecasters: holidays, level, small counts, odd days, and what sister series share."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from data.inputs import Measure
from forecasting.forecasters import (
    FORECASTERS,
    POOLED,
    Context,
    Intermittent,
    Regression,
    RegressionArima,
    Theta,
    WeekdayMedian,
)
from forecasting.monitoring.censored import shares_inside
from forecasting.selection import choose, forecast_series
from forecasting.series import DailySeries, SeriesKey
from forecasting.shapes import learn_shapes
from forecasting.trials import trial_origins, try_forecasters

MONDAY = date(2024, 1, 1)
QUICK = ("seasonal_naive", "weekday_median", "theta", "regression_arima", "regression")


def series(values: np.ndarray, unit: str = "A", first: date = MONDAY) -> DailySeries:
    return DailySeries(SeriesKey(unit, Measure.ADMISSIONS), first, np.asarray(values, dtype=float))


def weekly(n_days: int, seed: int = 1, weekday: float = 30.0, weekend: float = 12.0) -> np.ndarray:
    mean = np.where(np.arange(n_days) % 7 < 5, weekday, weekend)
    return np.random.default_rng(seed).poisson(mean).astype(float)


@pytest.mark.parametrize("forecaster", [WeekdayMedian(), Theta(), RegressionArima(), Regression()])
def test_each_knows_the_weekdays_from_any_origin(forecaster: Regression) -> None:
    history = series(weekly(280))
    rows = forecaster.fit(history.before(250), Context()).means(history, [250, 263, 280], 14)
    for origin, row in zip((250, 263, 280), rows, strict=True):
        weekday = (origin + np.arange(14)) % 7
        assert row[weekday < 5].mean() == pytest.approx(30, rel=0.12)
        assert row[weekday >= 5].mean() == pytest.approx(12, rel=0.25)


# Those that learn from sister series have a test of their own, with sisters.
@pytest.mark.parametrize("name", sorted(set(FORECASTERS) - {one.name for one in POOLED}))
def test_nothing_after_the_origin_is_used(name: str) -> None:
    values = weekly(420) * (0 if name == "intermittent" else 1)
    values[::9] += 5
    # Gaps before and across the origins: what fills them must not come from later days either.
    values[[100, 388, 389, 393, 394, 398, 399]] = np.nan
    changed = values.copy()
    changed[400:] *= 3
    forecaster = FORECASTERS[name]
    fitted = forecaster.fit(series(values).before(390), Context())
    before, after = (fitted.means(series(own), [395, 400], 7) for own in (values, changed))
    np.testing.assert_allclose(before, after)


def test_a_regression_learns_a_holiday_with_the_day_after_and_moves_both() -> None:
    values = weekly(800) + 20
    feast = {MONDAY + timedelta(days=100): "Feast", MONDAY + timedelta(days=460): "Feast"}
    for day in feast:
        number = (day - MONDAY).days
        values[number] *= 0.5
        values[number + 1] *= 1.3
    ahead = MONDAY + timedelta(days=802)
    history = series(values)
    with_feast = Regression().fit(history, Context({**feast, ahead: "Feast"})).means(history, [800], 6)[0]
    without = Regression().fit(history, Context()).means(history, [800], 6)[0]
    assert with_feast[2] / without[2] == pytest.approx(0.5, abs=0.1)
    assert with_feast[3] / without[3] == pytest.approx(1.25, abs=0.1)
    assert with_feast[5] / without[5] == pytest.approx(1, abs=0.05)


def test_one_odd_day_leaves_the_level_and_a_lasting_shift_moves_it() -> None:
    values = weekly(300)
    spiked, shifted = values.copy(), values.copy()
    spiked[-3] = 400
    shifted[-70:] += 25
    plain, after_spike, after_shift = (
        Regression().fit(series(own), Context()).means(series(own), [300], 7)[0].mean()
        for own in (values, spiked, shifted)
    )
    assert after_spike == pytest.approx(plain, rel=0.05)
    assert after_shift == pytest.approx(plain + 25, rel=0.12)


def test_a_demand_that_has_ended_fades_and_one_that_is_rare_stays_rare() -> None:
    random = np.random.default_rng(2)
    rare = (random.random(400) < 0.1).astype(float) * 2
    ended = rare.copy()
    ended[-120:] = 0
    expected = [
        float(Intermittent().fit(series(own), Context()).means(series(own), [400], 1)[0, 0])
        for own in (rare, ended)
    ]
    assert expected[0] == pytest.approx(0.2, abs=0.1)
    assert expected[1] < 0.03


def test_a_short_history_takes_the_time_of_year_from_its_sisters() -> None:
    random = np.random.default_rng(4)
    days = np.arange(1000)
    wave = np.exp(0.25 * np.cos(2 * np.pi * days / 365.25))
    sisters = [series(random.poisson(60 * wave), f"S{number}") for number in range(4)]
    start = 700
    young = series(random.poisson(60 * wave[start:]), "Y", MONDAY + timedelta(days=start))
    shapes = learn_shapes([*sisters, young], {}, 0)
    alone, shared = (
        Regression().fit(young, Context(shapes=own)).means(young, [young.n_days], 84)[0]
        for own in ({}, shapes)
    )
    truth = 60 * np.exp(0.25 * np.cos(2 * np.pi * (1000 + np.arange(84)) / 365.25))
    assert np.abs(shared - truth).mean() < 0.06 * 60
    assert np.abs(shared - truth).mean() < np.abs(alone - truth).mean()


def test_a_week_more_of_data_changes_the_forecast_only_a_little() -> None:
    values = weekly(700, seed=5)
    longer = forecast_series(series(values), 14, QUICK, 30, Context())
    shorter = forecast_series(series(values[:-7]), 21, QUICK, 30, Context())
    np.testing.assert_allclose(longer.prediction.mean, shorter.prediction.mean[7:], rtol=0.08)
    widths = [
        one.quantiles[:, -3] - one.quantiles[:, 2] for one in (longer.prediction, shorter.prediction.tail(14))
    ]
    np.testing.assert_allclose(widths[0], widths[1], rtol=0.15)


def test_origins_stay_where_they_are_when_days_are_added() -> None:
    before, after = (trial_origins(series(weekly(n_days)), 30) for n_days in (600, 607))
    assert len(set(before) & set(after)) >= 28


def test_a_forecaster_that_is_clearly_better_alone_is_used_alone_and_the_reason_says_so() -> None:
    # The last week repeated exactly: combined with anything else it can only get worse.
    pattern = np.random.default_rng(3).permutation(np.arange(10, 80, 10)).astype(float)
    values = np.tile(pattern, 60) + np.repeat(np.random.default_rng(4).normal(0, 30, 60), 7).clip(-5, 60)
    result = forecast_series(series(values.round()), 7, ("seasonal_naive", "weekday_median"), 30, Context())
    assert result.backtest is not None
    assert result.backtest.error is not None
    assert result.forecaster in {"combination", "seasonal_naive", "weekday_median"}
    if result.forecaster != "combination":
        assert result.reason.startswith("clearly better alone than combined: ")


def test_intervals_of_small_and_large_counts_hold_what_they_say() -> None:
    """24 series of 14 days: about two standard errors on either side. Counts on a bound are inside in part."""
    random = np.random.default_rng(6)
    inside: dict[float, list[float]] = {0.8: [], 0.95: []}
    for number, mean in enumerate((3.0, 40.0, 400.0)):
        for repeat in range(8):
            counts = random.poisson(mean, 500).astype(float)
            history = series(counts[:486], f"U{number}{repeat}")
            trials = try_forecasters(history, 14, ("weekday_median", "regression_arima"), 30, Context())
            quantiles = choose([trials], Context())[0].prediction.quantiles
            for nominal, shares in inside.items():
                shares.extend(shares_inside(quantiles, counts[486:], nominal))
    assert np.mean(inside[0.8]) == pytest.approx(0.8, abs=0.045)
    assert np.mean(inside[0.95]) == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize("rate", [0.3, 1.0])
def test_rare_counts_are_not_forecast_as_none(rate: float) -> None:
    """Absolute errors prefer the forecast 0 for a count that is mostly 0: nobody would be planned for those who come."""
    expected = []
    for seed in range(6):
        counts = np.random.default_rng(seed).poisson(rate, 700)
        found = forecast_series(series(counts), 14, (*QUICK, "intermittent", "ets"), 20, Context())
        expected.append(found.centre.mean() / rate)
    assert np.mean(expected) == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize("name", ["regression_arima", "regression"])
@pytest.mark.parametrize("mean", [0.1, 0.3])
def test_regressions_expect_of_a_rare_count_what_comes(name: str, mean: float) -> None:
    """Most days are zero, so that by robust spreads those on which something comes would be odd ones, and drawn in."""
    expected, came = [], []
    for seed in range(4):
        weekly = np.where(np.arange(800) % 7 < 5, 1.2, 0.5)
        counts = np.random.default_rng(seed).poisson(mean * weekly).astype(float)
        history = DailySeries(SeriesKey("A", Measure.ADMISSIONS), date(2024, 1, 1), counts)
        fitted = FORECASTERS[name].fit(history.before(400), Context())
        expected.append(fitted.means(history, range(400, 786, 7), 7).mean())
        came.append(counts[400:].mean())
    assert np.mean(expected) == pytest.approx(np.mean(came), rel=0.15)
