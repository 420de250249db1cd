"""The recent days behind the forecast, as the store has them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import local_midnight, zone_info
from data.census.daily import daily_counts
from data.census.hourly import hourly_census
from data.inputs import Measure, PlanInputs
from data.run_tables import HISTORY

HISTORY_DAYS = 56
"""Eight weeks: enough to see the week's shape and the trend in a chart."""

HOURLY_DAYS = 28
"""Of these, the last days whose census is kept for every hour, as it is forecast."""

_COUNTED = (Measure.ATTENDANCES, Measure.ADMISSIONS, Measure.TRANSFERS_IN, Measure.OCCUPIED_BEDS)


def history_table(inputs: PlanInputs) -> pa.Table:
    """HISTORY for the last HISTORY_DAYS days before the cutoff.

    From the stays where they are stored, occupied beds being the census at every full hour of the last HOURLY_DAYS; else
    from the daily counts. As in forecasts, those who come to an emergency department from outside are attendances.
    """
    last = inputs.cutoff.astimezone(zone_info(inputs.grid.zone)).date()
    days = [last - timedelta(days=back) for back in range(HISTORY_DAYS, 0, -1)]
    source = _from_stays(inputs, days, last) if inputs.tables.stays.num_rows else _from_counts(inputs, days)
    rows = [
        {"unit_id": unit_id, "measure": measure.value, "item_id": item_id, "time": time, "value": value}
        for unit_id, measure, item_id, time, value in (*source, *_from_use(inputs, days))
    ]
    return HISTORY.table(rows)


Point = tuple[str, Measure, str, datetime, float | None]


def _from_stays(inputs: PlanInputs, days: list[date], end: date) -> Iterator[Point]:
    zone = inputs.grid.zone
    kinds = {unit.id: unit.kind for unit in inputs.hospital.units}
    unit_ids = list(kinds)
    start, stop = local_midnight(days[0], zone), local_midnight(end, zone)
    # Earlier stays cannot be seen in these days; leaving them out keeps the census quick.
    stays = inputs.tables.stays
    seen = pc.or_kleene(pc.is_null(stays["left"]), pc.greater(stays["left"], _instant(start)))
    stays = stays.filter(seen)
    for row in daily_counts(stays, zone, start, stop, unit_ids).to_pylist():
        at = local_midnight(row["date"], zone)
        outside = Measure.ATTENDANCES if kinds[row["unit_id"]] == "emergency" else Measure.ADMISSIONS
        yield row["unit_id"], outside, "", at, row["admissions"]
        yield row["unit_id"], Measure.TRANSFERS_IN, "", at, row["transfers_in"]
    hourly_from = local_midnight(days[-HOURLY_DAYS], zone)
    for row in hourly_census(stays, unit_ids, hourly_from, stop).to_pylist():
        yield row["unit_id"], Measure.OCCUPIED_BEDS, "", row["time"], row["occupied"]


def _instant(when: datetime) -> pa.Scalar:
    return pa.scalar(when, pa.timestamp("us", tz="UTC"))


def _from_counts(inputs: PlanInputs, days: list[date]) -> Iterator[Point]:
    wanted = set(days)
    for row in inputs.tables.daily_counts.to_pylist():
        if row["date"] in wanted:
            for measure in _COUNTED:
                if row[measure.value] is not None:
                    at = local_midnight(row["date"], inputs.grid.zone)
                    yield row["unit_id"], measure, "", at, row[measure.value]


def _from_use(inputs: PlanInputs, days: list[date]) -> Iterator[Point]:
    wanted = set(days)
    for row in inputs.tables.equipment_use.to_pylist():
        if row["date"] in wanted:
            at = local_midnight(row["date"], inputs.grid.zone)
            yield row["unit_id"], Measure.EQUIPMENT_IN_USE, row["type_id"], at, row["in_use"]
