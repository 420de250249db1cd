"""The curve of leaving and the census that follows from it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from forecasting.arrivals import hourly_entries, hourly_shares
from forecasting.length_of_stay import fit_leaving_rates
from forecasting.occupancy import Closure, Patients, census_by_unit, count_census, simulate_unit
from forecasting.patient_hours import UnitStays, hour_clock, unit_stays
from tests.forecasting.forecast_inputs import random_stays

CUTOFF = datetime(2026, 3, 2, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
CLOCK = hour_clock(CUTOFF, LONDON, -24 * 400, 24 * 10)


def test_the_share_still_there_follows_the_stays() -> None:
    stays = unit_stays(random_stays("A", date(2025, 3, 2), 365, 12, 30), CUTOFF)["A"]
    rates = fit_leaving_rates(stays, CLOCK, 0)
    hours = np.array([6, 24, 48, 96])
    np.testing.assert_allclose(rates.still_there(hours), np.exp(-hours / 30), atol=0.035)
    assert rates.median_hours() == pytest.approx(30 * np.log(2), abs=3)


def test_open_stays_are_censored_rather_than_left_out_or_ended() -> None:
    random = np.random.default_rng(5)
    entered = -200 * random.random(4000)
    left = entered + random.exponential(100, 4000)
    known = UnitStays(entered, left).as_of(0)
    assert np.isinf(known.left).mean() > 0.3
    survival = fit_leaving_rates(known, CLOCK, 0).still_there(np.array([50, 100]))
    np.testing.assert_allclose(survival, np.exp([-0.5, -1.0]), atol=0.04)


def test_discharges_fall_into_the_hours_in_which_they_happened() -> None:
    random = np.random.default_rng(5)
    day = np.repeat(np.arange(-300, -3), 8)
    entered = 24 * day + 10 + 8 * random.random(len(day))
    left = 24 * (day + random.integers(1, 4, len(day))) + 14 + 2 * random.random(len(day))
    stays = UnitStays(entered, left)
    clock = hour_clock(CUTOFF, ZoneInfo("UTC"), -24 * 400, 24 * 10)
    rates = fit_leaving_rates(stays, clock, 0)
    entries = np.zeros((200, 96), dtype=np.int64)
    entries[:, 12] = 10
    none = UnitStays(np.zeros(0), np.zeros(0))
    group = simulate_unit(rates, none, entries, (np.ones(0), np.ones(96)), clock, 0, np.random.default_rng(1))
    gone = group.gone[group.gone < 96]
    assert np.isin(gone % 24, [15, 16]).mean() > 0.9


def test_a_long_run_simulation_keeps_the_mean_census_of_short_stays() -> None:
    """Chances of leaving per hour were once used as rates: five-hour stays came out an eighth too long."""
    stays = unit_stays(random_stays("A", date(2025, 3, 2), 365, 60, 4), CUTOFF)["A"]
    rates = fit_leaving_rates(stays, CLOCK, 0)
    shares = hourly_shares(stays, CLOCK, 0)
    daily = np.full((100, 10), 60)
    entries = hourly_entries(daily, shares, CLOCK, 0, np.random.default_rng(1))
    none = UnitStays(np.zeros(0), np.zeros(0))
    group = simulate_unit(
        rates, none, entries, (np.ones(0), np.ones(240)), CLOCK, 0, np.random.default_rng(1)
    )
    simulated = count_census([group], 100, 240)[:, 24:].mean()
    assert simulated == pytest.approx(stays.census(-24 * 360, 0).mean(), rel=0.03)


def test_without_arrivals_only_those_present_are_counted_and_their_number_never_grows() -> None:
    stays = unit_stays(random_stays("A", date(2025, 12, 2), 90, 10, 48), CUTOFF)["A"]
    present = stays.present(0)
    group = simulate_unit(
        fit_leaving_rates(stays, CLOCK, 0),
        present,
        np.zeros((50, 240), dtype=np.int64),
        (np.ones(len(present.entered)), np.ones(240)),
        CLOCK,
        0,
        np.random.default_rng(1),
    )
    census = count_census([group], 50, 240)
    assert (census[:, 0] == len(present.entered)).all()
    assert (np.diff(census, axis=1) <= 0).all()
    assert census[:, -1].max() < len(present.entered) / 4


def test_stays_of_one_length_end_after_that_length() -> None:
    entered = np.arange(-24.0 * 300, -40, 3) + 0.5
    stays = UnitStays(entered, entered + 24.0)
    rates = fit_leaving_rates(stays, CLOCK, 0)
    entries = np.zeros((300, 72), dtype=np.int64)
    entries[:, 2] = 1
    none = UnitStays(np.zeros(0), np.zeros(0))
    group = simulate_unit(rates, none, entries, (np.ones(0), np.ones(72)), CLOCK, 0, np.random.default_rng(1))
    lengths = group.gone - group.first
    assert np.median(lengths) == 24
    assert ((lengths >= 23) & (lengths <= 27)).mean() > 0.95


def test_a_clock_change_day_takes_all_arrivals_into_23_or_25_hours() -> None:
    cutoff = datetime(2026, 3, 29, tzinfo=UTC)
    clock = hour_clock(cutoff, LONDON, -24, 47)
    assert np.bincount(clock.day_number[24:]).tolist() == [23, 24]
    assert 1 not in clock.hour_of_day[24:47]
    shares = np.full((2, 24), 1 / 24)
    entries = hourly_entries(np.array([[50, 70]]), shares, clock, 0, np.random.default_rng(1))
    assert [int(entries[0, :23].sum()), int(entries[0, 23:].sum())] == [50, 70]
    autumn = hour_clock(datetime(2026, 10, 24, 23, tzinfo=UTC), LONDON, 0, 49)
    assert np.bincount(autumn.day_number).tolist() == [25, 24]
    assert datetime(2026, 10, 24, 23, tzinfo=UTC) + timedelta(hours=25) == datetime(2026, 10, 26, tzinfo=UTC)


def test_a_closed_unit_sends_its_patients_on_and_a_ring_of_closures_sends_them_away() -> None:
    sample = np.zeros(3, dtype=np.int64)
    patients = {"A": Patients(sample, np.array([0, 4, 9]), np.array([8, 7, 12]))}
    census = census_by_unit(patients, [Closure("A", 3, 9, "B")], 1, 12)
    assert census["A"][0].tolist() == [1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert census["B"][0].tolist() == [0, 0, 0, 1, 2, 2, 2, 1, 0, 0, 0, 0]
    ring = [Closure("A", 3, 9, "B"), Closure("B", 0, 12, "A")]
    census = census_by_unit(patients, ring, 1, 12)
    assert census["A"][0].tolist() == [1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert census.get("B", np.zeros((1, 12))).sum() == 0


def test_declared_days_teach_neither_how_long_patients_stay_nor_when_they_come() -> None:
    """A closure of three weeks: nobody leaves, and the few who come do so at night."""
    random = np.random.default_rng(9)
    day = np.repeat(np.arange(-200, 0), 10)
    entered = 24 * day + 8 + 12 * random.random(len(day))
    stays = UnitStays(entered, entered + random.exponential(20, len(day)))
    closed = (day >= -60) & (day < -39)
    odd = frozenset(range(-60, -39))
    left = np.where((stays.left >= -60 * 24) & (stays.left < -39 * 24), -39 * 24 + 5.0, stays.left)
    kept = ~closed | (random.random(len(day)) < 0.1)
    at_night = np.where(closed, 24 * day + 3.5, entered)
    closure = UnitStays(at_night[kept], np.maximum(left, at_night + 1)[kept])
    clock = hour_clock(CUTOFF, ZoneInfo("UTC"), -24 * 400, 24 * 10)
    plain = fit_leaving_rates(stays, clock, 0)
    masked, unmasked = (fit_leaving_rates(closure, clock, 0, days) for days in (odd, ()))
    hours = np.array([12, 24, 48])
    off = [np.abs(rates.still_there(hours) - plain.still_there(hours)).max() for rates in (masked, unmasked)]
    assert off[0] < 0.5 * off[1]
    assert hourly_shares(closure, clock, 0)[0, 3] > 3 * hourly_shares(closure, clock, 0, odd)[0, 3]
