"""Devices by place and day: which there are, which are out of use, which have a service ahead, which are promised."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np

from data.inputs import PlanInputs
from optimization.equipment.availability import booked_by_day, fit_days
from optimization.equipment.building.places import pool_id
from optimization.equipment.problem import Ints, LoanRequest, Place, Service


@dataclass(frozen=True, slots=True)
class Asset:
    """One device: where it stands, on which days it is fit, and its service if one is due."""

    asset_id: str
    place: int
    fit: tuple[bool, ...]
    service: Service | None = None
    """With one device."""


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """The devices of one type. `n_out` are out of use on every planned day."""

    assets: tuple[Asset, ...]
    stock: Ints
    out: Ints
    held: Ints
    booked: Ints
    services: tuple[Service, ...]
    loans: tuple[LoanRequest, ...]
    n_out: int
    n_overbooked: int
    """Booked device-days that nothing stands behind."""


def read_stock(inputs: PlanInputs, places: tuple[Place, ...], type_id: str) -> Stock:
    """Retired devices are left out. A device that is out of use never moves before it is fit for good."""
    place_of = {place.place_id: index for index, place in enumerate(places)}
    outages: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in inputs.tables.maintenance.select(["asset_id", "first_day", "last_day"]).to_pylist():
        outages[row["asset_id"]].append((row["first_day"], row["last_day"]))
    due = {
        row["asset_id"]: row
        for row in sorted(
            inputs.tables.equipment_services.to_pylist(), key=lambda row: row["due_day"], reverse=True
        )
    }
    grid, shape = inputs.grid, (len(places), inputs.grid.n_days)
    stock = np.zeros(len(places), dtype=np.int64)
    out, held = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    assets = []
    devices = [row for row in inputs.tables.equipment.to_pylist() if row["type_id"] == type_id]
    for row in sorted(devices, key=lambda row: str(row["asset_id"])):
        if row["status"] == "retired":
            continue
        place = place_of[row["unit_id"] or pool_id(inputs, row["site_id"])]
        fit = fit_days(grid, row["status"], outages[row["asset_id"]])
        stock[place] += 1
        unfit = ~np.array(fit, dtype=bool)
        out[place] += unfit
        if unfit.any():
            held[place, : int(np.flatnonzero(unfit)[-1]) + 1] += 1
        service = None
        if row["asset_id"] in due and not unfit.any():
            window = due[row["asset_id"]]
            service = Service(
                place, grid.day(window["earliest_day"]), grid.day(window["due_day"]), window["n_days"] or 1, 1
            )
            if service.earliest >= grid.n_days:
                service = None
        assets.append(Asset(row["asset_id"], place, fit, service))
    counted = Counter(asset.service for asset in assets if asset.service)
    services = tuple(
        Service(one.place, one.earliest, one.due, one.n_days, count)
        for one, count in sorted(
            counted.items(), key=lambda item: (item[0].place, item[0].due, item[0].earliest)
        )
    )
    pending = np.zeros(len(places), dtype=np.int64)
    for service in services:
        pending[service.place] += service.n_devices
    booked, loans = _bookings(inputs, place_of, type_id)
    free = np.maximum(stock[:, None] - np.maximum(held, out) - pending[:, None], 0)
    return Stock(
        assets=tuple(assets),
        stock=stock,
        out=out,
        held=held,
        booked=np.minimum(booked, free),
        services=services,
        loans=loans,
        n_out=sum(not any(asset.fit) for asset in assets),
        n_overbooked=int((booked - np.minimum(booked, free)).sum()),
    )


def _bookings(
    inputs: PlanInputs, place_of: dict[str, int], type_id: str
) -> tuple[Ints, tuple[LoanRequest, ...]]:
    grid = inputs.grid
    booked = np.zeros((len(place_of), grid.n_days), dtype=np.int64)
    loans = []
    for row in sorted(inputs.tables.equipment_bookings.to_pylist(), key=lambda row: str(row["booking_id"])):
        if row["type_id"] != type_id:
            continue
        place = place_of[row["unit_id"] or pool_id(inputs, None)]
        first, last, count = grid.day(row["first_day"]), grid.day(row["last_day"]), row["n_devices"]
        if row["kind"] != "asked":
            booked[place] += booked_by_day(grid, [(row["first_day"], row["last_day"], count)])
        elif last >= 0 and first < grid.n_days:
            loans.append(LoanRequest(row["booking_id"], place, first, last, count, row["pence_per_day"] or 0))
    return booked, tuple(loans)
