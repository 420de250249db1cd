"""Daily series from the files of the cases."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np

from data.inputs import Measure
from forecasting.series import DailySeries, SeriesKey, daily_series


def read_series(path: Path, column: str = "admissions") -> DailySeries:
    """One unit's series from a file with `date`, `unit` and a column of counts."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    days = [date.fromisoformat(row["date"]) for row in rows]
    values = np.full((days[-1] - days[0]).days + 1, np.nan)
    for day, row in zip(days, rows, strict=True):
        values[(day - days[0]).days] = float(row[column])
    found = daily_series(SeriesKey(rows[0]["unit"], Measure.ADMISSIONS), days[0], values)
    assert found is not None
    return found
