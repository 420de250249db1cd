"""A forecast as rows: one for each unit, measure, item and time, with three quantiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from cli.forecasts.make import WeekForecast
from data.calendar import DayGrid, IsoWeek, zone_info
from data.schema import INSTANT
from reports.summaries.peaks import week_peaks
from reports.summaries.totals import totals

LEVELS = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """`p10`, `p50` and `p90` of what is counted at `time` (the start of the local day, or a full hour)."""

    unit_id: str
    measure: str
    item_id: str
    time: datetime
    p10: float
    p50: float
    p90: float

    def day(self, grid: DayGrid) -> date:
        """The local day."""
        return self.time.astimezone(zone_info(grid.zone)).date()


def forecast_rows(made: WeekForecast) -> list[ForecastRow]:
    """The rows of the planned days, in the order of the forecast."""
    grid, table = made.inputs.grid, made.forecast.quantiles
    start, end = (pa.scalar(when, INSTANT) for when in (grid.start, grid.end))
    time = table.column("time")
    planned = table.filter(pc.and_(pc.greater_equal(time, start), pc.less(time, end)))
    wanted = planned.filter(pc.is_in(planned.column("quantile"), pa.array(LEVELS)))
    found: dict[tuple[str, str, str, datetime], dict[float, float]] = {}
    for row in wanted.to_pylist():
        key = (row["unit_id"], row["measure"], row["item_id"], row["time"])
        found.setdefault(key, {})[row["quantile"]] = row["value"]
    return [ForecastRow(*key, *(values[level] for level in LEVELS)) for key, values in found.items()]


def forecast_json(made: WeekForecast) -> dict[str, object]:
    """What `wardwise forecast --json` prints."""
    inputs = made.inputs
    return {
        "week": str(IsoWeek.of(inputs.grid.first_day)),
        "n_days": inputs.grid.n_days,
        "cutoff": inputs.cutoff,
        "series": made.forecast.series.to_pylist(),
        "values": forecast_rows(made),
        "week_peaks": week_peaks(made.forecast.peaks),
        "totals": totals(made.forecast.totals.to_pylist()),
        "notes": [*inputs.notes, *made.forecast.notes],
    }
