"""Patients whom a scenario adds by number, and those of a new unit: the forecast holds as many as the scenario says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from data.forecast import WHOLE_HOSPITAL, Forecast
from data.inputs import DemandEffect, PatientsEffect, PlanInputs, ShareEffect
from data.tables import STAYS
from forecasting.forecast import make_forecast
from tests.forecasting.forecast_inputs import ZONE, counts_table, hospital, plan_inputs, stay, use_table

PLANNED = date(2026, 6, 1)
SATURDAY = PLANNED + timedelta(days=5)
SUNDAY = PLANNED + timedelta(days=6)
N_DAYS = 140
SETTINGS = {"forecasters": ["weekday_median", "seasonal_naive"], "n_samples": 400, "backtest_origins": 6}
PUMP = {"id": "PUMP", "name": "Pump", "per_occupied_bed": {}}
KINDS = {"ED": "emergency", "MED": "ward", "SURG": "ward"}
EVERY_LEVEL = (0.01, 0.5, 0.99)


def visits() -> Iterator[dict[str, object]]:
    """Forty a day to the ED, of whom every fourth goes on to MED; ten to SURG on weekdays, none at weekends."""
    random = np.random.default_rng(5)
    number = 0
    for back in range(N_DAYS, 0, -1):
        day = PLANNED - timedelta(days=back)
        for unit_id, n_patients in (("ED", 40), ("SURG", 10 if day.weekday() < 5 else 0)):
            for _ in range(n_patients):
                number += 1
                at = datetime(
                    day.year, day.month, day.day, 8 + int(random.integers(10)), tzinfo=ZoneInfo(ZONE)
                )
                out = at + timedelta(hours=4 if unit_id == "ED" else float(random.integers(30, 60)))
                yield _stay(number, unit_id, at, out)
                if unit_id == "ED" and number % 4 == 0:
                    yield _stay(number, "MED", out, out + timedelta(hours=float(random.integers(40, 100))))


def _stay(number: int, unit_id: str, entered: datetime, left: datetime) -> dict[str, object]:
    end = datetime(PLANNED.year, PLANNED.month, PLANNED.day, tzinfo=ZoneInfo(ZONE))
    return stay(f"V{number}", unit_id, entered, left if left < end else None)


@pytest.fixture(scope="module")
def inputs() -> PlanInputs:
    place = hospital({**KINDS, "NEW": "ward"}, equipment_types=[PUMP], forecasting=SETTINGS)
    rows = [row for row in visits() if row["entered"] < datetime(2026, 6, 1, tzinfo=ZoneInfo(ZONE))]  # type: ignore[operator]
    use = use_table("MED", "PUMP", PLANNED - timedelta(days=N_DAYS), [8, 9] * (N_DAYS // 2))
    return plan_inputs(place, PLANNED, stays=STAYS.table(rows), use=use)


@pytest.fixture(scope="module")
def forecast(inputs: PlanInputs) -> Forecast:
    return make_forecast(inputs, n_jobs=1)


def values(forecast: Forecast, unit: str, measure: str, item: str = "", level: float = 0.5) -> np.ndarray:
    frame = forecast.quantiles.to_pandas()
    chosen = (frame["unit_id"] == unit) & (frame["measure"] == measure) & (frame["item_id"] == item)
    return frame[chosen & (frame["quantile"] == level)].sort_values("time")["value"].to_numpy()


def peaks(forecast: Forecast, level: float) -> np.ndarray:
    frame = forecast.peaks.to_pandas()
    chosen = (frame["unit_id"] == WHOLE_HOSPITAL) & (frame["n_days"] == 1) & (frame["quantile"] == level)
    return frame[chosen].sort_values("first_day")["value"].to_numpy()


def test_six_more_on_a_saturday_are_six_where_nobody_comes_at_weekends(
    inputs: PlanInputs, forecast: Forecast
) -> None:
    """A percentage of the mean of all weekdays, of a Saturday on which nobody comes, would be nobody."""
    more = replace(inputs, patients_effects=(PatientsEffect(SATURDAY, SATURDAY, 6.0, "SURG"),))
    changed = make_forecast(more, n_jobs=1)
    assert values(forecast, "SURG", "admissions")[5] < 0.5
    for level in EVERY_LEVEL:
        added = values(changed, "SURG", "admissions", level=level) - values(
            forecast, "SURG", "admissions", level=level
        )
        assert added.tolist() == pytest.approx([0, 0, 0, 0, 0, 6, 0])
    census = values(changed, "SURG", "occupied_beds") - values(forecast, "SURG", "occupied_beds")
    assert census[5 * 24 + 23] == pytest.approx(6, abs=1)
    assert abs(census[: 5 * 24]).max() < 0.5


def test_forty_casualties_are_forty_and_go_on_where_no_other_number_is_named(
    inputs: PlanInputs, forecast: Forecast
) -> None:
    """Every fourth patient of the ED goes on to MED; SURG has a number of its own."""
    named = (PatientsEffect(SATURDAY, SATURDAY, 40.0, "ED"), PatientsEffect(SATURDAY, SATURDAY, 6.0, "SURG"))
    changed = make_forecast(replace(inputs, patients_effects=named), n_jobs=1)
    for level in EVERY_LEVEL:
        for unit, measure, more in (
            ("ED", "attendances", 40),
            ("SURG", "admissions", 6),
            ("MED", "transfers_in", 10),
        ):
            before, after = (values(one, unit, measure, level=level) for one in (forecast, changed))
            assert (after - before)[5] == pytest.approx(more, abs=0.3 if unit == "MED" else 1e-6)
    own = replace(inputs, patients_effects=(*named, PatientsEffect(SATURDAY, SATURDAY, 3.0, "MED")))
    fewer = make_forecast(own, n_jobs=1)
    arriving = [
        sum(values(one, "MED", measure)[5] for measure in ("admissions", "transfers_in"))
        for one in (forecast, fewer)
    ]
    assert arriving[1] - arriving[0] == pytest.approx(3)


def test_no_fewer_than_none_come(inputs: PlanInputs, forecast: Forecast) -> None:
    fewer = (PatientsEffect(PLANNED, SATURDAY, -4.0, "SURG"), PatientsEffect(PLANNED, PLANNED, -90.0, "ED"))
    changed = make_forecast(replace(inputs, patients_effects=fewer), n_jobs=1)
    before, after = (values(one, "SURG", "admissions") for one in (forecast, changed))
    assert (after - before)[:5].tolist() == pytest.approx([-4] * 5, abs=0.01)
    assert after[5] == 0
    assert values(changed, "ED", "attendances")[0] == 0


def test_the_patients_of_a_new_ward_are_not_lost(inputs: PlanInputs, forecast: Forecast) -> None:
    """A third of those who come to MED lie in NEW: the hospital is as full as before, and as many pumps are in use."""
    share = ShareEffect("NEW", "MED", PLANNED, SUNDAY, 33.0)
    changed = make_forecast(replace(inputs, share_effects=(share,)), n_jobs=1)
    arrivals = [
        values(one, unit, "transfers_in").sum()
        for one, unit in ((changed, "NEW"), (changed, "MED"), (forecast, "MED"))
    ]
    assert arrivals[0] == pytest.approx(0.33 * arrivals[2])
    assert arrivals[0] + arrivals[1] == pytest.approx(arrivals[2])
    new, med, before = (
        values(one, unit, "occupied_beds")
        for one, unit in ((changed, "NEW"), (changed, "MED"), (forecast, "MED"))
    )
    assert new[0] == 0
    assert new[-24:].mean() == pytest.approx(0.33 * before[-24:].mean(), rel=0.2)
    np.testing.assert_allclose(new + med, before, atol=2.0)
    for level in (0.5, 0.9):
        np.testing.assert_allclose(peaks(changed, level), peaks(forecast, level), atol=1.0)
    pumps = [
        values(one, unit, "equipment_in_use", "PUMP").sum()
        for one, unit in ((changed, "NEW"), (changed, "MED"), (forecast, "MED"))
    ]
    assert pumps[0] > 0
    # Use follows the highest census of a day, and two wards have theirs at different hours.
    assert pumps[0] + pumps[1] == pytest.approx(pumps[2], rel=0.08)
    rows = {(row["unit_id"], row["measure"]): row for row in changed.series.to_pylist()}
    assert rows["NEW", "occupied_beds"]["reason"] == "no past: its share of the patients of MED"


def test_daily_counts_alone_know_added_and_shared_patients() -> None:
    place = hospital({"ICU": "critical_care", "NEW": "critical_care"}, forecasting=SETTINGS)
    first = PLANNED - timedelta(days=N_DAYS)
    counts = counts_table("ICU", first, occupied_beds=[14.0] * N_DAYS, admissions=[3] * N_DAYS)
    plain = plan_inputs(place, PLANNED, counts=counts)
    before = values(make_forecast(plain, n_jobs=1), "ICU", "occupied_beds")[12::24]
    more = replace(plain, patients_effects=(PatientsEffect(PLANNED, PLANNED, 4.0, "ICU"),))
    added = values(make_forecast(more, n_jobs=1), "ICU", "occupied_beds")[12::24] - before
    # A mean stay of 14 / 3 days: of the four some are gone by the evening, and fewer are left each day.
    assert added[0] == pytest.approx(3.6, abs=0.5)
    assert added[-1] == pytest.approx(3.6 * np.exp(-6 / (14 / 3)), abs=0.5)
    share = replace(plain, share_effects=(ShareEffect("NEW", "ICU", PLANNED, SUNDAY, 50.0),))
    changed = make_forecast(share, n_jobs=1)
    new, icu = (values(changed, unit, "occupied_beds")[12::24] for unit in ("NEW", "ICU"))
    np.testing.assert_allclose(new + icu, before, atol=1.0)
    assert new[0] < new[-1] < 0.5 * before[-1]
    everywhere = replace(share, demand_effects=(DemandEffect(PLANNED, SUNDAY, 50.0),))
    fuller = make_forecast(everywhere, n_jobs=1)
    assert values(fuller, "NEW", "occupied_beds")[-12] > new[-1]
