"""The sets of daily series; quirks of the sources are dealt with here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.forecasting.series_set import Reader, SeriesSet, every, series_set
from data.inputs import Measure

_HORIZONS = (7, 14, 28)
"""Origins are an odd number of days apart, so that they do not all fall on one weekday."""


def read_swast(folder: Path) -> SeriesSet:
    """Ambulance responses in seven regions of South West England, by the published protocol.

    41 origins a week apart, the first training window ending on 2018-12-31; up to 84 days ahead.
    """
    rows = pd.read_csv(folder / "swast_ambulance_daily" / "daily_responses.csv", parse_dates=["Actual_dt"])
    table = rows.pivot_table(index="Actual_dt", columns="ORA", values="Actual_Value").asfreq("D")
    regions = [name for name in table.columns if name not in {"Trust", "OOA"}]
    origins = every(date(2019, 1, 1), 7, 41)
    return series_set(table[regions], Measure.ATTENDANCES, "GB", "ENG", origins, (7, 28, 84))


def read_divi(folder: Path) -> SeriesSet:
    """Occupied intensive care beds of adults by German state; the first weeks, when hospitals joined, are left out."""
    path = folder / "divi_icu_daily" / "icu_capacity_states.csv.gz"
    rows = pd.read_csv(path, parse_dates=["datum"])
    rows = rows[rows["datum"] >= "2020-05-01"]
    table = rows.pivot_table(index="datum", columns="bundesland_name", values="intensivbetten_belegt")
    origins = every(date(2025, 7, 28), 13, 28)
    return series_set(table.asfreq("D"), Measure.OCCUPIED_BEDS, "DE", None, origins, _HORIZONS)


def read_ventilators(folder: Path) -> SeriesSet:
    """Ventilators in use by Malaysian state; before 2021 patients without COVID-19 are hardly reported."""
    path = folder / "malaysia_hospital_icu_vent_daily" / "icu.csv"
    rows = pd.read_csv(path, parse_dates=["date"])
    rows["in_use"] = rows["vent_used"] + rows["vent_port_used"]
    rows = rows[rows["date"] >= "2021-01-01"]
    table = rows.pivot_table(index="date", columns="state", values="in_use").asfreq("D")
    origins = every(date(2022, 12, 19), 13, 26)
    return series_set(table, Measure.EQUIPMENT_IN_USE, "MY", None, origins, _HORIZONS)


def read_discharges(folder: Path) -> SeriesSet:
    """Discharges by English trust; the code "NA" is a trust."""
    path = folder / "england_discharge_daily" / "england_trust_discharged_patients.csv.gz"
    rows = pd.read_csv(path, parse_dates=["date"], keep_default_na=False, na_values=[""])
    rows["total"] = pd.to_numeric(rows["discharged_total"], errors="coerce")
    rows = rows[rows["total"].notna()]
    table = rows.pivot_table(index="date", columns="nhs_trust22_code", values="total", aggfunc="sum")
    origins = every(date(2024, 8, 5), 27, 13)
    return series_set(table.asfreq("D"), Measure.ADMISSIONS, "GB", "ENG", origins, _HORIZONS)


SETS: dict[str, Reader] = {
    "swast": read_swast,
    "divi": read_divi,
    "ventilators": read_ventilators,
    "discharges": read_discharges,
}
