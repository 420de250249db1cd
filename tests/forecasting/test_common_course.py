"""What sister series have in common beyond the calendar is told apart from the noise of each, and nothing ahead is used."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from data.inputs import Measure
from forecasting.common_course import OwnCourse, common_course
from forecasting.forecasters import Context
from forecasting.forecasters.regression import Regression
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries, SeriesKey
from forecasting.shapes import learn_shapes

MONDAY = date(2022, 1, 3)
N_DAYS = 900


def series(values: FloatArray, unit: str) -> DailySeries:
    return DailySeries(SeriesKey(unit, Measure.ATTENDANCES), MONDAY, np.asarray(values, dtype=float))


def region(seed: int, n_sisters: int = 6) -> tuple[list[DailySeries], FloatArray]:
    """Sisters whose level wanders together, each with much noise of its own; and the level that they share."""
    random = np.random.default_rng(seed)
    level = np.exp(np.cumsum(random.normal(0, 0.02, N_DAYS + 60)))
    level /= level[:N_DAYS].mean()
    return [series(random.poisson(40 * level), f"S{number}") for number in range(n_sisters)], level


def test_the_common_course_is_the_mean_of_the_quieter_sisters_and_goes_on_where_some_are_silent() -> None:
    random = np.random.default_rng(1)
    truth = np.cumsum(random.normal(0, 0.1, 200))
    noise = (0.05, 0.05, 2.0)
    courses = [
        OwnCourse(MONDAY, 3 + number + truth + random.normal(0, own, 200), 150)
        for number, own in enumerate(noise)
    ]
    late = OwnCourse(MONDAY + timedelta(days=100), courses[0].values[100:150] - 9, 50)
    found = common_course([*courses, late])
    assert found is not None
    away = found.over(MONDAY, 200) - (truth - truth[:150].mean())
    assert np.abs(away - away.mean()).mean() < 0.1
    assert found.over(MONDAY + timedelta(days=190), 30)[-1] == found.values[-1]
    assert common_course(courses[:2]) is None, (
        "two series have nothing in common that could be told from chance"
    )


def test_a_level_that_sisters_share_is_found_sooner_than_by_each_alone() -> None:
    errors: dict[str, list[float]] = {"alone": [], "together": []}
    for seed in range(12):
        sisters, level = region(seed)
        known = [one.before(N_DAYS) for one in sisters]
        shapes = learn_shapes(known, {}, 0)
        for name, context in (("alone", Context()), ("together", Context(shapes=shapes))):
            for one in known:
                means = Regression().fit(one, context).means(one, [N_DAYS], 7)[0]
                errors[name].append(float(np.abs(means - 40 * level[N_DAYS : N_DAYS + 7]).mean()))
    assert np.mean(errors["together"]) < 0.95 * np.mean(errors["alone"])


def test_nothing_of_the_sisters_after_the_origin_is_used() -> None:
    sisters, _ = region(3)
    changed = [
        series(np.where(np.arange(len(one.counts)) < N_DAYS, one.counts, 400.0), one.key.unit_id)
        for one in sisters
    ]
    found = []
    for own in (sisters, changed):
        shapes = learn_shapes(own, {}, 400)
        context = Context(shapes=shapes)
        fitted = Regression().fit(own[0].before(N_DAYS - 30), context)
        found.append(fitted.means(own[0], [N_DAYS - 30, N_DAYS], 14))
    np.testing.assert_allclose(found[0], found[1])
