"""The census that a shift meets, as quantiles, from the forecast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.forecast import Forecast
from data.inputs import Measure

Floats = NDArray[np.float64]

LEVELS: Floats = (np.arange(200) + 0.5) / 200
"""Evenly spaced levels at which needs are evaluated; each stands for a chance of 1 in 200."""


@dataclass(frozen=True, slots=True)
class UnitCensus:
    """`values[i]` holds the census at `times[i]` (UTC, rising) for LEVELS; values outside the forecast's levels are cut."""

    times: tuple[datetime, ...]
    values: Floats

    def during(self, start: datetime, end: datetime) -> Floats:
        """The rows whose step of up to an hour overlaps [start, end), shape (rows, levels)."""
        first = bisect_right(self.times, start - timedelta(hours=1))
        during: Floats = self.values[first : bisect_left(self.times, end)]
        return during


def unit_census(forecast: Forecast) -> Mapping[str, UnitCensus]:
    """Occupied beds by unit."""
    rows = forecast.quantiles.filter(pc.field("measure") == Measure.OCCUPIED_BEDS.value)
    frame = rows.select(["unit_id", "time", "quantile", "value"]).to_pandas()
    found = {}
    for unit_id, own in frame.groupby("unit_id"):
        wide = own.pivot_table(index="time", columns="quantile", values="value")
        levels = wide.columns.to_numpy(dtype=float)
        values = wide.to_numpy(dtype=float)
        known = ~np.isnan(values)
        found[str(unit_id)] = UnitCensus(
            tuple(time.to_pydatetime().astimezone(UTC) for time in wide.index),
            np.vstack([np.interp(LEVELS, levels[k], v[k]) for v, k in zip(values, known, strict=True)]),
        )
    return found
