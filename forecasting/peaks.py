"""The highest census of each day and of the week, for every unit and for the hospital."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.calendar import DayGrid, IsoWeek
from data.forecast import FORECAST_PEAKS, WHOLE_HOSPITAL
from forecasting.equipment_demand import day_maxima
from forecasting.horizon import Horizon
from forecasting.quantiles import LEVELS, IntArray, path_quantiles
from forecasting.reconciliation import add_up


def peak_table(joint: Mapping[str, IntArray], horizon: Horizon, grid: DayGrid) -> pa.Table:
    """FORECAST_PEAKS from paths (n_samples, n_hours) that belong together.

    The hospital's census is added up hour by hour on each path before its highest is taken: wards that are full at different
    hours do not fill the hospital. Without any paths the table has no rows.
    """
    if not joint:
        return FORECAST_PEAKS.empty()
    day = horizon.day_of_hour()
    days = [grid.date_of(number) for number in range(grid.n_days)]
    first = horizon.days.index(days[0])
    parts = []
    for unit_id, paths in {**joint, WHOLE_HOSPITAL: add_up(joint)}.items():
        highest = day_maxima(paths, day)[:, first:]
        spans = planned_spans(days)
        peaks = np.stack([highest[:, start : start + n_days].max(axis=1) for start, n_days in spans], axis=1)
        quantiles = path_quantiles(peaks)
        repeats = len(LEVELS)
        columns = {
            "unit_id": pa.repeat(unit_id, quantiles.size),
            "first_day": pa.array([days[start] for start, _ in spans for _ in range(repeats)], pa.date32()),
            "n_days": pa.array([n_days for _, n_days in spans for _ in range(repeats)], pa.int64()),
            "quantile": np.tile(LEVELS, len(spans)),
            "value": quantiles.ravel(),
        }
        parts.append(pa.table(columns))
    return FORECAST_PEAKS.conform(pa.concat_tables(parts))


def planned_spans(days: list[date]) -> list[tuple[int, int]]:
    """Number of the first day and length: of each day, then of each ISO week among the days."""
    return [*((number, 1) for number in range(len(days))), *_weeks(days)]


def _weeks(days: list[date]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(days):
        monday = IsoWeek.of(days[start]).monday
        n_days = min(((monday + timedelta(days=7)) - days[start]).days, len(days) - start)
        yield start, n_days
        start += n_days
