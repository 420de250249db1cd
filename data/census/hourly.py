"""Occupied beds at every full hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import minutes_between
from data.census.clean import OPEN, clean_stays
from data.schema import COUNT, INSTANT, TEXT, Column, SourceKind, TableSchema

HOURLY_CENSUS = TableSchema(
    name="hourly_census",
    title="Hourly census",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("time", INSTANT, "the full hour"),
        Column("occupied", COUNT, "patients in the unit at that instant"),
    ),
    key=("unit_id", "time"),
    kind=SourceKind.RESULT,
)

_HOUR = 3_600_000_000


def hourly_census(stays: pa.Table, unit_ids: Sequence[str], start: datetime, end: datetime) -> pa.Table:
    """Patients in each unit at start, start + 1 h, ... before `end`, as HOURLY_CENSUS declares.

    `stays` is a STAYS table, cleaned here (`clean_stays`). A patient counts at an instant t when entered <= t < left;
    an open stay counts to the end. Rows come by unit in the given order, then by time; a unit without stays has zeros.
    Hours are elapsed hours, so a day that changes the clock has 23 or 25 of them.
    """
    return count_hourly(clean_stays(stays).segments, unit_ids, start, end)


def count_hourly(segments: pa.Table, unit_ids: Sequence[str], start: datetime, end: datetime) -> pa.Table:
    """As hourly_census, for segments that `clean_stays` has tidied already."""
    n_hours = -(-minutes_between(start, end) // 60)
    first = int(start.astimezone(UTC).timestamp()) * 1_000_000
    unit = pc.fill_null(pc.index_in(segments.column("unit_id"), pa.array(unit_ids, TEXT)), -1).to_numpy()
    entered = segments.column("entered").cast(pa.int64()).to_numpy()
    left = pc.fill_null(segments.column("left").cast(pa.int64()), OPEN).to_numpy()
    hour_in = np.clip(-((first - entered) // _HOUR), 0, n_hours)
    hour_out = np.clip((np.minimum(left, first + n_hours * _HOUR) - first + _HOUR - 1) // _HOUR, 0, n_hours)
    known = unit >= 0
    width = n_hours + 1
    size = len(unit_ids) * width
    change = np.bincount(unit[known] * width + hour_in[known], minlength=size).astype(np.int64)
    change -= np.bincount(unit[known] * width + hour_out[known], minlength=size)
    occupied = change.reshape(len(unit_ids), width).cumsum(axis=1)[:, :n_hours]
    times = pa.array(first + np.arange(n_hours) * _HOUR).cast(INSTANT)
    owner = pa.array(np.repeat(np.arange(len(unit_ids), dtype=np.int32), n_hours))
    return HOURLY_CENSUS.conform(
        pa.table(
            {
                "unit_id": pa.array(unit_ids, TEXT).take(owner),
                "time": times.take(pa.array(np.tile(np.arange(n_hours), len(unit_ids)))),
                "occupied": occupied.ravel(),
            }
        )
    )
