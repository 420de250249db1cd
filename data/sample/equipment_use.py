"""Devices in use per unit and day, following the patients who were there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.calendar import local_midnight
from data.configuration.hospital import Hospital
from data.sample.days import HISTORY_DAYS, Numbers, Whole
from data.sample.equipment import STOCK
from data.sample.seeds import stream
from data.tables import EQUIPMENT_USE

_USABLE = 0.95
"""Share of the stock that can be in use at once; the others are in repair, cleaning or on loan."""
_PERSISTENCE = 0.85
_VARIATION = 0.05


def sample_equipment_use(hospital: Hospital, stays: pa.Table, seed: int, as_of: date) -> pa.Table:
    """A return for each unit, type and day of the history, for units that use the type at all."""
    first_day = as_of - timedelta(days=HISTORY_DAYS)
    census = most_patients(hospital, stays, first_day, HISTORY_DAYS)
    unit_ids: list[str] = []
    type_ids: list[str] = []
    counts: list[Whole] = []
    for kind in hospital.equipment_types:
        users = list(kind.per_occupied_bed)
        wanted = np.stack(
            [
                _use(
                    census[unit_id], kind.per_occupied_bed[unit_id], stream(seed, f"use: {kind.id} {unit_id}")
                )
                for unit_id in users
            ]
        )
        if kind.at_most_one_per_patient:
            wanted = np.minimum(wanted, np.stack([census[unit_id] for unit_id in users]))
        usable = int(STOCK[kind.id] * _USABLE)
        # On a day on which more would be wanted than there is, every unit goes short in proportion.
        scale = np.minimum(1.0, usable / np.maximum(wanted.sum(axis=0), 1))
        in_use = np.floor(wanted * scale + 1e-9).astype(np.int64)
        unit_ids += users
        type_ids += [kind.id] * len(users)
        counts += list(in_use)
    days = np.arange(HISTORY_DAYS).astype("timedelta64[D]") + np.datetime64(first_day)
    return EQUIPMENT_USE.conform(
        pa.table(
            {
                "date": pa.array(np.tile(days, len(counts))),
                "unit_id": pa.array(np.repeat(unit_ids, HISTORY_DAYS).tolist()),
                "type_id": pa.array(np.repeat(type_ids, HISTORY_DAYS).tolist()),
                "in_use": pa.array(np.concatenate(counts), type=pa.int32()),
            }
        )
    )


def most_patients(hospital: Hospital, stays: pa.Table, first_day: date, n_days: int) -> Mapping[str, Whole]:
    """By unit, the most patients at any full hour of each local day."""
    zone = hospital.hospital.zone
    edges = [local_midnight(first_day + timedelta(days=day), zone) for day in range(n_days + 1)]
    first, last = (int(edge.timestamp()) for edge in (edges[0], edges[-1]))
    hours = np.arange(first, last, 3600)
    starts = np.searchsorted(hours, [int(edge.timestamp()) for edge in edges[:-1]])
    units = np.array(stays.column("unit_id").to_pylist())
    entered, left = (
        stays.column(name).cast(pa.int64()).to_numpy(zero_copy_only=False) for name in ("entered", "left")
    )
    most: dict[str, Whole] = {}
    for unit in hospital.units:
        here = units == unit.id
        came, went = np.sort(entered[here]), np.sort(left[here])  # open stays sort last, as not-a-number
        census = np.searchsorted(came, hours * 1_000_000, "right") - np.searchsorted(
            went, hours * 1_000_000, "right"
        )
        most[unit.id] = np.maximum.reduceat(census, starts)
    return most


def _use(patients: Whole, per_patient: float, rng: np.random.Generator) -> Whole:
    """Patients times a rate that drifts slowly, with less than Poisson noise."""
    noise = rng.standard_normal((2, len(patients)))
    drift: Numbers = np.empty(len(patients))
    level = 0.0
    for day, step in enumerate(noise[0].tolist()):
        level = _PERSISTENCE * level + _VARIATION * step
        drift[day] = level
    mean = patients * per_patient * (1 + drift)
    in_use: Whole = np.maximum(0, np.rint(mean + 0.5 * np.sqrt(mean.clip(0)) * noise[1])).astype(np.int64)
    return in_use
