"""Occupied against staffed beds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import zone_info
from data.forecast import Forecast, chance_above
from data.inputs import Measure, PlanInputs
from data.run_tables import OCCUPANCY
from optimization.beds.result import BedPlan


def occupancy_table(inputs: PlanInputs, forecast: Forecast, beds: BedPlan) -> pa.Table:
    """OCCUPANCY, for every unit with a forecast of occupied beds, with what moved admissions add and take away.

    The figures of a day are the highest of its hours, quantile by quantile; so is `chance_full`. The hours of one day
    rise and fall together, which makes this a close lower bound of the day's highest census.
    """
    grid = inputs.grid
    rows = forecast.quantiles.filter(pc.field("measure") == Measure.OCCUPIED_BEDS.value)
    frame = rows.select(["unit_id", "time", "quantile", "value"]).to_pandas()
    if frame.empty:
        return OCCUPANCY.empty()
    frame["date"] = pd.to_datetime(frame["time"], utc=True).dt.tz_convert(zone_info(grid.zone)).dt.date
    wide = frame.pivot_table(index=["unit_id", "date", "time"], columns="quantile", values="value")
    levels = wide.columns.to_numpy(dtype=float)
    order = {unit.id: index for index, unit in enumerate(inputs.hospital.units)}
    shift_of = beds.shift_of
    found: list[dict[str, Any]] = []
    for (unit_id, day), hours in wide.groupby(level=["unit_id", "date"]):
        if not 0 <= grid.day(day) < grid.n_days:
            continue
        values = np.maximum(0.0, hours.to_numpy(dtype=float) + shift_of.get((unit_id, grid.day(day)), 0))
        beds_staffed = inputs.beds_staffed(unit_id, day)
        peak = dict(zip(levels, values.max(axis=0), strict=True))
        found.append(
            {
                "unit_id": unit_id,
                "date": day,
                "beds_staffed": beds_staffed,
                "p10": peak[0.1],
                "p50": peak[0.5],
                "p90": peak[0.9],
                "chance_full": max(chance_above(beds_staffed, levels, hour) for hour in values),
            }
        )
    found.sort(key=lambda row: (order[row["unit_id"]], row["date"]))
    return OCCUPANCY.table(found)
