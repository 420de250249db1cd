"""Case 35: a full unit does not look like a demand ceiling."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from data.importers.files import import_files
from data.inputs import Measure
from data.load_inputs import load_inputs
from data.tables import DAILY_COUNTS
from data.workspace import Workspace, open_workspace
from forecasting.censoring import drawn_demand, full_days
from forecasting.forecast import make_forecast
from forecasting.monitoring.counted import count_all
from forecasting.monitoring.hindsight import keep_hindsight
from forecasting.monitoring.monitor import monitor
from forecasting.monitoring.report import State
from forecasting.quantiles import LEVELS
from forecasting.series import DailySeries, SeriesKey
from tests.forecasting.forecast_inputs import counts_table, hospital, plan_inputs
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "35" / "occupancy.csv"
BEDS = 28


def read_case() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    with CASE.open(newline="", encoding="utf-8") as file:
        return np.array([float(row["occupied"]) for row in csv.DictReader(file)])


def test_the_days_at_the_ceiling_of_the_case_are_marked_and_stand_for_more() -> None:
    occupied = read_case()
    days = full_days(occupied, BEDS)
    assert len(days) == 26
    demand = drawn_demand(series(occupied), days, BEDS, 1)
    assert (demand[days] > BEDS).all()
    assert demand.max() <= 33.6
    others = np.setdiff1d(np.arange(len(occupied)), days)
    assert (demand[others] == occupied[others]).all()


def series(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> DailySeries:
    return DailySeries(SeriesKey("A", Measure.OCCUPIED_BEDS), date(2024, 1, 1), values)


@pytest.mark.parametrize(("mean", "spread"), [(26.0, 3.0), (28.0, 3.0), (29.0, 2.0)])
def test_the_mean_of_demand_is_found_again(mean: float, spread: float) -> None:
    """Of what was needed, only as much as there were beds was ever counted."""
    needed = np.random.default_rng(2).normal(mean, spread, 600).round()
    counted = np.minimum(needed, BEDS)
    demand = drawn_demand(series(counted), full_days(counted, BEDS), BEDS, 1)
    assert demand[60:].mean() == pytest.approx(needed[60:].mean(), abs=0.6)
    assert needed[60:].mean() - counted[60:].mean() > 0.4
    # Not the mean alone: the busiest days are in the history again, and with them the upper quantiles.
    assert demand[60:].std() == pytest.approx(needed[60:].std(), rel=0.2)
    assert np.quantile(demand[60:], 0.9) == pytest.approx(np.quantile(needed[60:], 0.9), abs=1)


def test_a_day_keeps_its_draw_when_data_are_added_and_another_seed_draws_another() -> None:
    needed = np.random.default_rng(4).normal(28, 3, 200).round()
    counted = np.minimum(needed, BEDS)
    early, late = counted[:190], counted
    first, again, other = (
        drawn_demand(series(values), full_days(values, BEDS), BEDS, seed)
        for values, seed in ((early, 1), (late, 1), (late, 2))
    )
    np.testing.assert_array_equal(first, again[:190])
    assert (again != other).any()


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


def ward_of_the_case(folder: Path) -> Workspace:
    new_workspace(
        folder, ["A"], more='\n[forecasting]\nforecasters = ["seasonal_naive", "weekday_median", "ets"]\n'
    )
    settings = (folder / "hospital.toml").read_text(encoding="utf-8")
    settings = settings.replace("beds_staffed = 20", f"beds_staffed = {BEDS}")
    (folder / "hospital.toml").write_text(settings, encoding="utf-8")
    return open_workspace(folder)


def test_who_waits_in_the_emergency_department_needs_a_bed_as_well(tmp_path: Path) -> None:
    """The file of the case as it is: beds and boarders are the demand, which nobody has to guess then."""
    workspace = ward_of_the_case(tmp_path / "w")
    import_files(workspace, [write_text(tmp_path / "daily_counts.csv", CASE.read_text(encoding="utf-8"))])
    inputs = load_inputs(workspace, None)
    (beds,) = count_all(inputs).values()
    assert beds.daily is not None
    assert beds.daily.counts.max() == 33
    np.testing.assert_array_equal(beds.daily.counts, beds.counts)
    assert not beds.at_least.any()
    forecast = make_forecast(inputs)
    said = (
        "A occupied beds: all 28 beds were in use on 26 of 60 days; who waited elsewhere for a bed (up to 5 a day) is counted as "
        "needing one, so the forecast is of demand and may lie above the beds."
    )
    assert [note.text for note in forecast.notes if "beds were in use" in note.text] == [said]
    frame = forecast.quantiles.to_pandas()
    assert frame[np.isclose(frame["quantile"], 0.9)]["value"].max() > BEDS


def test_boarders_that_are_known_on_some_days_leave_the_others_to_be_guessed(tmp_path: Path) -> None:
    occupied = read_case()
    boarders: list[float | None] = [2.0 if day % 2 else None for day in range(len(occupied))]
    counts = counts_table("A", date(2024, 1, 1), occupied_beds=occupied.tolist(), boarders=boarders)
    inputs = plan_inputs(ward_of_the_case(tmp_path / "w").hospital, date(2024, 3, 4), counts=counts)
    (beds,) = count_all(inputs).values()
    assert beds.daily is not None
    full = full_days(occupied, BEDS)
    unknown = [day for day in full if day % 2 == 0]
    assert np.flatnonzero(beds.at_least).tolist() == unknown
    assert (beds.daily.counts[unknown] > BEDS).all()
    np.testing.assert_array_equal(beds.daily.counts[1::2], occupied[1::2] + 2)
    said = " ".join(note.text for note in make_forecast(inputs).notes)
    assert f"demand on {len(unknown)} of them, of which this is not known, is taken as cut off" in said


def test_monitoring_does_not_blame_the_forecast_of_the_full_ward(tmp_path: Path) -> None:
    """The ward of the case, its sixty days four times over: demand lies above what could be counted, and that is right."""
    workspace = ward_of_the_case(tmp_path)
    occupied = np.tile(read_case(), 4)
    counts = counts_table("A", date(2025, 1, 6), occupied_beds=occupied.tolist())
    workspace.store.add(DAILY_COUNTS, counts, "test")
    inputs = load_inputs(workspace, None)
    assert keep_hindsight(workspace, inputs, 10, lambda *_: None) == 10
    report = monitor(workspace, inputs, lambda *_: None)
    (beds,) = report.series
    assert beds.n_at_least > 15
    assert beds.state is not State.ATTENTION, beds.verdict
    assert not report.needs_attention
