"""A holiday made up for on a working day: a day off like others, not the feast a second time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from data.inputs import Measure
from forecasting.calendar_effects import SUBSTITUTE, holiday_name, learnt_holidays
from forecasting.forecasters import Context, Regression
from forecasting.series import DailySeries, SeriesKey

FIRST = date(2013, 1, 1)
END = date(2017, 1, 1)
NEW_YEAR = "New Year's Day"
EASTER = "Easter Monday"
EASTERS = (date(2013, 4, 1), date(2014, 4, 21), date(2015, 4, 6), date(2016, 3, 28))
HOLIDAYS = {
    **{date(year, 1, 1): NEW_YEAR for year in range(2013, 2018)},
    **dict.fromkeys(EASTERS, EASTER),
    date(2017, 1, 2): f"{NEW_YEAR} (observed)",
}


def test_all_substitute_days_have_one_name_that_any_holiday_teaches() -> None:
    assert holiday_name("Christmas Day (observed)") == holiday_name("Boxing Day (in lieu)") == SUBSTITUTE
    assert learnt_holidays(HOLIDAYS, FIRST, END) == {NEW_YEAR, EASTER, SUBSTITUTE}
    assert learnt_holidays({}, FIRST, END) == frozenset()


def test_the_night_of_the_new_year_is_not_repeated_on_the_monday_after_a_sunday() -> None:
    """Ambulances are busy on 1 January; the substitute day is as quiet or busy as bank holidays are."""
    days = [FIRST + timedelta(days=number) for number in range((END - FIRST).days)]
    factors = [1.3 if (day.month, day.day) == (1, 1) else 0.9 if day in EASTERS else 1.0 for day in days]
    counts = np.random.default_rng(1).poisson(200 * np.array(factors)).astype(float)
    history = DailySeries(SeriesKey("A", Measure.ATTENDANCES), FIRST, counts)
    ahead = Regression().fit(history, Context(HOLIDAYS)).means(history, [history.n_days], 3)[0]
    assert ahead[0] == pytest.approx(260, rel=0.07)
    assert ahead[1] < 235
    assert ahead[2] == pytest.approx(200, rel=0.05)
