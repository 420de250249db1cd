"""The whole forecast: stays, daily counts, effects, fallbacks and repeatability."""

from __future__ import annotations

from datetime import date, timedelta

import joblib
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from data.forecast import FORECAST, FORECAST_SERIES, QUANTILE_LEVELS, Forecast
from data.inputs import BedsEffect, DemandEffect, LengthOfStayEffect, PlanInputs
from forecasting.forecast import make_forecast
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs, random_stays, use_table

FIRST = date(2026, 1, 5)
PLANNED = date(2026, 6, 1)
N_DAYS = (PLANNED - FIRST).days
PUMP = {"id": "PUMP", "name": "Pump", "per_occupied_bed": {"WARD": 0.5}}
SETTINGS = {"forecasters": ["seasonal_naive", "ets"], "n_samples": 200, "backtest_origins": 12}


@pytest.fixture(scope="module")
def inputs() -> PlanInputs:
    place = hospital({"ED": "emergency", "WARD": "ward"}, equipment_types=[PUMP], forecasting=SETTINGS)
    stays = pa.concat_tables(
        [random_stays("ED", FIRST, N_DAYS, 30, 5), random_stays("WARD", FIRST, N_DAYS, 6, 50, seed=2)]
    )
    use = use_table("ED", "PUMP", FIRST, np.random.default_rng(1).poisson(4, N_DAYS).tolist())
    return plan_inputs(place, PLANNED, stays=stays, use=use)


@pytest.fixture(scope="module")
def forecast(inputs: PlanInputs) -> Forecast:
    return make_forecast(inputs)


def values(forecast: Forecast, unit: str, measure: str, item: str = "", level: float = 0.5) -> np.ndarray:
    """Values of one series at one level, in order of time."""
    frame = forecast.quantiles.to_pandas()
    chosen = (frame["unit_id"] == unit) & (frame["measure"] == measure) & (frame["item_id"] == item)
    return frame[chosen & (frame["quantile"] == level)].sort_values("time")["value"].to_numpy()


def series_row(forecast: Forecast, unit: str, measure: str, item: str = "") -> pd.Series:
    frame = forecast.series.to_pandas()
    rows = frame[(frame["unit_id"] == unit) & (frame["measure"] == measure) & (frame["item_id"] == item)]
    assert len(rows) == 1
    return rows.iloc[0]


def with_effects(inputs: PlanInputs, **effects: object) -> Forecast:
    place = hospital({"ED": "emergency", "WARD": "ward"}, equipment_types=[PUMP], forecasting=SETTINGS)
    tables = inputs.tables
    return make_forecast(plan_inputs(place, PLANNED, stays=tables.stays, use=tables.equipment_use, **effects))


def test_tables_hold_what_their_schemas_declare(forecast: Forecast) -> None:
    assert forecast.quantiles.schema == FORECAST.arrow
    assert forecast.series.schema == FORECAST_SERIES.arrow
    frame = forecast.quantiles.to_pandas()
    assert not frame.duplicated(list(FORECAST.key)).any()
    assert set(frame["quantile"]) == set(QUANTILE_LEVELS)
    assert (frame["value"] >= 0).all()
    by_time = frame.sort_values("quantile").groupby(["unit_id", "measure", "item_id", "time"])["value"]
    assert (by_time.diff().dropna() >= 0).all()


def test_an_emergency_department_has_attendances_and_a_ward_admissions(forecast: Forecast) -> None:
    assert values(forecast, "ED", "attendances").mean() == pytest.approx(30, rel=0.12)
    assert len(values(forecast, "ED", "admissions")) == 0
    assert values(forecast, "WARD", "admissions").mean() == pytest.approx(6, rel=0.25)


def test_census_is_hourly_and_peaks_when_patients_are_there(forecast: Forecast) -> None:
    census = values(forecast, "ED", "occupied_beds").reshape(7, 24)
    # Arrivals fall between 08:00 and 20:00 (UTC plus one in June) and stay five hours.
    assert census[1:, 16:21].mean() > 2 * census[1:, 4:9].mean()
    # Little's law: 6 arrivals a day x 50 h.
    assert values(forecast, "WARD", "occupied_beds").mean() == pytest.approx(6 * 50 / 24, rel=0.25)
    row = series_row(forecast, "WARD", "occupied_beds")
    assert row["forecaster"] == "census_from_stays"
    assert "inpatients and" in row["reason"]
    assert row["n_history_days"] == N_DAYS - 1
    assert 0.5 <= row["coverage_80"] <= 1
    assert row["mase"] < 1.1


def test_the_first_hour_is_what_is_known(inputs: PlanInputs, forecast: Forecast) -> None:
    present = inputs.tables.stays.to_pandas()
    there = ((present["unit_id"] == "WARD") & present["left"].isna()).sum()
    for level in (0.01, 0.5, 0.99):
        assert values(forecast, "WARD", "occupied_beds", level=level)[0] == there


def test_equipment_comes_from_its_history_or_from_the_beds(forecast: Forecast) -> None:
    own = series_row(forecast, "ED", "equipment_in_use", "PUMP")
    assert own["forecaster"] == "combination"
    assert values(forecast, "ED", "equipment_in_use", "PUMP").mean() == pytest.approx(4, abs=1)
    per_bed = series_row(forecast, "WARD", "equipment_in_use", "PUMP")
    assert per_bed["forecaster"] == "per_occupied_bed"
    assert "0.5 for each occupied bed" in per_bed["reason"]
    peak = values(forecast, "WARD", "occupied_beds").reshape(7, 24).max(axis=1)
    ratio = values(forecast, "WARD", "equipment_in_use", "PUMP") / peak
    assert ratio.mean() == pytest.approx(0.5, abs=0.1)


def test_short_history_is_said_once_for_all_series(forecast: Forecast) -> None:
    texts = [note.text for note in forecast.notes if "yearly season" in note.text]
    assert texts == [f"5 of 5 series are too short for a yearly season: {N_DAYS - 1} to {N_DAYS} days."]


def test_the_number_of_workers_does_not_change_the_forecast(inputs: PlanInputs, forecast: Forecast) -> None:
    again = make_forecast(inputs, n_jobs=2)
    assert again.quantiles.equals(forecast.quantiles)
    assert again.series.equals(forecast.series)


def test_a_backend_that_hands_over_at_the_end_gives_the_same_forecast(
    inputs: PlanInputs, forecast: Forecast
) -> None:
    """joblib's multiprocessing cannot return a generator, and Ray's backend is built on it."""
    with joblib.parallel_config("multiprocessing"):
        again = make_forecast(inputs, n_jobs=2)
    assert again.quantiles.equals(forecast.quantiles)


def test_progress_reaches_the_end_of_every_stage(inputs: PlanInputs) -> None:
    calls: list[tuple[str, int, int]] = []
    make_forecast(inputs, lambda stage, done, total: calls.append((stage, done, total)))
    last = {stage: (done, total) for stage, done, total in calls}
    assert last == {
        # Five series, and the daily counts of two units.
        "Choosing forecasters": (7, 7),
        "Checking occupancy": (2, 2),
        "Counting beds by the hour": (1, 1),
    }


def test_more_demand_reaches_arrivals_beds_and_equipment(inputs: PlanInputs, forecast: Forecast) -> None:
    changed = with_effects(
        inputs, demand_effects=(DemandEffect(PLANNED, PLANNED + timedelta(days=6), 30.0, "ED"),)
    )
    for measure, item in (("attendances", ""), ("occupied_beds", ""), ("equipment_in_use", "PUMP")):
        before, after = (
            values(one, "ED", measure, item)[-1 if not item else slice(1, None)]
            for one in (forecast, changed)
        )
        assert np.mean(after) > np.mean(before)
    ratio = values(changed, "ED", "attendances") / values(forecast, "ED", "attendances")
    np.testing.assert_allclose(ratio, 1.3)
    census = (
        values(changed, "ED", "occupied_beds")[24:].sum() / values(forecast, "ED", "occupied_beds")[24:].sum()
    )
    assert census == pytest.approx(1.3, abs=0.06)
    np.testing.assert_array_equal(
        values(changed, "WARD", "admissions"), values(forecast, "WARD", "admissions")
    )


def test_longer_stays_fill_the_ward_over_the_week(inputs: PlanInputs, forecast: Forecast) -> None:
    effect = LengthOfStayEffect(PLANNED, PLANNED + timedelta(days=6), 50.0, "WARD")
    changed = with_effects(inputs, length_of_stay_effects=(effect,))
    before, after = (values(one, "WARD", "occupied_beds") for one in (forecast, changed))
    assert after[0] == before[0]
    assert after[-24:].mean() > 1.2 * before[-24:].mean()


def test_a_closed_ward_is_empty_and_its_patients_are_elsewhere(
    inputs: PlanInputs, forecast: Forecast
) -> None:
    closed = BedsEffect("WARD", PLANNED + timedelta(days=2), PLANNED + timedelta(days=4), 0, divert_to="ED")
    changed = with_effects(inputs, beds_effects=(closed,))
    assert values(changed, "WARD", "occupied_beds", level=0.99)[48:120].max() == 0
    assert values(changed, "WARD", "admissions", level=0.99)[2:5].max() == 0
    arrivals = values(changed, "ED", "attendances") - values(forecast, "ED", "attendances")
    assert arrivals[2:5].mean() == pytest.approx(6, abs=2.5)
    assert (arrivals[[0, 1, 5, 6]] == 0).all()
    total_before, total_after = (
        sum(values(one, unit, "occupied_beds")[60:120].mean() for unit in ("ED", "WARD"))
        for one in (forecast, changed)
    )
    assert total_after == pytest.approx(total_before, rel=0.1)


def test_a_hospital_with_daily_counts_only_gets_a_direct_occupancy_series() -> None:
    random = np.random.default_rng(3)
    beds: list[float | None] = [*(14 + random.integers(-2, 3, 200)).tolist()]
    beds[50] = None
    place = hospital({"ICU": "critical_care", "NEW": "ward"}, forecasting=SETTINGS)
    counts = counts_table("ICU", PLANNED - timedelta(days=200), occupied_beds=beds, admissions=[3] * 200)
    forecast = make_forecast(plan_inputs(place, PLANNED, counts=counts))
    census = values(forecast, "ICU", "occupied_beds").reshape(7, 24)
    assert (census == census[:, :1]).all()
    assert census.mean() == pytest.approx(14, abs=1)
    assert series_row(forecast, "ICU", "occupied_beds")["forecaster"] == "combination"
    texts = [note.text for note in forecast.notes]
    assert "ICU occupied beds: 1 of 200 days are missing, not zero." in texts
    assert "NEW: no complete day of history, so no forecast of occupied beds." in texts
    more = make_forecast(
        plan_inputs(
            place,
            PLANNED,
            counts=counts,
            demand_effects=(DemandEffect(PLANNED, PLANNED + timedelta(days=6), 20.0),),
        )
    )
    ratio = values(more, "ICU", "occupied_beds")[12::24] / census[:, 12]
    # A mean stay of 14 / 3 days: the beds fill over the week, not at once.
    assert ratio[0] == pytest.approx(1.04, abs=0.05)
    assert ratio[-1] == pytest.approx(1.2 - 0.2 * np.exp(-7 / (14 / 3 * 1.0)), abs=0.06)


def test_old_series_are_left_out_by_name() -> None:
    place = hospital({"ICU": "critical_care"}, forecasting=SETTINGS)
    counts = counts_table("ICU", PLANNED - timedelta(days=100), occupied_beds=[9] * 60)
    forecast = make_forecast(plan_inputs(place, PLANNED, counts=counts))
    assert forecast.quantiles.num_rows == 0
    assert forecast.notes[0].text == (
        "ICU occupied beds: not forecast, its newest day is 2026-04-21, 40 days before the forecast starts."
    )


def test_a_week_with_a_clock_change_has_167_or_169_hours() -> None:
    place = hospital({"WARD": "ward"}, forecasting=SETTINGS)
    for planned, n_hours in ((date(2026, 3, 23), 167), (date(2026, 10, 19), 169)):
        stays = random_stays("WARD", planned - timedelta(days=60), 60, 5, 30)
        forecast = make_forecast(plan_inputs(place, planned, stays=stays))
        assert len(values(forecast, "WARD", "occupied_beds")) == n_hours
        assert len(values(forecast, "WARD", "admissions")) == 7
