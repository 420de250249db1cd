"""Devices for each patient are estimated where their use is known, and trials say how much they count."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from data.inputs import Measure
from forecasting.equipment_rates import rate_weight, rates_before
from forecasting.forecast import make_forecast
from forecasting.forecasters import Context
from forecasting.selection import forecast_series
from forecasting.series import DailySeries, SeriesKey
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs, use_table

FIRST = date(2026, 1, 5)
N_DAYS = 200
PLANNED = FIRST + timedelta(days=N_DAYS)
SETTINGS = {"forecasters": ["seasonal_naive", "ets"], "n_samples": 200, "backtest_origins": 20}


def series(unit_id: str, values: np.ndarray, measure: Measure = Measure.OCCUPIED_BEDS) -> DailySeries:
    item = "VENT" if measure is Measure.EQUIPMENT_IN_USE else ""
    return DailySeries(SeriesKey(unit_id, measure, item), FIRST, values.astype(float))


def test_the_rate_is_device_days_over_patient_days_of_days_on_which_both_are_known() -> None:
    patients = np.full(60, 10.0)
    used = np.full(60, 4.0)
    used[:30] = np.nan
    patients[58:] = np.nan
    used[58:] = 400.0
    use = series("A", used, Measure.EQUIPMENT_IN_USE)
    assert rates_before([use], {"A": series("A", patients)}, PLANNED) == {"A": pytest.approx(0.4)}
    assert rates_before([use], {"A": series("A", patients)}, FIRST + timedelta(days=50)) == {}
    assert rates_before([use], {}, PLANNED) == {}


def test_a_unit_of_few_patients_is_drawn_towards_the_others() -> None:
    random = np.random.default_rng(1)
    sizes = {"A": 30, "B": 25, "C": 20, "D": 1}
    patients = {unit: series(unit, np.full(N_DAYS, size)) for unit, size in sizes.items()}
    uses = [
        series(unit, random.binomial(size, 0.5, N_DAYS), Measure.EQUIPMENT_IN_USE)
        for unit, size in sizes.items()
        if unit != "D"
    ]
    uses.append(series("D", np.ones(N_DAYS), Measure.EQUIPMENT_IN_USE))
    rates = rates_before(uses, patients, PLANNED)
    assert [rates[unit] for unit in "ABC"] == pytest.approx([0.5] * 3, abs=0.03)
    assert 0.5 < rates["D"] < 0.95


def test_trials_give_the_rate_its_weight_where_the_census_tells_more() -> None:
    """Use that follows a census which can be forecast, against use that has nothing to do with it."""
    random = np.random.default_rng(2)
    census = np.round(30 + 10 * np.sin(2 * np.pi * np.arange(N_DAYS) / 7))
    following = random.binomial(census.astype(int), 0.3)
    steady = np.round(9 + random.normal(0, 0.6, N_DAYS))
    beds = forecast_series(series("A", census), 7, ("seasonal_naive", "ets"), 20, Context())
    rate = 0.3
    found = {}
    for name, values in (("following", following), ("steady", steady)):
        use = forecast_series(
            series("A", values, Measure.EQUIPMENT_IN_USE),
            7,
            ("weekday_median", "seasonal_naive"),
            20,
            Context(),
        )
        found[name] = rate_weight(use, beds, lambda _day: rate)
    assert found["following"] > 0.3
    assert found["steady"] < 0.15
    none = forecast_series(series("A", steady[:10], Measure.EQUIPMENT_IN_USE), 7, ("ets",), 20, Context())
    assert rate_weight(none, beds, lambda _day: rate) == 0


def test_the_record_says_how_much_the_rate_counts_and_an_old_record_of_use_gives_one() -> None:
    random = np.random.default_rng(3)
    census = 30 + np.round(10 * np.sin(2 * np.pi * np.arange(N_DAYS) / 7))
    kinds = [
        {"id": "VENT", "name": "Ventilator"},
        {"id": "PUMP", "name": "Pump", "per_occupied_bed": {"A": 3.0}},
    ]
    place = hospital({"A": "critical_care"}, equipment_types=kinds, forecasting=SETTINGS)
    import pyarrow as pa

    use = pa.concat_tables(
        [
            use_table("A", "VENT", FIRST, random.binomial(census.astype(int), 0.3).tolist()),
            use_table("A", "PUMP", FIRST, (census[:100] * 2).astype(int).tolist()),
        ]
    )
    counts = counts_table("A", FIRST, occupied_beds=census.tolist())
    forecast = make_forecast(plan_inputs(place, PLANNED, counts=counts, use=use))
    rows = {
        row["item_id"]: row for row in forecast.series.to_pylist() if row["measure"] == "equipment_in_use"
    }
    assert "for each patient at the highest census of the day has " in rows["VENT"]["reason"]
    assert rows["PUMP"]["reason"] == (
        "no recent use: 2 for each occupied bed as in the last year, at the highest census of the day"
    )
    frame = forecast.quantiles.to_pandas()
    pumps = frame[(frame["item_id"] == "PUMP") & (frame["quantile"] == 0.5)]["value"]
    assert pumps.mean() == pytest.approx(60, rel=0.15)
