"""Devices and their maintenance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.configuration.hospital import Hospital
from data.sample.plan_week import planned_monday
from data.sample.seeds import stream
from data.sample.usual_need import usual_patients
from data.tables import EQUIPMENT, EQUIPMENT_BOOKINGS, EQUIPMENT_SERVICES, MAINTENANCE

STOCK: Mapping[str, int] = {
    "VENT": 15, "PUMP": 304, "SYRINGE": 82, "MONITOR": 102, "MATTRESS": 86, "BARIATRIC": 13,
}  # fmt: skip
_POOL_SHARE = 0.15
_STATUSES = (("broken", 0.015), ("loaned", 0.01), ("retired", 0.01))

_WEEKS_SHOWN = 8
_SERVICES_PER_YEAR = {"VENT": 2, "PUMP": 1, "SYRINGE": 1, "MONITOR": 1, "MATTRESS": 2, "BARIATRIC": 2}
_RECALLED_PUMPS = 8
_DUE_SHARE = 0.06
"""Share of the devices in service that have a service due in the weeks from the planned one on."""


def sample_equipment(hospital: Hospital, seed: int) -> pa.Table:
    """About 600 devices of six types; most have a home unit, the others are in the shared pool."""
    rng = stream(seed, "equipment")
    rows: list[dict[str, object]] = []
    for kind in hospital.equipment_types:
        stock = STOCK[kind.id]
        weight = {
            unit_id: rate * usual_patients(hospital.unit_by_id[unit_id])
            for unit_id, rate in kind.per_occupied_bed.items()
        }
        homes = _shares(weight, round(stock * (1 - _POOL_SHARE)))
        places: list[str | None] = [unit_id for unit_id, count in homes.items() for _ in range(count)]
        places += [None] * (stock - len(places))
        for number, place in enumerate(places, start=1):
            draw, status = rng.random(), "in_service"
            for name, share in _STATUSES:
                if draw < share:
                    status = name
                    break
                draw -= share
            rows.append(
                {
                    "asset_id": f"{kind.id}-{number:03d}",
                    "type_id": kind.id,
                    "unit_id": place,
                    "status": status,
                }
            )
    return EQUIPMENT.table(rows)


def sample_maintenance(equipment: pa.Table, seed: int, as_of: date) -> pa.Table:
    """Services, repairs and a recall from the fortnight before the planned week to six weeks after its start."""
    rng = stream(seed, "maintenance")
    monday = planned_monday(as_of)
    first = monday - timedelta(weeks=2)
    rows: list[dict[str, object]] = []
    pumps: list[str] = []
    for device in equipment.to_pylist():
        serviced = rng.random() < _SERVICES_PER_YEAR[device["type_id"]] * _WEEKS_SHOWN / 52
        week, weekday, length = (
            int(rng.integers(0, _WEEKS_SHOWN)),
            int(rng.integers(0, 4)),
            int(rng.integers(1, 3)),
        )
        repair = int(rng.integers(4, 30))
        if device["status"] == "broken":
            rows.append(_row(device["asset_id"], as_of - timedelta(days=7), repair, "repair"))
        elif device["status"] == "in_service" and serviced:
            kind = "cleaning" if device["type_id"] in ("MATTRESS", "BARIATRIC") else "service"
            rows.append(_row(device["asset_id"], first + timedelta(days=7 * week + weekday), length, kind))
        elif device["status"] == "in_service" and device["type_id"] == "PUMP":
            pumps.append(device["asset_id"])
    recalled = sorted(rng.choice(len(pumps), size=_RECALLED_PUMPS, replace=False).tolist())
    rows += [_row(pumps[place], monday + timedelta(days=1), 3, "recall") for place in recalled]
    return MAINTENANCE.table(sorted(rows, key=lambda row: str(row["asset_id"])))


def sample_services(equipment: pa.Table, maintenance: pa.Table, seed: int, as_of: date) -> pa.Table:
    """Services that are due within a window of two weeks, of devices without any outage."""
    rng = stream(seed, "services due")
    busy = set(maintenance["asset_id"].to_pylist())
    monday = planned_monday(as_of)
    rows: list[dict[str, object]] = []
    for device in equipment.to_pylist():
        due, late, length = rng.random() < _DUE_SHARE, int(rng.integers(3, 35)), int(rng.integers(1, 3))
        if due and device["status"] == "in_service" and device["asset_id"] not in busy:
            day = monday + timedelta(days=late)
            rows.append(
                {
                    "asset_id": device["asset_id"],
                    "earliest_day": day - timedelta(days=13),
                    "due_day": day,
                    "n_days": length,
                }
            )
    return EQUIPMENT_SERVICES.table(rows)


def sample_bookings(as_of: date) -> pa.Table:
    """Two monitors are promised to a training day; a neighbouring hospital asks for four syringe drivers."""
    monday = planned_monday(as_of)
    return EQUIPMENT_BOOKINGS.table(
        [
            {
                "booking_id": "TRAINING",
                "type_id": "MONITOR",
                "first_day": monday + timedelta(days=2),
                "last_day": monday + timedelta(days=2),
                "n_devices": 2,
                "kind": "agreed",
            },
            {
                "booking_id": "NEIGHBOUR",
                "type_id": "SYRINGE",
                "first_day": monday,
                "last_day": monday + timedelta(days=6),
                "n_devices": 4,
                "kind": "asked",
                "pence_per_day": 1500,
            },
        ]
    )


def _row(asset_id: str, first_day: date, n_days: int, kind: str) -> dict[str, object]:
    return {
        "asset_id": asset_id,
        "first_day": first_day,
        "last_day": first_day + timedelta(days=n_days - 1),
        "kind": kind,
    }


def _shares(weight: Mapping[str, float], total: int) -> dict[str, int]:
    """`total` shared out in proportion, by largest remainder; first come wins a tie."""
    names = list(weight)
    exact = np.array([weight[name] for name in names])
    exact = exact / exact.sum() * total
    whole = np.floor(exact).astype(int)
    for place in np.argsort(-(exact - whole), kind="stable")[: total - int(whole.sum())].tolist():
        whole[place] += 1
    return dict(zip(names, whole.tolist(), strict=True))
