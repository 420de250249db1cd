"""The highest census of a day or a week as planned: with admissions on the days to which they move."""

from __future__ import annotations

from dataclasses import replace

from data.forecast import FORECAST_PEAKS

CENSUS_PEAKS = replace(
    FORECAST_PEAKS,
    name="census_peaks",
    title="Highest census of a day or a week, after moved admissions",
)
