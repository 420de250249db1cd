"""Admissions, transfers and discharges per local day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import local_midnight, zone_info
from data.census.clean import clean_stays
from data.schema import COUNT, DATE, TEXT, Column, SourceKind, TableSchema

DAILY_EVENTS = TableSchema(
    name="daily_events",
    title="Daily events",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("date", DATE, "the local day"),
        Column("admissions", COUNT, "visits that began in the unit"),
        Column("transfers_in", COUNT, "patients received from another unit"),
        Column("discharges", COUNT, "visits that ended in the unit"),
        Column("transfers_out", COUNT, "patients sent to another unit"),
    ),
    key=("unit_id", "date"),
    kind=SourceKind.RESULT,
)


def daily_counts(
    stays: pa.Table, zone: str, start: datetime, end: datetime, unit_ids: Sequence[str] | None = None
) -> pa.Table:
    """Events per unit and local day from `start` to before `end` (local midnights), as DAILY_EVENTS declares.

    `stays` is a STAYS table, cleaned here (`clean_stays`). The first segment of a visit is its admission, each later
    one a transfer; the last one that has ended is its discharge. Stays are an event list, so a day without events has
    zeros. `unit_ids` None means the units that occur, sorted by id.
    """
    return count_daily(clean_stays(stays).segments, zone, start, end, unit_ids)


def count_daily(
    segments: pa.Table, zone: str, start: datetime, end: datetime, unit_ids: Sequence[str] | None = None
) -> pa.Table:
    """As daily_counts, for segments that `clean_stays` has tidied already."""
    if unit_ids is None:
        unit_ids = sorted(set(segments.column("unit_id").to_pylist()))
    first_day = start.astimezone(zone_info(zone)).date()
    midnights = [first_day]
    while local_midnight(midnights[-1], zone) < end:
        midnights.append(midnights[-1] + timedelta(days=1))
    n_days = len(midnights) - 1
    edges = np.array([_microsecond(local_midnight(day, zone)) for day in midnights])

    unit = pc.fill_null(pc.index_in(segments.column("unit_id"), pa.array(unit_ids, TEXT)), -1).to_numpy()
    visit = pc.dictionary_encode(segments.column("visit_id").combine_chunks()).indices.to_numpy()
    changes = visit[1:] != visit[:-1]
    is_first = np.concatenate([[True], changes])[: len(visit)]
    is_last = np.concatenate([changes, [True]])[-len(visit) :] if len(visit) else np.zeros(0, dtype=bool)
    entered = segments.column("entered").cast(pa.int64()).to_numpy()
    has_left = pc.is_valid(segments.column("left")).to_numpy()
    left = pc.fill_null(segments.column("left").cast(pa.int64()), 0).to_numpy()

    def count(instants: npt.NDArray[np.int64], chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        day = np.searchsorted(edges, instants, side="right") - 1
        inside = chosen & (unit >= 0) & (day >= 0) & (day < n_days)
        return np.bincount(unit[inside] * n_days + day[inside], minlength=len(unit_ids) * n_days)

    owner = np.repeat(np.arange(len(unit_ids)), n_days)
    return DAILY_EVENTS.conform(
        pa.table(
            {
                "unit_id": pa.array(unit_ids, TEXT).take(pa.array(owner)),
                "date": pa.array(midnights[:n_days] * len(unit_ids), DATE),
                "admissions": count(entered, is_first),
                "transfers_in": count(entered, ~is_first),
                "discharges": count(left, is_last & has_left),
                "transfers_out": count(left, ~is_last & has_left),
            }
        )
    )


def _microsecond(instant: datetime) -> int:
    return int(instant.astimezone(UTC).timestamp()) * 1_000_000
