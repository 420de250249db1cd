"""Challengers know at each cutoff what their sisters did until then, and learn from nothing after the oldest one."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from data.calendar import local_midnight
from data.inputs import Measure
from forecasting.monitoring.challengers import _context, try_challengers
from forecasting.monitoring.counted import Counted
from forecasting.monitoring.pairs import Pairs
from forecasting.quantiles import LEVELS, FloatArray
from forecasting.series import DailySeries, SeriesKey

FIRST, ZONE = date(2024, 1, 1), "Europe/London"
N_DAYS, N_WEEKS = 700, 10
OLDEST = N_DAYS - 7 * N_WEEKS


def wards(after: float = 1.0) -> list[FloatArray]:
    """Four wards whose levels wander together; on all days from the oldest cutoff on, `after` times as many come."""
    random = np.random.default_rng(7)
    together = np.exp(np.cumsum(random.normal(0, 0.03, N_DAYS)))
    change = np.where(np.arange(N_DAYS) < OLDEST, 1.0, after)
    return [random.poisson(60 * together / together.mean()) * change for _ in range(4)]


def pairs(values: FloatArray, unit: str) -> Pairs:
    """Ten weekly forecasts of what came the week before, whatever the day."""
    key = SeriesKey(unit, Measure.ADMISSIONS)
    midnights = pd.DatetimeIndex([local_midnight(FIRST + timedelta(days=day), ZONE) for day in range(N_DAYS)])
    counted = Counted(
        key,
        pd.Series(values, midnights),
        pd.Series(np.zeros(N_DAYS, dtype=bool), midnights),
        7,
        DailySeries(key, FIRST, values),
    )
    days = np.arange(OLDEST, N_DAYS)
    week = (days - OLDEST) // 7
    said = np.array([values[OLDEST + 7 * own - 7 : OLDEST + 7 * own].mean() for own in week])
    return Pairs(
        counted,
        "combination",
        week,
        tuple(pd.Timestamp(midnights[OLDEST + 7 * own]) for own in range(N_WEEKS)),
        midnights[days],
        days - OLDEST,
        np.repeat(said[:, np.newaxis], len(LEVELS), axis=1),
        values[days],
        np.zeros(len(days), dtype=bool),
    )


def all_pairs(after: float = 1.0) -> dict[SeriesKey, Pairs]:
    found = [pairs(values, f"W{number}") for number, values in enumerate(wards(after))]
    return {one.key: one for one in found}


def test_the_course_in_common_goes_on_and_nothing_else_is_learnt_after_the_oldest_cutoff() -> None:
    oldest = FIRST + timedelta(days=OLDEST)
    shape, other = (
        _context(all_pairs(after), {}, ZONE).shape(Measure.ADMISSIONS, oldest) for after in (1.0, 3.0)
    )
    assert shape.course is not None
    assert other.course is not None
    assert len(shape.course.values) == N_DAYS
    np.testing.assert_array_equal(shape.course.values[:OLDEST], other.course.values[:OLDEST])
    assert np.median(other.course.values[OLDEST:] - shape.course.values[OLDEST:]) == pytest.approx(
        np.log(3.0)
    )
    assert shape.effects == other.effects
    np.testing.assert_array_equal(shape.levels["pooled"].coefficients, other.levels["pooled"].coefficients)


@pytest.mark.parametrize("name", ["regression", "pooled"])
def test_forecasters_that_share_are_tried_and_nearer_than_the_week_before(name: str) -> None:
    rivals, n_late = try_challengers(all_pairs(), [name], {}, ZONE, 600)
    assert n_late == 0
    gains = [
        rival.challenger.gain
        for own in rivals.values()
        for rival in own
        if rival.challenger.forecaster == name
    ]
    assert len(gains) == 4
    assert np.mean(gains) > 0
