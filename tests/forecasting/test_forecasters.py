"""Each forecaster on series that have broken others: constant, empty, short, gappy, on the rise, exploding."""

from __future__ import annotations

import logging
from datetime import date, timedelta

import numpy as np
import pytest

from data.inputs import Measure
from forecasting.forecasters import (
    FORECASTERS,
    Context,
    Ets,
    ForecasterError,
    ProphetWithHolidays,
    RecentMean,
    SeasonalNaive,
)
from forecasting.metrics import MEDIAN
from forecasting.selection import forecast_series
from forecasting.series import DailySeries, SeriesKey, daily_series

KEY = SeriesKey("A", Measure.ADMISSIONS)
MONDAY = date(2024, 1, 1)
NAMES = tuple(FORECASTERS)


def series(values: list[float] | np.ndarray, first: date = MONDAY) -> DailySeries:
    found = daily_series(KEY, first, np.array(values, dtype=float))
    assert found is not None
    return found


def weekly(n_days: int, seed: int = 1) -> np.ndarray:
    """Poisson counts: 30 on weekdays, 12 at weekends."""
    mean = np.where(np.arange(n_days) % 7 < 5, 30.0, 12.0)
    return np.random.default_rng(seed).poisson(mean).astype(float)


def test_a_constant_series_is_forecast_as_it_is_and_its_scaled_error_is_not_defined() -> None:
    result = forecast_series(series([12.0] * 120), 14, NAMES, 10, Context())
    assert result.forecaster == "combination"
    assert result.prediction.quantiles == pytest.approx(12)
    assert result.backtest is not None
    assert result.backtest.mase is None
    assert "MASE not defined" in result.reason
    assert "ets left out: the series never changes" in result.reason


def test_one_day_of_history_gives_wide_bounds_and_says_so() -> None:
    result = forecast_series(series([8.0]), 5, NAMES, 4, Context())
    assert result.forecaster == "recent_mean"
    assert result.prediction.mean.tolist() == [8.0] * 5
    assert result.prediction.quantiles[0, 1] < 2
    assert result.prediction.quantiles[0, -2] > 16
    assert [note.text for note in result.notes] == [
        "A admissions: not enough history (1 day); recent_mean with wide bounds."
    ]


def test_a_series_of_zeros_stays_at_zero() -> None:
    result = forecast_series(series([0.0] * 90), 7, NAMES, 4, Context())
    assert (result.prediction.quantiles == 0).all()


def test_one_event_in_months_stays_within_the_scale_of_the_data() -> None:
    result = forecast_series(series([0.0] * 50 + [1.0] + [0.0] * 30), 7, NAMES, 4, Context())
    assert (result.prediction.mean <= 1).all()
    assert np.isfinite(result.prediction.quantiles).all()


@pytest.mark.parametrize("forecaster", [SeasonalNaive(), Ets()])
def test_unknown_weekends_do_not_pull_the_weekdays_down(forecaster: SeasonalNaive | Ets) -> None:
    values = weekly(140)
    values[np.arange(140) % 7 >= 5] = np.nan
    prediction = forecaster.fit(series(values), Context()).predict(series(values), 9)
    # The last known day is a Friday, so that the third day ahead is a Monday.
    assert prediction.mean[2:7].mean() == pytest.approx(30, rel=0.15)


def test_missing_days_are_reported_as_missing() -> None:
    values = weekly(100)
    values[40:45] = np.nan
    notes = forecast_series(series(values), 7, NAMES, 4, Context()).notes
    assert notes[0].text == "A admissions: 5 of 100 days are missing, not zero."


def test_exponential_smoothing_knows_the_weekdays_and_follows_a_lasting_shift() -> None:
    values = weekly(200) + np.where(np.arange(200) >= 150, 15.0, 0.0)
    prediction = Ets().fit(series(values), Context()).predict(series(values), 7)
    weekday = (series(values).end.weekday() + np.arange(7)) % 7
    assert prediction.mean[weekday < 5].mean() == pytest.approx(45, rel=0.1)
    assert prediction.mean[weekday >= 5].mean() == pytest.approx(27, rel=0.2)


def test_prophet_learns_a_holiday_and_repeats_it_on_its_new_date_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    n_days = 800
    values = weekly(n_days) + 10
    feast = {MONDAY + timedelta(days=100): "Feast", MONDAY + timedelta(days=460): "Feast"}
    for day in feast:
        values[(day - MONDAY).days] = 8
    ahead = MONDAY + timedelta(days=n_days + 2)
    history = series(values)
    with_feast = ProphetWithHolidays().fit(history, Context({**feast, ahead: "Feast"})).predict(history, 5)
    without = ProphetWithHolidays().fit(history, Context()).predict(history, 5)
    assert with_feast.mean[2] < without.mean[2] - 8
    assert with_feast.mean[3] == pytest.approx(without.mean[3], rel=0.1)
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""
    assert logging.getLogger("cmdstanpy").level == logging.ERROR


def test_prophet_leaves_small_and_short_series_to_others() -> None:
    assert ProphetWithHolidays().why_not(series(weekly(300))) == "300 days are less than a year"
    assert ProphetWithHolidays().why_not(series(np.ones(400))) == "a mean of 1 is below 3"


def test_the_choice_is_explained_with_figures() -> None:
    result = forecast_series(series(weekly(420)), 10, NAMES, 30, Context())
    assert result.forecaster == "combination"
    assert result.fallback is None
    assert result.reason.startswith("mean absolute error ")
    assert "against seasonal_naive " in result.reason
    assert "from 12 origins, MASE 0." in result.reason
    assert "; made of " in result.reason
    assert "intermittent left out: something comes on 100 % of days" in result.reason


def test_origins_of_the_backtest_do_not_share_one_weekday() -> None:
    result = forecast_series(series(weekly(420)), 7, ("seasonal_naive",), 20, Context())
    assert result.forecaster == "seasonal_naive"
    assert result.backtest is not None
    assert len({origin % 7 for origin in result.backtest.origins}) == 7


def test_a_forecaster_that_fails_is_named_in_the_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    class Exploding:
        name = "ets"

        def why_not(self, history: DailySeries) -> None:  # noqa: ARG002
            return None

        def fit(self, history: DailySeries, context: Context) -> RecentMean:  # noqa: ARG002
            longer = series(history.counts * 1000)

            class Fitted(RecentMean):
                def predict(self, history: DailySeries, n_days: int):  # type: ignore[no-untyped-def]  # noqa: ARG002
                    return RecentMean().predict(longer, n_days)

            return Fitted()

    monkeypatch.setitem(FORECASTERS, "ets", Exploding())
    result = forecast_series(series(weekly(200)), 7, ("seasonal_naive", "ets"), 4, Context())
    assert result.forecaster == "seasonal_naive"
    assert result.fallback is not None
    assert result.fallback.startswith("ets was not used: its forecast of ")
    assert "is more than 3 times the largest day" in result.fallback
    assert "seasonal_naive took its place" in result.notes[0].text


def test_all_forecasters_stay_never_negative_near_zero() -> None:
    values = np.random.default_rng(2).poisson(0.3, 400).astype(float)
    for forecaster in (SeasonalNaive(), Ets(), RecentMean()):
        prediction = forecaster.fit(series(values), Context()).predict(series(values), 30)
        assert prediction.quantiles.min() >= 0
        assert prediction.quantiles[:, MEDIAN].max() <= 3


def test_holiday_effects_that_cannot_be_found_take_their_forecasters_out_on_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They were once taken as none, without a word: a public holiday was then forecast as an ordinary day."""

    def fails(*_: object, **__: object) -> None:
        raise ForecasterError("its coefficients could not be found (not finite)")

    monkeypatch.setattr("forecasting.holiday_factors.fit_calendar_regression", fails)
    feast = {MONDAY + timedelta(days=100): "Feast", MONDAY + timedelta(days=202): "Feast"}
    result = forecast_series(series(weekly(200)), 7, ("weekday_median", "regression"), 10, Context(feast))
    assert result.forecaster == "regression"
    assert result.fallback == (
        "weekday_median was not used: what holidays change could not be found: its coefficients could not be found (not finite)"
    )
