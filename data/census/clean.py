"""Stays made fit for counting: every patient is in one place at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.tables.stays import STAYS

OPEN = np.iinfo(np.int64).max
"""Microsecond that stands for "still there" inside the computations of this package."""


@dataclass(frozen=True, slots=True)
class CleanStays:
    """Tidy segments and what was not counted as recorded.

    `segments` is a STAYS table, sorted by visit and time: the segments of a visit never overlap, nor do the visits of
    one patient; touching segments in one unit are one; a zero-length segment is kept only when it is the whole visit
    (a day case of no length is an admission and a discharge). `overlapping_visit_ids` are the visits that lie wholly
    or in part inside an earlier visit of the same patient: only what lies outside it counts.
    """

    segments: pa.Table
    n_visits_recorded: int
    overlapping_visit_ids: tuple[str, ...]
    n_visits_in_two_units_at_once: int


def clean_stays(stays: pa.Table) -> CleanStays:
    """Tidy a STAYS table; see CleanStays for the rules.

    Where a visit is recorded in two units at once, the patient is in the one entered last and, when that stay ends
    first, back in the other. Rows without a patient_id are never compared across visits. Raises ValueError when a
    stay ends before it begins (importers set such rows aside).
    """
    frame, visit_names, unit_names, patient_names = _coded(stays)
    if (frame["left"] < frame["entered"]).any():
        raise ValueError("a stay ends before it begins")
    frame, n_two_units = _one_unit_at_a_time(frame)
    frame, overlapping = _one_visit_at_a_time(frame)
    frame = _without_zero_lengths(_joined(frame))
    left = frame["left"].to_numpy()
    segments = pa.table(
        {
            "visit_id": visit_names.take(pa.array(frame["visit"].to_numpy())),
            "patient_id": patient_names.take(
                pa.array(frame["patient"].to_numpy(), mask=frame["patient"] < 0)
            ),
            "unit_id": unit_names.take(pa.array(frame["unit"].to_numpy())),
            "entered": pa.array(frame["entered"].to_numpy()).cast(STAYS.by_name["entered"].type),
            "left": pa.array(left, mask=left == OPEN).cast(STAYS.by_name["left"].type),
        }
    )
    names = tuple(visit_names.take(pa.array(overlapping)).to_pylist())
    return CleanStays(STAYS.conform(segments), len(visit_names), tuple(sorted(names)), n_two_units)


def _coded(stays: pa.Table) -> tuple[pd.DataFrame, pa.Array, pa.Array, pa.Array]:
    columns: dict[str, npt.NDArray[np.int64]] = {}
    names: dict[str, pa.Array] = {}
    for short, column in (("visit", "visit_id"), ("unit", "unit_id"), ("patient", "patient_id")):
        encoded = pc.dictionary_encode(stays.column(column).combine_chunks())
        columns[short] = pc.fill_null(encoded.indices.cast(pa.int64()), -1).to_numpy()
        names[short] = encoded.dictionary
    for short in ("entered", "left"):
        microseconds = stays.column(short).combine_chunks().cast(pa.int64())
        columns[short] = pc.fill_null(microseconds, OPEN).to_numpy()
    frame = pd.DataFrame(columns).sort_values(["visit", "entered", "left"], ignore_index=True)
    return frame, names["visit"], names["unit"], names["patient"]


def _ends_before(group: pd.Series[int], left: pd.Series[int]) -> pd.Series[int]:
    """Latest end among the earlier rows of the same group; the smallest int64 for its first row."""
    latest = left.groupby(group, sort=False).cummax().shift(fill_value=np.iinfo(np.int64).min)
    return latest.where(group.eq(group.shift()), np.iinfo(np.int64).min)


def _one_unit_at_a_time(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    clashes = frame["entered"] < _ends_before(frame["visit"], frame["left"])
    visits = frame.loc[clashes, "visit"].unique()
    if not len(visits):
        return frame, 0
    touched = frame["visit"].isin(visits)
    rows: list[tuple[int, int, int, int, int]] = []
    n_two_units = 0
    for _, group in frame[touched].groupby("visit", sort=False):
        visit, patient = int(group["visit"].iloc[0]), int(group["patient"].iloc[0])
        stays = list(zip(group["entered"], group["left"], group["unit"], strict=True))
        n_two_units += len({unit for _, _, unit in stays}) > 1
        rows += [(visit, unit, patient, start, end) for start, end, unit in _latest_entry_counts(stays)]
    mended = pd.DataFrame(rows, columns=["visit", "unit", "patient", "entered", "left"])
    whole = pd.concat([frame[~touched], mended], ignore_index=True)
    return whole.sort_values(["visit", "entered", "left"], ignore_index=True), n_two_units


def _latest_entry_counts(stays: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """(entered, left, unit) without overlap: at each moment the stay entered last among those not yet ended."""
    edges = sorted({edge for entered, left, _ in stays for edge in (entered, left)})
    result = [stay for stay in stays if stay[0] == stay[1]]
    for start, end in pairwise(edges):
        present = [stay for stay in stays if stay[0] <= start and stay[1] >= end]
        if present:
            result.append((start, end, max(present, key=lambda stay: stay[0])[2]))
    return result


def _one_visit_at_a_time(frame: pd.DataFrame) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    known = frame[frame["patient"] >= 0]
    visits = known.groupby("visit", sort=False).agg(
        patient=("patient", "first"), entered=("entered", "min"), left=("left", "max")
    )
    # Of two visits that begin together the longer one is the outer one.
    visits = visits.sort_values(["patient", "entered", "left"], ascending=[True, True, False])
    busy_until = _ends_before(visits["patient"], visits["left"])
    inner = busy_until[visits["entered"] < busy_until]
    if inner.empty:
        return frame, np.zeros(0, dtype=np.int64)
    floor = frame["visit"].map(inner).fillna(np.iinfo(np.int64).min).astype("int64")
    is_inner = frame["visit"].isin(inner.index)
    kept = frame[~is_inner | (frame["left"] > floor)].copy()
    kept["entered"] = np.maximum(kept["entered"], floor[kept.index])
    return kept.reset_index(drop=True), inner.index.to_numpy()


def _joined(frame: pd.DataFrame) -> pd.DataFrame:
    """Touching segments of one visit in one unit become one."""
    follows = (
        frame["visit"].eq(frame["visit"].shift())
        & frame["unit"].eq(frame["unit"].shift())
        & frame["entered"].eq(frame["left"].shift())
    )
    if not follows.any():
        return frame
    grouped = frame.groupby((~follows).cumsum(), sort=False)
    return grouped.agg(
        visit=("visit", "first"),
        unit=("unit", "first"),
        patient=("patient", "first"),
        entered=("entered", "min"),
        left=("left", "max"),
    ).reset_index(drop=True)


def _without_zero_lengths(frame: pd.DataFrame) -> pd.DataFrame:
    empty = frame["entered"].eq(frame["left"])
    has_length = (~empty).groupby(frame["visit"]).transform("any")
    is_first = ~frame["visit"].duplicated()
    kept = frame[~empty | (~has_length & is_first)].reset_index(drop=True)
    # A zero-length row between two segments of one unit kept them apart; now they touch.
    return _joined(kept)
