"""Reading the public files: one row per state and day, as the ministry published them.

Quirks: a zero between ordinary days is a return that was not made, and `admitted_total` counts
confirmed and suspected COVID-19 patients only, so the wards' admissions are not all admissions.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FIRST_DAY = "2021-01-01"
"""Before 2021 patients without COVID-19 are hardly reported, so that the beds look empty."""

_ZERO_IS_UNKNOWN_FROM = 5
"""A zero counts as not reported where the median of the four weeks around it is at least this."""


@dataclass(frozen=True, slots=True)
class Network:
    """The series of all states.

    `days` has state, date, admissions, discharges, ward_beds, ward_occupied, icu_beds, icu_occupied, ventilators and
    ventilators_in_use; `n_blanked` says how many zeros were read as not reported, by column.
    """

    days: pd.DataFrame
    n_blanked: dict[str, int]


def network_folder() -> Path | None:
    """The folder of the files below WARDWISE_REAL_DATA; None where it is not there, which is said on standard error."""
    folder = Path(os.environ.get("WARDWISE_REAL_DATA", "../shared/real")) / "malaysia_hospital_icu_vent_daily"
    if folder.is_dir():
        return folder
    sys.stderr.write(f"{folder} is not there; set WARDWISE_REAL_DATA to the folder of real series\n")
    return None


def read_network(folder: Path) -> Network:
    """Read `hospital.csv` and `icu.csv`; raises OSError when they are not there."""
    hospital = pd.read_csv(folder / "hospital.csv", parse_dates=["date"])
    icu = pd.read_csv(folder / "icu.csv", parse_dates=["date"])
    both = hospital.merge(icu, on=["date", "state"], how="outer", suffixes=("", "_icu"))
    days = pd.DataFrame(
        {
            "state": both["state"],
            "date": both["date"],
            "admissions": both["admitted_total"],
            "discharges": both["discharged_total"],
            "ward_beds": both["beds"],
            "ward_occupied": both["hosp_covid"] + both["hosp_pui"] + both["hosp_noncovid"],
            "icu_beds": both["beds_icu_total"],
            "icu_occupied": both["icu_covid"] + both["icu_pui"] + both["icu_noncovid"],
            "ventilators": both["vent"] + both["vent_port"],
            "ventilators_in_use": both["vent_used"] + both["vent_port_used"],
        }
    )
    days = days[days["date"] >= FIRST_DAY].sort_values(["state", "date"]).reset_index(drop=True)
    counts = ("ward_occupied", "icu_occupied", "ventilators_in_use")
    return Network(days, {column: _blank_outages(days, column) for column in counts})


def _blank_outages(days: pd.DataFrame, column: str) -> int:
    usual = days.groupby("state")[column].transform(
        lambda s: s.rolling(28, center=True, min_periods=7).median()
    )
    outage = (days[column] == 0) & (usual >= _ZERO_IS_UNKNOWN_FROM)
    days.loc[outage, column] = float("nan")
    return int(outage.sum())
