"""Which units send patients to which: more patients in the emergency department reach the wards, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.schema import INSTANT
from forecasting.quantiles import FloatArray

_ROUNDS = 8
"""Longest chain of transfers that a change is followed along."""


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """`sources` (n_units, n_units): share of the transfers into the row's unit that come from the column's unit.

    Rows of units without transfers are zero. `transferred` (n_units,): share of a unit's entries that are transfers.
    `onward` (n_units, n_units): share of those who enter the column's unit that is transferred to the row's unit next.
    """

    unit_ids: tuple[str, ...]
    sources: FloatArray
    transferred: FloatArray
    onward: FloatArray

    def transfer_factors(self, external: FloatArray, own: FloatArray) -> FloatArray:
        """Change of the transfers into each unit, (n_units, n_days), that follows from changes of arrivals.

        `external` multiplies the arrivals of each unit as its own changes say; `own` is the part of it that concerns
        the unit alone. Units of which no sender is known take `external` for their transfers.
        """
        has_sources = self.sources.sum(axis=1, keepdims=True) > 0
        share = self.transferred[:, np.newaxis]
        factors = external
        for _ in range(_ROUNDS):
            entries = (1 - share) * external + share * factors
            factors = np.where(has_sources, own * (self.sources @ entries), external)
        return factors

    def follow(self, named: FloatArray) -> FloatArray:
        """Patients who come on from `named` further ones, both (n_units, n_days), by the usual shares.

        A unit with a number of its own on a day takes that number and no more, wherever these patients come from.
        """
        own = named != 0
        coming = np.zeros_like(named)
        for _ in range(_ROUNDS):
            coming = np.where(own, 0.0, self.onward @ (named + coming))
        return coming


def find_flows(segments: pa.Table, unit_ids: Sequence[str], since: datetime) -> Flows:
    """Flows of the entries from `since` on; `segments` is a clean STAYS table, sorted by visit and time."""
    n_units = len(unit_ids)
    unit = pc.fill_null(
        pc.index_in(segments.column("unit_id"), pa.array(unit_ids, pa.string())), -1
    ).to_numpy()
    visit = pc.dictionary_encode(segments.column("visit_id").combine_chunks()).indices.to_numpy(
        zero_copy_only=False
    )
    recent = pc.greater_equal(segments.column("entered"), pa.scalar(since, INSTANT)).to_numpy()
    follows = np.zeros(len(unit), dtype=bool)
    follows[1:] = visit[1:] == visit[:-1]
    at = np.flatnonzero(follows & recent & (unit >= 0))
    came_from, went_to = unit[at - 1], unit[at]
    known = came_from >= 0
    pairs = np.bincount(went_to[known] * n_units + came_from[known], minlength=n_units**2).astype(float)
    pairs = pairs.reshape(n_units, n_units)
    entries = np.bincount(unit[recent & (unit >= 0)], minlength=n_units)
    transfers = np.bincount(went_to, minlength=n_units)
    totals = pairs.sum(axis=1, keepdims=True)
    return Flows(
        tuple(unit_ids),
        np.divide(pairs, totals, out=np.zeros_like(pairs), where=totals > 0),
        np.divide(transfers, entries, out=np.zeros(n_units), where=entries > 0),
        np.divide(pairs, entries, out=np.zeros_like(pairs), where=entries > 0),
    )


def no_flows(unit_ids: Sequence[str]) -> Flows:
    """For a hospital without stays: nothing is known of who sends patients where."""
    n_units = len(unit_ids)
    nobody = np.zeros((n_units, n_units))
    return Flows(tuple(unit_ids), nobody, np.zeros(n_units), nobody)
