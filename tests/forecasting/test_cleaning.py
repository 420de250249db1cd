"""One cleaning for forecasts and their judgement: what a forecast learnt from is what it is judged by."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

import forecasting.forecast as forecast_module
from data.inputs import Measure, PlanInputs
from forecasting.forecast import make_forecast
from forecasting.monitoring.counted import count_all
from forecasting.parallel import forecast_all
from forecasting.series import DailySeries, SeriesKey
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs, random_stays, use_table

FIRST = date(2026, 1, 5)
N_DAYS = 140
PLANNED = FIRST + timedelta(days=N_DAYS)
VENTILATOR = {"id": "VENT", "name": "Ventilator", "at_most_one_per_patient": True}
SETTINGS = {
    "forecasters": ["seasonal_naive", "weekday_median"],
    "n_samples": 100,
    "backtest_origins": 6,
    "events": [{"name": "Works", "first_day": "2026-02-02", "last_day": "2026-02-04"}],
}
BEDS = SeriesKey("FULL", Measure.OCCUPIED_BEDS)
VENTS = SeriesKey("ICU", Measure.EQUIPMENT_IN_USE, "VENT")


@pytest.fixture(scope="module")
def inputs() -> PlanInputs:
    """A ward that is often full, a unit with an outage, one with more ventilators than patients, and one without any."""
    random = np.random.default_rng(1)
    full = np.minimum(random.normal(20, 3, N_DAYS).round(), 20)
    admissions = random.poisson(12, N_DAYS).astype(float)
    admissions[60] = 0
    icu = random.integers(8, 12, N_DAYS)
    vents = (icu * 0.5).astype(int)
    vents[70] = 50
    counts = pa.concat_tables(
        [
            counts_table("FULL", FIRST, occupied_beds=full.tolist(), admissions=admissions.tolist()),
            counts_table("ICU", FIRST, occupied_beds=icu.tolist()),
        ]
    )
    place = hospital(
        {"FULL": "ward", "ICU": "critical_care", "DAY": "ward"},
        equipment_types=[VENTILATOR],
        forecasting=SETTINGS,
    )
    use = use_table("ICU", "VENT", FIRST, vents.tolist())
    stays = random_stays("DAY", FIRST, N_DAYS, 4, 20)
    return plan_inputs(place, PLANNED, stays=stays, counts=counts, use=use)


def test_forecasts_learn_from_the_very_days_by_which_they_are_judged(
    inputs: PlanInputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: dict[SeriesKey, DailySeries] = {}

    def watched(tasks, *rest):  # type: ignore[no-untyped-def]
        for history, _ in tasks:
            learnt.setdefault(history.key, history)
        return forecast_all(tasks, *rest)

    monkeypatch.setattr(forecast_module, "forecast_all", watched)
    make_forecast(inputs)
    counted = count_all(inputs)
    judged = {key: own.daily for key, own in counted.items() if own.daily is not None}
    assert judged.keys() <= learnt.keys()
    for key, series in judged.items():
        assert series is not None
        assert series.first_day == learnt[key].first_day
        np.testing.assert_array_equal(series.counts, learnt[key].counts)


def test_full_days_are_marked_and_impossible_and_declared_days_are_unknown(inputs: PlanInputs) -> None:
    counted = count_all(inputs)
    beds, vents = counted[BEDS], counted[VENTS]
    assert (beds.counts[beds.at_least] == 20).all()
    assert beds.at_least.sum() == (beds.counts == 20).sum() > 40
    assert beds.daily is not None
    assert beds.daily.counts[np.asarray(beds.at_least)].min() >= 20
    assert np.isnan(vents.counts.iloc[70])
    assert not vents.at_least.any()
    assert np.isnan(beds.counts.iloc[28:31]).all()
    assert np.isnan(counted[SeriesKey("FULL", Measure.ADMISSIONS)].counts.iloc[60])


def test_a_return_of_no_device_on_a_day_without_patients_is_judged_as_none() -> None:
    stays = random_stays("DAY", FIRST, N_DAYS, 12, 20)
    entered = stays.column("entered").to_pylist()
    # Nobody is in the unit on day 80: entries of the two days before it and of the day itself are taken out.
    gone = {FIRST + timedelta(days=day) for day in range(74, 81)}
    kept = pa.array([at.date() not in gone for at in entered])
    use = [8] * N_DAYS
    use[80] = 0
    kinds = [{"id": "PUMP", "name": "Pump"}]
    place = hospital({"DAY": "ward"}, equipment_types=kinds, forecasting=SETTINGS)
    inputs = plan_inputs(place, PLANNED, stays=stays.filter(kept), use=use_table("DAY", "PUMP", FIRST, use))
    counts = count_all(inputs)[SeriesKey("DAY", Measure.EQUIPMENT_IN_USE, "PUMP")].counts
    assert counts.iloc[80] == 0
