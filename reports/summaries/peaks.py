"""The highest census of a week, by unit and for the hospital."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from data.forecast import WHOLE_HOSPITAL
from reports.run_view import RunView
from reports.words import number


@dataclass(frozen=True, slots=True)
class WeekPeak:
    """Median and 90 % quantile of the highest census in the week from `first_day`; `unit_id` empty is the hospital."""

    unit_id: str
    first_day: date
    p50: float
    p90: float


def planned_peaks(run: RunView) -> Sequence[Mapping[str, Any]]:
    """With admissions on the days to which they move; runs that did not record it tell the forecast."""
    return run.rows("census_peaks") or run.rows("forecast_peaks")


def week_peaks(peaks: pa.Table) -> list[WeekPeak]:
    """The peaks of each week in a FORECAST_PEAKS table, in its order."""
    return _week_peaks(peaks.to_pylist())


def _week_peaks(rows: Iterable[Mapping[str, Any]]) -> list[WeekPeak]:
    found: dict[tuple[str, date], dict[float, float]] = {}
    for row in rows:
        if row["n_days"] > 1:
            found.setdefault((row["unit_id"], row["first_day"]), {})[row["quantile"]] = row["value"]
    return [WeekPeak(*key, levels[0.5], levels[0.9]) for key, levels in found.items()]


def highest_peaks(rows: Sequence[Mapping[str, Any]]) -> list[WeekPeak]:
    """For each unit, and the hospital, the week with the highest peak."""
    highest: dict[str, WeekPeak] = {}
    for peak in _week_peaks(rows):
        if peak.unit_id not in highest or peak.p90 > highest[peak.unit_id].p90:
            highest[peak.unit_id] = peak
    return list(highest.values())


def hospital_peak(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """The hospital's peak in words; None without a forecast of beds."""
    return next((peak_words(peak) for peak in highest_peaks(rows) if peak.unit_id == WHOLE_HOSPITAL), None)


def peak_words(peak: WeekPeak) -> str:
    """`Highest hour of the week: 29 patients, at most 33 in nine of ten such weeks.`"""
    return f"Highest hour of the week: {number(peak.p50)} patients, at most {number(peak.p90)} in nine of ten such weeks."
