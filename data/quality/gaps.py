"""Days without data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import log

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from data.calendar import local_midnight, zone_info
from data.census.daily import count_daily
from data.inputs import PlanInputs
from data.quality.report import Gap

LOOK_BACK_DAYS = 365
_UNLIKELY = 1e-6


def find_gaps(inputs: PlanInputs, segments: pa.Table) -> tuple[Gap, ...]:
    """Gaps of the last year before the cutoff, the longest first; `segments` are the tidied stays.

    A return has a gap on each day without a value, from the first reported day of the series on. An event list has
    none by meaning; a run of empty days counts as one when it would be a miracle at the unit's usual rate (Poisson
    probability below one in a million), because then the feed has probably stopped.
    """
    end = inputs.cutoff.astimezone(zone_info(inputs.grid.zone)).date()
    start = end - timedelta(days=LOOK_BACK_DAYS)
    tables = inputs.tables
    measures = [name for name in tables.daily_counts.column_names if name not in {"date", "unit_id"}]
    gaps = [
        *_returns("daily_counts", tables.daily_counts, ["unit_id"], measures, start, end),
        *_returns("equipment_use", tables.equipment_use, ["unit_id", "type_id"], ["in_use"], start, end),
        *_events(segments, inputs.grid.zone, start, end),
    ]
    return tuple(
        sorted(gaps, key=lambda gap: (-gap.n_days, gap.table, gap.unit_id, gap.measure, gap.first_day))
    )


def _returns(
    name: str, table: pa.Table, keys: list[str], measures: list[str], start: date, end: date
) -> Iterator[Gap]:
    frame = table.to_pandas()
    frame["day"] = pd.to_datetime(frame["date"])
    days = pd.date_range(start, end, freq="D", inclusive="left")
    for key, group in frame.groupby(keys, sort=True):
        for measure in measures:
            reported = group.loc[group[measure].notna(), "day"]
            if reported.empty:
                continue
            missing = ~days.isin(reported) & (days >= reported.min())
            label = measure if len(keys) == 1 else f"{measure} of {key[1]}"
            yield from _runs(name, str(key[0]), label, np.asarray(missing), start)


def _events(segments: pa.Table, zone: str, start: date, end: date) -> Iterator[Gap]:
    counts = count_daily(segments, zone, local_midnight(start, zone), local_midnight(end, zone)).to_pandas()
    counts["arrivals"] = counts["admissions"] + counts["transfers_in"]
    for unit_id, group in counts.groupby("unit_id", sort=True):
        arrivals = group["arrivals"].to_numpy()
        begun = np.cumsum(arrivals) > 0
        rate = arrivals[begun].mean() if begun.any() else 0.0
        for gap in _runs("stays", str(unit_id), "arrivals", (arrivals == 0) & begun, start):
            if rate * gap.n_days > -log(_UNLIKELY):
                yield gap


def _runs(
    table: str, unit_id: str, measure: str, missing: npt.NDArray[np.bool_], start: date
) -> Iterator[Gap]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], missing, [False]]).astype(np.int8)))
    for first, after in edges.reshape(-1, 2).tolist():
        days = [start + timedelta(days=first), start + timedelta(days=after - 1)]
        yield Gap(table, unit_id, measure, days[0], days[1], after - first)
