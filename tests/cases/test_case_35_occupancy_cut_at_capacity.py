"""Case 35: a full unit does not look like a demand ceiling."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from data.inputs import Measure
from forecasting.censoring import expected_demand, full_days
from forecasting.forecast import make_forecast
from forecasting.quantiles import LEVELS
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs

CASE = Path(__file__).parent / "35" / "occupancy.csv"
BEDS = 28


def read_case() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    with CASE.open(newline="", encoding="utf-8") as file:
        return np.array([float(row["occupied"]) for row in csv.DictReader(file)])


def test_the_days_at_the_ceiling_of_the_case_are_marked_and_stand_for_more() -> None:
    occupied = read_case()
    days = full_days(occupied, BEDS)
    assert len(days) == 26
    demand = expected_demand(occupied, days, BEDS)
    assert (demand[days] > BEDS).all()
    assert demand.max() <= 33.6
    others = np.setdiff1d(np.arange(len(occupied)), days)
    assert (demand[others] == occupied[others]).all()


@pytest.mark.parametrize(("mean", "spread"), [(26.0, 3.0), (28.0, 3.0), (29.0, 2.0)])
def test_the_mean_of_demand_is_found_again(mean: float, spread: float) -> None:
    """Of what was needed, only as much as there were beds was ever counted."""
    needed = np.random.default_rng(2).normal(mean, spread, 600).round()
    counted = np.minimum(needed, BEDS)
    demand = expected_demand(counted, full_days(counted, BEDS), BEDS)
    assert demand[60:].mean() == pytest.approx(needed[60:].mean(), abs=0.6)
    assert needed[60:].mean() - counted[60:].mean() > 0.4


def test_a_unit_that_goes_above_its_beds_has_no_ceiling() -> None:
    assert full_days(np.array([27.0, 28, 29, 28, 30, 26]), BEDS) == []
    assert full_days(np.array([20.0] * 40 + [28.0]), BEDS) == []
    assert full_days(np.array([np.nan, 27.0, 28.0]), BEDS) == [2]


def test_the_forecast_is_of_demand_and_says_so() -> None:
    first = date(2026, 9, 1)
    monday = date(2026, 10, 5) + timedelta(days=28)
    random = np.random.default_rng(3)
    n_days = (monday - first).days
    needed = random.normal(20, 3, n_days).round()
    counts = counts_table("A", first, occupied_beds=list(np.minimum(needed, 20)))
    forecast = make_forecast(plan_inputs(hospital({"A": "ward"}), monday, counts=counts))
    said = (
        f"A occupied beds: all 20 beds were in use on {int((needed >= 20).sum())} of {n_days} days; demand on these is "
        "taken as cut off, so the forecast is of demand and may lie above the beds."
    )
    assert [note.text for note in forecast.notes if "cut off" in note.text] == [said]
    beds = forecast.quantiles.to_pandas()
    beds = beds[beds["measure"] == Measure.OCCUPIED_BEDS.value]
    upper = beds[np.isclose(beds["quantile"], LEVELS[-3])]["value"]
    assert upper.mean() > 22
    median = beds[np.isclose(beds["quantile"], 0.5)]["value"]
    assert median.mean() == pytest.approx(20, abs=1.2)
