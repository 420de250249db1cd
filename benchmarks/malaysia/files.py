"""The CSV files that the ordinary importers read."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd

_HEADROOM = 0.22
"""Share of contracted time away from the ward (leave, sickness, study)."""

_PAID_HOURS_PER_PLACE_WEEK = 2 * 7 * 11.5
_CONTRACT_HOURS = 40


def write_files(folder: Path, history: pd.DataFrame) -> list[Path]:
    """Write daily counts, ventilators, their use, and generated staff; returns the paths in import order."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "staff": _staff(history),
        "equipment": _ventilators(history),
        "daily_counts": _daily_counts(history),
        "equipment_use": _use(history),
    }
    paths = []
    for name, table in tables.items():
        path = folder / f"{name}.csv"
        table.to_csv(path, index=False, date_format="%Y-%m-%d")
        paths.append(path)
    return paths


def _daily_counts(history: pd.DataFrame) -> pd.DataFrame:
    wards = history[["date", "admissions", "discharges"]].assign(
        unit_id=history["state"], occupied_beds=history["ward_occupied"]
    )
    icu = history[["date"]].assign(unit_id=history["state"] + " ICU", occupied_beds=history["icu_occupied"])
    columns = ["date", "unit_id", "admissions", "discharges", "occupied_beds"]
    both = pd.concat([wards, icu]).reindex(columns=columns)
    return both.astype(dict.fromkeys(columns[2:], "Int64"))


def _use(history: pd.DataFrame) -> pd.DataFrame:
    use = history[["date"]].assign(unit_id=history["state"] + " ICU", type_id="ventilator")
    return use.assign(in_use=history["ventilators_in_use"].astype("Int64"))


def _ventilators(history: pd.DataFrame) -> pd.DataFrame:
    last = history.groupby("state").tail(1)
    rows = [
        {"asset_id": f"{state} V{number:03d}", "type_id": "ventilator", "unit_id": f"{state} ICU"}
        for state, n_ventilators in zip(last["state"], last["ventilators"].astype(int), strict=True)
        for number in range(1, n_ventilators + 1)
    ]
    return pd.DataFrame(rows)


def _staff(history: pd.DataFrame) -> pd.DataFrame:
    """Enough generated nurses for a busy week (the 90 % quantile of the last year) at one nurse for two patients."""
    year = history[history["date"] > history["date"].max() - pd.Timedelta(days=365)]
    busy = year.groupby("state")["icu_occupied"].quantile(0.9)
    rows = []
    for state, occupied in busy.items():
        places = max(1, math.ceil(occupied / 2))
        people = math.ceil(places * _PAID_HOURS_PER_PLACE_WEEK / _CONTRACT_HOURS / (1 - _HEADROOM))
        rows += [
            {
                "staff_id": f"{state} {number:03d}",
                "name": f"Nurse {number} {state}",
                "unit_id": f"{state} ICU",
                "skill_id": "ICU-RN",
                "contract_id": "FT",
            }
            for number in range(1, people + 1)
        ]
    return pd.DataFrame(rows)
