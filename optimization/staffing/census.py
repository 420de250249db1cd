"""The census that a shift meets, as quantiles, from the forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.forecast import Forecast
from data.inputs import Measure

Floats = NDArray[np.float64]

LEVELS: Floats = (np.arange(200) + 0.5) / 200
"""Evenly spaced levels at which needs are evaluated; each stands for a chance of 1 in 200."""


@dataclass(frozen=True, slots=True)
class UnitCensus:
    """`values[i]` holds the census at `times[i]` (UTC) for LEVELS; values outside the forecast's levels are cut."""

    times: tuple[datetime, ...]
    values: Floats

    def during(self, start: datetime, end: datetime) -> Floats:
        """The rows whose step of up to an hour overlaps [start, end), shape (rows, levels)."""
        inside = [start - timedelta(hours=1) < time < end for time in self.times]
        during: Floats = self.values[np.array(inside, dtype=bool)]
        return during


def unit_census(forecast: Forecast) -> Mapping[str, UnitCensus]:
    """Occupied beds by unit."""
    table = forecast.quantiles
    beds = table.filter(pc.equal(table["measure"], pa.scalar(Measure.OCCUPIED_BEDS.value)))
    curves: dict[tuple[str, datetime], list[tuple[float, float]]] = {}
    for unit_id, time, level, value in zip(
        beds["unit_id"].to_pylist(),
        beds["time"].to_pylist(),
        beds["quantile"].to_pylist(),
        beds["value"].to_pylist(),
        strict=True,
    ):
        curves.setdefault((unit_id, time.astimezone(UTC)), []).append((level, value))
    by_unit: dict[str, list[tuple[datetime, Floats]]] = {}
    for (unit_id, time), points in sorted(curves.items(), key=lambda item: item[0]):
        levels, values = zip(*sorted(points), strict=True)
        by_unit.setdefault(unit_id, []).append((time, np.interp(LEVELS, levels, values)))
    return {
        unit_id: UnitCensus(tuple(time for time, _ in rows), np.vstack([values for _, values in rows]))
        for unit_id, rows in by_unit.items()
    }
