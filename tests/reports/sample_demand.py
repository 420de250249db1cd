"""Patients of the sample run: past, forecast, and beds in use."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from statistics import NormalDist

from data.calendar import local_midnight
from data.forecast import QUANTILE_LEVELS
from tests.reports.sample_hospital import DAYS, FIRST_DAY, UNITS, ZONE

_NORMAL = NormalDist()


def _census(beds: int, hour: float) -> float:
    return beds * (0.88 + 0.06 * math.sin(hour / 24 * math.tau - 2) + 0.04 * math.sin(hour / 168 * math.tau))


def occupancy_rows() -> list[dict[str, object]]:
    rows = []
    for unit_id, _, _, beds in UNITS:
        for n, day in enumerate(DAYS):
            middle = _census(beds, n * 24 + 14)
            spread = beds * 0.03 * math.sqrt(n + 1)
            rows.append(
                {
                    "unit_id": unit_id,
                    "date": day,
                    "beds_staffed": beds,
                    "p10": middle - 1.28 * spread,
                    "p50": middle,
                    "p90": middle + 1.28 * spread,
                    "chance_full": 1 - NormalDist(middle, spread).cdf(beds),
                }
            )
    return rows


def history_rows() -> list[dict[str, object]]:
    rows = []
    for unit_id, _, _, beds in UNITS:
        for n in range(-28, 0):
            at = local_midnight(FIRST_DAY + timedelta(days=n), ZONE)
            for measure, value in (
                ("occupied_beds", round(_census(beds, n * 24))),
                ("admissions", None if n == -9 else float(beds // 3 + (n * 7) % 5)),
            ):
                rows.append(
                    {"unit_id": unit_id, "measure": measure, "item_id": "", "time": at, "value": value}
                )
    return rows


def _quantiles(
    unit_id: str, measure: str, at: datetime, step: int, mean: float, sd: float
) -> list[dict[str, object]]:
    return [
        {
            "unit_id": unit_id,
            "measure": measure,
            "item_id": "",
            "time": at,
            "step_minutes": step,
            "quantile": level,
            "value": max(mean + sd * _NORMAL.inv_cdf(level), 0.0),
        }
        for level in QUANTILE_LEVELS
    ]


def forecast_rows() -> list[dict[str, object]]:
    rows = []
    start, end = local_midnight(FIRST_DAY, ZONE), local_midnight(DAYS[-1] + timedelta(days=1), ZONE)
    n_hours = int((end - start).total_seconds() // 3600)
    for unit_id, _, _, beds in UNITS:
        for hour in range(n_hours):
            at = start + timedelta(hours=hour)
            spread = beds * 0.03 * math.sqrt(hour / 24 + 0.5)
            rows += _quantiles(unit_id, "occupied_beds", at, 60, _census(beds, hour), spread)
        for n, day in enumerate(DAYS):
            mean = beds // 3 + 2 + (n % 3)
            rows += _quantiles(unit_id, "admissions", local_midnight(day, ZONE), 1440, mean, math.sqrt(mean))
    return rows


def series_rows() -> list[dict[str, object]]:
    return [
        {
            "unit_id": unit_id,
            "measure": measure,
            "item_id": "",
            "forecaster": "ets" if measure == "admissions" else "census_from_stays",
            "reason": "lowest weighted interval score of 3 over 4 past weeks (2.1 against 2.4 and 2.6)",
            "fallback": "prophet did not converge" if unit_id == "W1" and measure == "admissions" else None,
            "n_history_days": 1095,
            "mase": 0.82,
            "wis": 2.1,
            "coverage_80": 0.79,
        }
        for unit_id, *_ in UNITS
        for measure in ("admissions", "occupied_beds")
    ]
