"""Case 39: ventilated within intensive care within the hospital, on every day, for points and bounds; days that break it are named."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from data.configuration.hospital import Hospital
from data.forecast import WHOLE_HOSPITAL, Forecast
from forecasting.forecast import make_forecast
from forecasting.patient_hours import unit_stays
from forecasting.quantiles import FloatArray
from tests.forecasting.forecast_inputs import (
    counts_table,
    hospital,
    plan_inputs,
    random_stays,
    use_table,
)

CASE = Path(__file__).parent / "39" / "units.csv"
FIRST = date(2024, 2, 1)


def place() -> Hospital:
    vent = {"id": "VENT", "name": "Ventilator", "at_most_one_per_patient": True}
    pump = {"id": "PUMP", "name": "Pump"}
    return hospital({"ICU": "critical_care", "WARD": "ward"}, equipment_types=[vent, pump])


def table(forecast: Forecast, unit_id: str, measure: str) -> FloatArray:
    """(n_times, n_levels)"""
    frame = forecast.quantiles.to_pandas()
    own = frame[(frame["unit_id"] == unit_id) & (frame["measure"] == measure)]
    return np.asarray(own.pivot_table(index="time", columns="quantile", values="value").sort_index())


def day_maxima(hours: FloatArray, n_days: int) -> FloatArray:
    return np.asarray(hours.reshape(n_days, -1, hours.shape[1]).max(axis=1))


@pytest.fixture(scope="module")
def forecast() -> Forecast:
    """The case; the wards are what is left of all without intensive care."""
    with CASE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    everyone, icu, vented = ([int(row[name]) for row in rows] for name in ("all", "icu", "icu_ventilated"))
    counts = pa.concat_tables(
        [
            counts_table("ICU", FIRST, occupied_beds=icu),
            counts_table("WARD", FIRST, occupied_beds=[a - b for a, b in zip(everyone, icu, strict=True)]),
        ]
    )
    # Planned weeks begin on a Monday: the day after the file ends.
    return make_forecast(
        plan_inputs(place(), date(2024, 3, 12), counts=counts, use=use_table("ICU", "VENT", FIRST, vented))
    )


def test_the_days_of_the_case_that_break_the_order_are_named_and_not_learnt(forecast: Forecast) -> None:
    said = [note.text for note in forecast.notes if "more in use" in note.text]
    text = "ICU equipment in use of VENT: more in use than there were patients on 2024-02-11, 2024-02-12; "
    assert said == [text + "these days are taken as not known."]
    assert table(forecast, "ICU", "equipment_in_use").max() < 12


def test_parts_lie_within_the_whole_at_every_level(forecast: Forecast) -> None:
    vented, icu = table(forecast, "ICU", "equipment_in_use"), table(forecast, "ICU", "occupied_beds")
    assert (vented <= day_maxima(icu, 7) + 1e-9).all()
    peaks = forecast.peaks.to_pandas().pivot_table(
        index=["first_day", "n_days", "quantile"], columns="unit_id", values="value"
    )
    assert (peaks["ICU"] <= peaks[WHOLE_HOSPITAL]).all()
    assert (peaks["WARD"] <= peaks[WHOLE_HOSPITAL]).all()
    middle = peaks.xs(0.5, level="quantile")
    assert middle[WHOLE_HOSPITAL].to_numpy() == pytest.approx(
        (middle["ICU"] + middle["WARD"]).to_numpy(), rel=0.05
    )


def test_use_near_the_census_is_held_to_it_with_stays_and_a_device_without_limit_is_not() -> None:
    """Nearly every patient is ventilated, and each has two pumps: bounds of ventilators would pass those of patients."""
    first, monday = date(2026, 7, 6), date(2026, 10, 5)
    n_days = (monday - first).days
    stays = random_stays("ICU", first, n_days, per_day=2.0, mean_hours=60)
    plain = plan_inputs(place(), monday, stays=stays)
    hourly = unit_stays(stays, plain.cutoff)["ICU"].census(-24 * (n_days - 1), 0)
    highest = hourly.reshape(-1, 24).max(axis=1)
    random = np.random.default_rng(1)
    vented = np.maximum(highest - random.integers(0, 2, len(highest)), 0)
    vented[[20, 30]] = highest[[20, 30]] + 3
    use = pa.concat_tables(
        [
            use_table("ICU", "VENT", first + timedelta(days=1), list(vented)),
            use_table("ICU", "PUMP", first + timedelta(days=1), list(2 * highest)),
        ]
    )
    made = make_forecast(plan_inputs(place(), monday, stays=stays, use=use))
    frame = made.quantiles.to_pandas()
    by_item = {
        item: frame[frame["item_id"] == item]
        .pivot_table(index="time", columns="quantile", values="value")
        .to_numpy()
        for item in ("VENT", "PUMP")
    }
    census = table(made, "ICU", "occupied_beds")
    # The quantile of a day's highest census is at least that of any of its hours, and less than three beds above the largest.
    assert (by_item["VENT"] <= day_maxima(census, 7) + 3).all()
    assert (np.diff(by_item["VENT"], axis=1) >= 0).all()
    assert by_item["PUMP"].mean() > 1.5 * census.mean()
    [said] = [note.text for note in made.notes if "more in use" in note.text]
    named = [str(first + timedelta(days=1 + day)) for day in (20, 30)]
    assert said.endswith(f"on {named[0]}, {named[1]}; these days are taken as not known.")
