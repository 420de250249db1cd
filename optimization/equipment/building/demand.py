"""Demand by type, place and day, from the forecast."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow.compute as pc

from data.calendar import local_midnight
from data.forecast import QUANTILE_LEVELS, Forecast
from data.inputs import Measure, PlanInputs
from optimization.demand import Demand
from optimization.equipment.problem import Bools, Floats, Place

_LEVELS = np.array(QUANTILE_LEVELS)


def read_demand(
    inputs: PlanInputs, forecast: Forecast, places: tuple[Place, ...]
) -> Mapping[str, tuple[Demand, Bools]]:
    """By type: the demand, and for which places and days the forecast has any."""
    grid = inputs.grid
    day_of = {local_midnight(grid.date_of(day), grid.zone): day for day in range(grid.n_days)}
    place_of = {place.place_id: index for index, place in enumerate(places)}
    rows = forecast.quantiles.filter(pc.field("measure") == Measure.EQUIPMENT_IN_USE.value)
    rows = rows.select(["item_id", "unit_id", "time", "quantile", "value"])
    curves: dict[str, dict[tuple[int, int], dict[float, float]]] = {}
    for type_id, unit_id, instant, level, value in zip(
        *(rows[name].to_pylist() for name in rows.column_names), strict=True
    ):
        if instant in day_of:
            cell = place_of[unit_id], day_of[instant]
            curves.setdefault(type_id, {}).setdefault(cell, {})[level] = value
    found = {}
    for type_id, cells in curves.items():
        values: Floats = np.zeros((len(places), grid.n_days, len(_LEVELS)))
        known = np.zeros(values.shape[:2], dtype=bool)
        for cell, curve in cells.items():
            levels = sorted(curve)
            values[cell] = np.interp(_LEVELS, levels, [curve[level] for level in levels])
            known[cell] = True
        found[type_id] = Demand(_LEVELS, values), known
    return found


def no_demand(n_places: int, n_days: int) -> Demand:
    """Nobody needs anything."""
    return Demand(_LEVELS, np.zeros((n_places, n_days, len(_LEVELS))))
