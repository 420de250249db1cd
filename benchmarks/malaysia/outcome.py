"""Forecast against what really happened, per state."""

from __future__ import annotations

import pandas as pd

from data.forecast import Forecast
from data.inputs import Measure

_LEVELS = (0.1, 0.5, 0.9)


def compare(forecast: Forecast, actual: pd.DataFrame) -> pd.DataFrame:
    """Per state and measure over the days of `actual`: mean forecast and value, error, and coverage of 80 % intervals.

    Columns: state, measure, n_days, forecast, actual, mae, inside_80 (share of days).
    """
    quantiles = forecast.quantiles.to_pandas()
    quantiles = quantiles[quantiles["quantile"].isin(_LEVELS)]
    quantiles["date"] = (
        quantiles["time"].dt.tz_convert("Asia/Kuala_Lumpur").dt.tz_localize(None).dt.normalize()
    )
    parts = []
    for measure, suffix, column in (
        (Measure.OCCUPIED_BEDS, "", "ward_occupied"),
        (Measure.OCCUPIED_BEDS, " ICU", "icu_occupied"),
        (Measure.EQUIPMENT_IN_USE, " ICU", "ventilators_in_use"),
    ):
        rows = quantiles[quantiles["measure"] == measure]
        wide = rows.pivot_table(index=["unit_id", "date"], columns="quantile", values="value").reset_index()
        truth = actual.assign(unit_id=actual["state"] + suffix)[["unit_id", "state", "date", column]].dropna()
        parts.append(_summary(truth.merge(wide, on=["unit_id", "date"]), column))
    return pd.concat(parts, ignore_index=True)


def _summary(days: pd.DataFrame, column: str) -> pd.DataFrame:
    low, mid, high = _LEVELS
    days = days.assign(
        error=(days[mid] - days[column]).abs(),
        inside=(days[column] >= days[low]) & (days[column] <= days[high]),
    )
    grouped = days.groupby("state")
    return pd.DataFrame(
        {
            "state": list(grouped.groups),
            "measure": column,
            "n_days": grouped.size().to_numpy(),
            "forecast": grouped[mid].mean().to_numpy(),
            "actual": grouped[column].mean().to_numpy(),
            "mae": grouped["error"].mean().to_numpy(),
            "inside_80": grouped["inside"].mean().to_numpy(),
        }
    )
