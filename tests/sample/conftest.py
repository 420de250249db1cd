"""One generated sample hospital for all tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import numpy as np
import pandas as pd
import pytest

from data.calendar import local_midnight
from data.configuration.hospital import Hospital
from data.inputs import HospitalTables
from data.sample.write import AS_OF, sample_hospital, sample_tables

ZONE = "Europe/London"


@dataclass(frozen=True)
class Sample:
    """The generated tables, as pandas where tests look into them."""

    hospital: Hospital
    tables: HospitalTables
    as_of: date = AS_OF

    @cached_property
    def stays(self) -> pd.DataFrame:
        """Stays with local times and hours of stay."""
        stays = self.tables.stays.to_pandas()
        stays["local"] = stays["entered"].dt.tz_convert(ZONE)
        stays["hours"] = (stays["left"] - stays["entered"]).dt.total_seconds() / 3600
        return stays

    @cached_property
    def visits(self) -> pd.DataFrame:
        """One row per visit, in order of arrival."""
        ordered = self.stays.sort_values(["visit_id", "entered"])
        visits = ordered.groupby("visit_id").agg(
            patient=("patient_id", "first"),
            first_unit=("unit_id", "first"),
            last_unit=("unit_id", "last"),
            n_units=("unit_id", "size"),
            entered=("entered", "first"),
            left=("left", "last"),
        )
        return visits.sort_values("entered")

    @cached_property
    def census(self) -> pd.DataFrame:
        """Occupied beds at every full hour of the history, a column per unit."""
        first = local_midnight(date(self.as_of.year - 3, self.as_of.month, self.as_of.day), ZONE)
        hours = pd.date_range(first, local_midnight(self.as_of, ZONE), freq="h", inclusive="left").as_unit(
            "us"
        )
        columns = {}
        for unit_id, stays in self.stays.groupby("unit_id"):
            entered = np.sort(stays["entered"].to_numpy("datetime64[us]"))
            left = np.sort(stays["left"].dropna().to_numpy("datetime64[us]"))
            at = hours.tz_convert(None).to_numpy()
            columns[unit_id] = np.searchsorted(entered, at, "right") - np.searchsorted(left, at, "right")
        return pd.DataFrame(columns, index=hours.tz_convert(ZONE))

    @cached_property
    def staff(self) -> pd.DataFrame:
        """Staff with contracted hours."""
        staff = self.tables.staff.to_pandas()
        staff["hours"] = [self.hospital.contract_by_id[name].hours_week for name in staff["contract_id"]]
        return staff.set_index("staff_id")

    @cached_property
    def away(self) -> set[tuple[str, date]]:
        """Person and day of every absence."""
        return {
            (row["staff_id"], day.date())
            for row in self.tables.absences.to_pylist()
            for day in pd.date_range(row["first_day"], row["last_day"])
        }

    @property
    def end(self) -> datetime:
        """The instant at which complete history ends."""
        return local_midnight(self.as_of, ZONE).astimezone(UTC)


@pytest.fixture(scope="session")
def sample() -> Sample:
    return Sample(sample_hospital(), sample_tables())
