"""Case 03: 29 February in the history or ahead is a day like any other."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data.calendar import same_weekday_last_year
from data.configuration.planning import Forecasting
from data.inputs import Measure
from forecasting.forecast import make_forecast
from forecasting.forecasters import Context
from forecasting.selection import forecast_series
from forecasting.series import DailySeries, SeriesKey
from optimization.rules.contract_hours import ContractHours, HoursSide
from tests.cases.case_series import read_series
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs
from tests.rules.lines import judge

CASE = Path(__file__).parent / "03"
NAMES = Forecasting().forecasters


def test_the_gap_of_a_year_in_the_case_is_unknown_and_the_leap_day_counts() -> None:
    history = read_series(CASE / "daily.csv")
    assert history.end == date(2024, 3, 4)
    assert not np.isnan(history.counts[(date(2024, 2, 29) - history.first_day).days])
    result = forecast_series(history, 7, NAMES, 40, Context())
    assert np.isfinite(result.prediction.quantiles).all()


@pytest.mark.parametrize("end", [date(2024, 2, 26), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 27)])
def test_histories_that_end_around_it(end: date) -> None:
    n_days = 500
    first = end - timedelta(days=n_days)
    mean = np.where((first.weekday() + np.arange(n_days)) % 7 < 5, 40.0, 20.0)
    counts = np.random.default_rng(1).poisson(mean).astype(float)
    result = forecast_series(
        DailySeries(SeriesKey("A", Measure.ADMISSIONS), first, counts), 7, NAMES, 40, Context()
    )
    weekday = (end.weekday() + np.arange(7)) % 7
    assert result.prediction.mean[weekday < 5].mean() == pytest.approx(40, rel=0.1)
    assert result.prediction.mean[weekday >= 5].mean() == pytest.approx(20, rel=0.15)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 2, 29), date(2023, 3, 2)),
        (date(2025, 2, 28), date(2024, 3, 1)),
        (date(2025, 3, 1), date(2024, 3, 2)),
        (date(2024, 3, 1), date(2023, 3, 3)),
        (date(2026, 1, 1), date(2025, 1, 2)),
    ],
)
def test_the_same_day_a_year_before_has_the_same_weekday_and_always_exists(day: date, before: date) -> None:
    assert same_weekday_last_year(day) == before
    assert before.weekday() == day.weekday()


def test_the_leap_day_of_the_case_is_forecast_beside_the_thursday_a_year_before() -> None:
    history = read_series(CASE / "daily.csv")
    counts = counts_table(
        "A", history.first_day, admissions=[None if np.isnan(n) else n for n in history.counts.tolist()]
    )
    earlier = counts.filter(pc.less(counts.column("date"), pa.scalar(date(2024, 2, 26))))
    made = make_forecast(plan_inputs(hospital({"A": "ward"}), date(2024, 2, 26), counts=earlier))
    totals = {(row["first_day"], row["n_days"]): row["last_year"] for row in made.totals.to_pylist()}
    assert totals[date(2024, 2, 29), 1] == 11
    assert totals[date(2024, 2, 26), 1] == 12
    # The week ends with 3 March 2024, beside which stands 5 March 2023: the file has no such day.
    assert totals[date(2024, 2, 26), 7] is None


@pytest.mark.parametrize(("n_days", "minutes"), [(29, 5593), (28, 5400), (31, 5979)])
def test_a_month_owes_contracted_hours_by_its_days(n_days: int, minutes: int) -> None:
    """0.6 of 37.5 hours a week: 93.21 hours in a February of 29 days, not those of four weeks."""
    rule = ContractHours(HoursSide.BELOW, period_weeks=5)
    assert judge(rule, "", "." * n_days, contract_minutes_week=1350) == [minutes]
