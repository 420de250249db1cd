"""Declared events: those that come again move the forecast, steps are followed at once, and nothing is without a word."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from pydantic import ValidationError

from data.configuration.planning import ForecastEvent
from data.forecast import Forecast
from data.inputs import Measure
from forecasting.breaks import break_notes
from forecasting.cleaning import CleanSeries
from forecasting.events import event_changes
from forecasting.forecast import make_forecast
from forecasting.series import DailySeries, SeriesKey
from forecasting.steps import at_present_level
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs

PLANNED = date(2026, 6, 1)
N_DAYS = 300
FIRST = PLANNED - timedelta(days=N_DAYS)
KEY = SeriesKey("A", Measure.ADMISSIONS)
SETTINGS = {"forecasters": ["seasonal_naive", "ets"], "n_samples": 200, "backtest_origins": 12}
AHEAD = {"name": "Strike", "kind": "repeats", "first_day": "2026-06-02", "last_day": "2026-06-03"}


def strike(first: date, n_days: int, **more: object) -> ForecastEvent:
    return ForecastEvent(
        name="Strike",
        kind="repeats",
        first_day=first,
        last_day=first + timedelta(days=n_days - 1),
        **more,  # type: ignore[arg-type]
    )


def clean(values: np.ndarray, masked: list[int]) -> CleanSeries:
    known = values.astype(float)
    known[masked] = np.nan
    counted = DailySeries(KEY, FIRST, known)
    return CleanSeries(DailySeries(KEY, FIRST, values.astype(float)), counted, counted, ())


def forecast_with(events: list[dict[str, object]], values: np.ndarray) -> Forecast:
    place = hospital({"A": "ward"}, forecasting={**SETTINGS, "events": events})
    counts = counts_table("A", FIRST, admissions=values.tolist())
    return make_forecast(plan_inputs(place, PLANNED, counts=counts))


def medians(forecast: Forecast) -> np.ndarray:
    frame = forecast.quantiles.to_pandas()
    chosen = (frame["measure"] == "admissions") & (frame["quantile"] == 0.5)
    return frame[chosen].sort_values("time")["value"].to_numpy()


def steady(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).poisson(40, N_DAYS)


def past(day: int, n_days: int = 3) -> dict[str, object]:
    first = FIRST + timedelta(days=day)
    return {**AHEAD, "first_day": str(first), "last_day": str(first + timedelta(days=n_days - 1))}


def test_an_event_that_comes_again_moves_its_days_ahead_by_what_its_earlier_days_show() -> None:
    values = steady()
    for day in (100, 180, 250):
        values[day : day + 3] = np.random.default_rng(day).poisson(16, 3)
    plain = medians(forecast_with([], values))
    forecast = forecast_with([past(100), past(180), past(250), AHEAD], values)
    ratio = medians(forecast) / plain
    assert ratio[[1, 2]] == pytest.approx(0.4, abs=0.06)
    assert ratio[[0, 3, 4, 5, 6]] == pytest.approx(1, abs=0.05)
    [note] = [note.text for note in forecast.notes if "Strike" in note.text]
    assert note.startswith("Strike is in the forecast (learnt from 9 earlier days): A admissions -")


def test_what_cannot_be_learnt_is_said_and_a_given_percentage_is_used() -> None:
    values = steady()
    plain = medians(forecast_with([], values))
    unknown = forecast_with([AHEAD], values)
    assert medians(unknown) == pytest.approx(plain)
    assert [note.text for note in unknown.notes if "Strike" in note.text] == [
        (
            "Strike is ahead, but there are no earlier days to learn it from for A admissions: forecast as ordinary days. Give "
            "its percent, if it is known."
        )
    ]
    given = forecast_with([{**AHEAD, "percent": -25}], values)
    assert (medians(given) / plain)[[1, 2]] == pytest.approx(0.75)
    assert "Strike is in the forecast (as given): A admissions -25 %." in [note.text for note in given.notes]


def test_days_to_ignore_change_nothing_ahead_and_that_is_said() -> None:
    values = steady()
    forecast = forecast_with([{**AHEAD, "kind": "ignore"}], values)
    assert medians(forecast) == pytest.approx(medians(forecast_with([], values)))
    [note] = [note.text for note in forecast.notes if "Strike" in note.text]
    assert note.startswith('Strike reaches days ahead, but an event to "ignore" changes nothing there')


def test_events_of_other_units_teach_nothing_and_change_nothing() -> None:
    own = clean(steady(), [])
    other = [strike(FIRST + timedelta(days=50), 3, unit_ids=("B",)), strike(PLANNED, 2, unit_ids=("B",))]
    changes = event_changes(own, other, [PLANNED, PLANNED + timedelta(days=1)])
    assert (changes.factors == 1).all()
    assert (changes.effects, changes.unknown) == ({}, ())


def test_one_day_teaches_less_than_many_and_leaves_more_doubt() -> None:
    """The effect of a single small day is drawn towards none, and the forecast is wider for it."""
    values = np.random.default_rng(3).poisson(6, N_DAYS)
    days = list(range(100, 103)) + list(range(150, 153)) + list(range(200, 203))
    values[days] = 1
    ahead = [PLANNED]
    once = event_changes(
        clean(values, days), [strike(FIRST + timedelta(days=100), 1), strike(PLANNED, 1)], ahead
    )
    events = [strike(FIRST + timedelta(days=day), 3) for day in (100, 150, 200)]
    often = event_changes(clean(values, days), [*events, strike(PLANNED, 1)], ahead)
    assert often.factors[0] < once.factors[0] < 0.8
    assert often.deviations[0] < once.deviations[0]


def test_a_step_brings_the_days_before_to_the_new_level_and_is_no_break_any_more() -> None:
    day = np.arange(N_DAYS)
    mean = np.where(day % 7 < 5, 30.0, 12.0) * np.where(day < 220, 1.0, 1.5)
    series = DailySeries(KEY, FIRST, np.random.default_rng(2).poisson(mean).astype(float))
    assert break_notes(series)
    move = ForecastEvent(name="Ward move", kind="step", first_day=FIRST + timedelta(days=220))
    levelled, [note] = at_present_level(series, [move], PLANNED)
    assert (levelled.counts[220:] == series.counts[220:]).all()
    assert levelled.counts[:220].mean() / series.counts[:220].mean() == pytest.approx(1.5, abs=0.1)
    assert break_notes(levelled) == []
    assert note.text.startswith("A admissions: Ward move from 2026-03-13: ")
    assert note.text.endswith(" % more; days before are taken at the new level.")
    given, _ = at_present_level(series, [move.model_copy(update={"percent": 40.0})], PLANNED)
    assert given.counts[:220] == pytest.approx(1.4 * series.counts[:220])


def test_a_step_of_yesterday_is_not_guessed_at() -> None:
    series = DailySeries(KEY, FIRST, steady().astype(float))
    move = ForecastEvent(name="Ward move", kind="step", first_day=PLANNED - timedelta(days=2))
    levelled, [note] = at_present_level(series, [move], PLANNED)
    assert (levelled.counts == series.counts).all()
    assert "too few days on either side" in note.text


def test_a_step_ahead_needs_its_percentage() -> None:
    values = steady()
    step = {"name": "Ward move", "kind": "step", "first_day": "2026-06-04"}
    plain = medians(forecast_with([], values))
    unknown = forecast_with([step], values)
    assert medians(unknown) == pytest.approx(plain)
    assert any(
        note.text.startswith("Ward move is ahead, but there are no earlier days") for note in unknown.notes
    )
    ratio = medians(forecast_with([{**step, "percent": 50}], values)) / plain
    assert ratio == pytest.approx([1, 1, 1, 1.5, 1.5, 1.5, 1.5])


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"kind": "step", "last_day": date(2026, 6, 1)}, "no last_day for a"),
        ({"kind": "repeats"}, 'a last_day; only a "step" has none'),
        (
            {"last_day": date(2026, 5, 1)},
            r"a last_day on or after first_day \(2026-06-01\); found 2026-05-01",
        ),
        ({"last_day": date(2026, 6, 1), "percent": 5.0}, "no percent for days"),
    ],
)
def test_events_that_make_no_sense_are_refused(event: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ForecastEvent.model_validate({"name": "X", "first_day": date(2026, 6, 1), **event})
