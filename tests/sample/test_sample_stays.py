"""The patients must look like a hospital's, and never be where they cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.sample.days import simulated_days

BED_WARDS = ("AMU", "MED1", "MED2", "RESP", "SURG", "ORTH", "ICU")


def daily(sample, rows):
    """Rows per local day over the whole history."""
    index = pd.date_range(sample.census.index[0].date(), sample.as_of - timedelta(days=1))
    return rows["local"].dt.tz_localize(None).dt.normalize().value_counts().reindex(index, fill_value=0)


def test_every_stay_is_in_a_unit_that_exists_and_takes_time(sample):
    stays = sample.stays
    assert set(stays["unit_id"]) == {unit.id for unit in sample.hospital.units}
    finished = stays[stays["left"].notna()]
    assert (finished["left"] > finished["entered"]).all()
    assert not stays.duplicated(["visit_id", "unit_id", "entered"]).any()


def test_a_patient_is_in_one_unit_at_a_time(sample):
    far = pd.Timestamp("2100-01-01", tz="UTC")
    ordered = sample.stays.assign(until=sample.stays["left"].fillna(far)).sort_values(
        ["patient_id", "entered"]
    )
    same = ordered["patient_id"].eq(ordered["patient_id"].shift())
    assert (ordered["entered"] >= ordered["until"].shift())[same].all()


def test_a_visit_moves_from_unit_to_unit_without_a_gap(sample):
    ordered = sample.stays.sort_values(["visit_id", "entered"])
    same = ordered["visit_id"].eq(ordered["visit_id"].shift())
    assert ordered["entered"][same].eq(ordered["left"].shift()[same]).all()
    assert ordered["unit_id"][same].ne(ordered["unit_id"].shift()[same]).all()


def test_no_unit_ever_holds_more_patients_than_licensed_beds(sample):
    for unit in sample.hospital.units:
        here = sample.stays[sample.stays["unit_id"] == unit.id]
        changes = pd.concat([pd.Series(1, index=here["entered"]), pd.Series(-1, index=here["left"].dropna())])
        census = changes.groupby(level=0).sum().sort_index().cumsum()
        assert census.max() <= unit.beds_physical, unit.id


def test_the_data_were_drawn_in_the_morning_of_the_day(sample):
    last = max(sample.stays["entered"].max(), sample.stays["left"].max())
    assert sample.end < last < sample.end + timedelta(hours=6)
    open_by_unit = sample.stays[sample.stays["left"].isna()]["unit_id"].value_counts()
    assert set(open_by_unit.index) == {unit.id for unit in sample.hospital.units}
    assert 120 <= open_by_unit.sum() <= 210


def test_bed_wards_are_85_to_97_percent_full_on_average(sample):
    for unit_id in BED_WARDS:
        occupancy = sample.census[unit_id].mean() / sample.hospital.unit_by_id[unit_id].beds_staffed
        assert 0.84 <= occupancy <= 0.97, (unit_id, occupancy)
    beds = sum(sample.hospital.unit_by_id[unit_id].beds_staffed for unit_id in BED_WARDS)
    assert 0.88 <= sample.census[list(BED_WARDS)].sum(axis=1).mean() / beds <= 0.95
    for unit_id, low, high in (("ED", 0.5, 0.85), ("MAT", 0.65, 0.85), ("PAED", 0.65, 0.85)):
        occupancy = sample.census[unit_id].mean() / sample.hospital.unit_by_id[unit_id].beds_staffed
        assert low <= occupancy <= high, (unit_id, occupancy)


def test_ed_is_busiest_from_late_morning_to_evening_and_on_mondays(sample):
    ed = sample.stays[sample.stays["unit_id"] == "ED"]
    by_hour = ed["local"].dt.hour.value_counts(normalize=True).sort_index()
    assert by_hour.loc[10:20].sum() > 0.6
    assert by_hour.loc[2:6].max() < 0.025 < by_hour.loc[10:19].min()
    counts = daily(sample, ed)
    by_weekday = counts.groupby(counts.index.day_of_week).mean() / counts.mean()
    assert by_weekday.idxmax() == 0
    assert 1.03 < by_weekday[0] < 1.12


def test_daily_arrivals_vary_more_than_chance(sample):
    counts = daily(sample, sample.stays[sample.stays["unit_id"] == "ED"])
    assert 1.4 < counts.var() / counts.mean() < 2.3
    assert 80 < counts.mean() < 115


def test_planned_surgery_stops_at_weekends_and_christmas(sample):
    # Joint replacements and planned operations are those who come to a surgical ward first.
    planned = sample.stays[
        sample.stays["visit_id"].isin(sample.visits.index[sample.visits["first_unit"].isin(["SURG", "ORTH"])])
        & sample.stays["unit_id"].isin(["SURG", "ORTH"])
    ]
    counts = daily(sample, planned)
    weekday = counts[counts.index.day_of_week < 5]
    assert counts[counts.index.day_of_week == 6].mean() < 0.1 * weekday.mean()
    christmas = counts[(counts.index.month == 12) & (counts.index.day >= 24) & (counts.index.day_of_week < 5)]
    assert christmas.mean() < 0.35 * weekday.mean()


def test_bank_holidays_dip_and_rebound(sample):
    referred = sample.stays[
        sample.stays["visit_id"].isin(
            sample.visits.index[sample.visits["first_unit"].isin(["AMU", "ORTH", "SURG"])]
        )
    ]
    counts = daily(sample, referred)
    mondays = counts[counts.index.day_of_week == 0]
    in_may_and_august = [day for day in mondays.index if (day.month == 5 and (day.day <= 7 or day.day >= 25))]
    in_may_and_august += [day for day in mondays.index if day.month == 8 and day.day >= 25]
    assert len(in_may_and_august) >= 9
    holidays = counts[in_may_and_august]
    tuesdays = counts[[day + timedelta(days=1) for day in in_may_and_august]]
    assert holidays.mean() < 0.5 * mondays.mean()
    assert tuesdays.mean() > 1.05 * counts[counts.index.day_of_week == 1].mean()


def test_winter_is_the_peak_and_every_winter_differs(sample):
    wards = sample.census[["MED1", "MED2", "RESP", "AMU"]].sum(axis=1)
    monthly = wards.groupby(wards.index.month).mean()
    assert monthly.idxmax() in (12, 1, 2)
    assert monthly[[12, 1, 2]].mean() > 1.03 * monthly[[6, 7, 8, 9]].mean()
    arrivals = daily(sample, sample.stays[sample.stays["unit_id"] == "RESP"])
    weekly = arrivals.rolling(21, center=True).mean()
    peaks = [weekly[f"{year}-11-27" : f"{year + 1}-03-31"].idxmax() for year in (2023, 2024, 2025)]
    assert len({(peak.month, peak.day) for peak in peaks}) == 3
    days = simulated_days(sample.hospital, 1, sample.as_of)
    wave = pd.Series(days.respiratory_wave, index=[days.grid.date_of(day) for day in range(days.grid.n_days)])
    heights = [wave[date(year, 11, 1) : date(year + 1, 3, 31)].max() for year in (2023, 2024, 2025)]
    assert max(heights) > 1.2 * min(heights)


def test_demand_grows_slowly(sample):
    counts = daily(sample, sample.stays[sample.stays["unit_id"] == "ED"])
    growth = counts[-365:].mean() / counts[:365].mean()
    assert 1.005 < growth < 1.06


def test_length_of_stay_has_a_long_tail_in_each_ward(sample):
    hours = sample.stays[sample.stays["left"].notna()].groupby("unit_id")["hours"]
    mean_days = hours.mean() / 24
    expected = {
        "ED": (0.12, 0.22), "AMU": (1, 2), "MED1": (6, 9), "MED2": (7.5, 11), "RESP": (5.5, 8), "SURG": (3, 5.5),
        "ORTH": (5, 8.5), "ICU": (3, 4.6), "MAT": (1.7, 2.6), "PAED": (1.5, 2.4),
    }  # fmt: skip
    for unit_id, (low, high) in expected.items():
        assert low < mean_days[unit_id] < high, (unit_id, mean_days[unit_id])
    for unit_id in ("MED1", "MED2", "RESP", "SURG", "ORTH", "ICU", "PAED"):
        assert hours.mean()[unit_id] > 1.25 * hours.median()[unit_id], unit_id
    over_three_weeks = hours.agg(lambda stay: (stay > 21 * 24).mean())
    assert 0.04 < over_three_weeks["MED1"] < 0.1
    assert 0.06 < over_three_weeks["MED2"] < 0.15


def test_patients_leave_from_midday_on_and_less_at_weekends(sample):
    inpatients = sample.visits[(sample.visits["last_unit"] != "ED") & sample.visits["left"].notna()]
    left = inpatients["left"].dt.tz_convert("Europe/London")
    assert 0.55 < (left.dt.hour < 17).mean() < 0.7
    assert left.dt.hour.between(11, 19).mean() > 0.7
    by_weekday = left.dt.day_of_week.value_counts().sort_index()
    by_weekday = by_weekday / by_weekday.mean()
    assert by_weekday.idxmin() == 6
    assert by_weekday[6] < 0.75
    assert by_weekday[5] < 0.9
    assert by_weekday[4] > 1.1


def test_patients_pass_through_the_units_in_the_usual_ways(sample):
    ways: dict[str, str] = {}
    for visit_id, unit_id in sample.stays.sort_values("entered")[["visit_id", "unit_id"]].itertuples(
        index=False
    ):
        ways[visit_id] = f"{ways[visit_id]}>{unit_id}" if visit_id in ways else unit_id
    paths = pd.Series(ways)
    per_day = paths.value_counts() / 1096
    for path in (
        "ED",
        "ED>AMU",
        "ED>AMU>MED1",
        "ED>AMU>MED2",
        "ED>AMU>RESP",
        "ED>ICU>SURG",
        "ED>SURG",
        "SURG",
        "MAT",
        "ED>PAED",
    ):
        assert per_day[path] > 0.1, path
    through_ed = paths[paths.str.startswith("ED")]
    assert 0.18 < (through_ed != "ED").mean() < 0.3


def test_patients_wait_in_ed_when_the_wards_are_full(sample):
    admitted = set(
        sample.visits.index[(sample.visits["first_unit"] == "ED") & (sample.visits["n_units"] > 1)]
    )
    ed = sample.stays[(sample.stays["unit_id"] == "ED") & sample.stays["visit_id"].isin(admitted)]
    winter = ed[ed["local"].dt.month.isin([12, 1, 2])]["hours"]
    summer = ed[ed["local"].dt.month.isin([6, 7, 8])]["hours"]
    assert winter.quantile(0.95) > 1.2 * summer.quantile(0.95)
    assert 0.02 < (winter > 12).mean() < 0.3


def test_some_patients_come_back(sample):
    visits = sample.visits
    inpatient = visits[(visits["last_unit"] != "ED") & visits["left"].notna()]
    following = visits.groupby("patient")["entered"].shift(-1).reindex(inpatient.index)
    within = (following - inpatient["left"]) < pd.Timedelta(days=30)
    assert 0.06 < within.mean() < 0.2
    assert np.isclose(visits["patient"].nunique() / len(visits), 0.7, atol=0.1)
