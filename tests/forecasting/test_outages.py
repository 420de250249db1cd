"""Outage zeros are missing and named; declared events are not learnt; a holiday without a past is said."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import local_midnight
from forecasting.forecast import make_forecast
from forecasting.outages import outage_days
from tests.forecasting.forecast_inputs import (
    ZONE,
    counts_table,
    hospital,
    plan_inputs,
    random_stays,
    use_table,
)

PLANNED = date(2026, 6, 1)
SETTINGS = {"forecasters": ["seasonal_naive", "weekday_median", "regression"], "n_samples": 100}


def counts(n_days: int, mean: float = 30) -> np.ndarray:
    return np.random.default_rng(1).poisson(mean, n_days).astype(float)


def test_a_zero_between_ordinary_days_is_an_outage() -> None:
    values = counts(60)
    values[[20, 21]] = 0
    assert outage_days(values, PLANNED, ()) == [20, 21]


def test_closed_sundays_holidays_closed_months_and_small_counts_are_true_zeros() -> None:
    sundays = counts(60)
    sundays[6::7] = 0
    assert outage_days(sundays, date(2026, 6, 1), ()) == []
    closed = counts(120)
    closed[40:80] = 0
    assert set(outage_days(closed, PLANNED, ())) <= {40, 79}
    feast = counts(60)
    feast[20] = 0
    assert outage_days(feast, PLANNED, {PLANNED + timedelta(days=20)}) == []
    assert outage_days(counts(60, mean=2), PLANNED, ()) == []


def test_outages_of_a_return_are_named_and_do_not_pull_the_forecast_down() -> None:
    values: list[float | None] = counts(200).tolist()
    for day in range(186, 193):
        values[day] = 0
    place = hospital({"ICU": "critical_care"}, forecasting=SETTINGS)
    table = counts_table("ICU", PLANNED - timedelta(days=200), admissions=values)
    forecast = make_forecast(plan_inputs(place, PLANNED, counts=table))
    frame = forecast.quantiles.to_pandas()
    median = frame[(frame["measure"] == "admissions") & (frame["quantile"] == 0.5)]["value"]
    assert 26 <= median.mean() <= 34
    texts = [note.text for note in forecast.notes]
    assert (
        "ICU admissions: zeros between ordinary days are taken as not reported: 2026-05-18, 2026-05-19, "
        "2026-05-20, 2026-05-21, 2026-05-22 and 2 more." in texts
    )
    assert "ICU admissions: 7 of 200 days are missing, not zero." in texts


def test_a_declared_event_is_not_learnt_and_a_holiday_without_a_past_is_said() -> None:
    values = counts(300)
    values[120:180] *= 0.4
    start = PLANNED - timedelta(days=300)
    event = {
        "name": "closed",
        "first_day": str(start + timedelta(days=120)),
        "last_day": str(start + timedelta(days=179)),
        "unit_ids": ["ICU"],
    }
    place = hospital(
        {"ICU": "critical_care"},
        forecasting={**SETTINGS, "events": [event]},
        hospital={
            "name": "Test",
            "zone": "Europe/London",
            "country": "GB",
            "subdivision": "ENG",
            "local_holidays": [{"date": "2026-06-03", "name": "Open day"}],
        },
    )
    table = counts_table("ICU", start, admissions=values.round().tolist())
    forecast = make_forecast(plan_inputs(place, PLANNED, counts=table))
    texts = [note.text for note in forecast.notes]
    assert "ICU admissions: 60 of 300 days are missing, not zero." in texts
    assert "Open day on 2026-06-03: no history for this event; an ordinary day." in texts


def test_no_devices_in_use_on_a_day_without_patients_is_a_true_zero() -> None:
    first, n_days = PLANNED - timedelta(days=70), 70
    everybody = random_stays("ICU", first, n_days, per_day=4, mean_hours=40)
    empty = first + timedelta(days=40)
    start, end = (
        pa.scalar(local_midnight(day, ZONE), pa.timestamp("us", "UTC"))
        for day in (empty, empty + timedelta(days=1))
    )
    outside = pc.or_(pc.less_equal(everybody["left"], start), pc.greater_equal(everybody["entered"], end))
    in_use = np.full(n_days - 1, 20)
    in_use[[39, 49]] = 0
    use = use_table("ICU", "PUMP", first + timedelta(days=1), in_use.tolist())
    pump = {"id": "PUMP", "name": "Pump"}
    place = hospital({"ICU": "critical_care"}, equipment_types=[pump], forecasting=SETTINGS)
    forecast = make_forecast(plan_inputs(place, PLANNED, stays=everybody.filter(outside), use=use))
    said = [note.text for note in forecast.notes if "not reported" in note.text]
    assert said == [
        f"ICU equipment in use of PUMP: zeros between ordinary days are taken as not reported: {first + timedelta(days=50)}."
    ]
