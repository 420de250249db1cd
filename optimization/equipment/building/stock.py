"""Devices by place and day: which there are, which are out of use, which have a service ahead, which are promised."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from data.calendar import DayGrid
from data.configuration.equipment import EquipmentType
from data.inputs import PlanInputs
from data.outages import Span, outages_by_device
from optimization.equipment.availability import booked_by_day, fit_days, out_of_use, whole_days
from optimization.equipment.building.places import pool_id
from optimization.equipment.building.services import overdue_days, place_service
from optimization.equipment.hours import OutHours, most_by_day, out_at_once
from optimization.equipment.problem import Ints, LoanRequest, Place, Service


@dataclass(frozen=True, slots=True)
class Asset:
    """One device: where it stands, on which days it is fit, and its service if one is due."""

    asset_id: str
    place: int
    fit: tuple[bool, ...]
    service: Service | None = None
    """With one device."""

    @property
    def planned_service(self) -> Service | None:
        """The service, unless it can wait until after the planned days and still be over when it is due."""
        if self.service is None or not self.service.days_late(len(self.fit)):
            return None
        return self.service


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """The devices of one type. `never_fit` are out of use on every planned day."""

    assets: tuple[Asset, ...]
    stock: Ints
    out: Ints
    """The most out of use at once on the day."""
    out_hours: tuple[tuple[OutHours, ...], ...]
    """By place."""
    held: Ints
    booked: Ints
    services: tuple[Service, ...]
    loans: tuple[LoanRequest, ...]
    never_fit: tuple[str, ...]
    n_overbooked: int
    """Booked device-days that nothing stands behind."""
    unserviced: tuple[str, ...] = ()
    """Devices whose service fits nowhere beside their outages."""
    serviced_again: tuple[str, ...] = ()
    """Devices with a further service due within the planned days, of which only the first is planned."""


def read_stock(inputs: PlanInputs, places: tuple[Place, ...], kind: EquipmentType) -> Stock:
    """Retired devices are left out. A device that is out of use never moves before it is fit for good.

    Where an overdue device must not be used and its service cannot be planned, it is out of use from the day after it was due.
    """
    place_of = {place.place_id: index for index, place in enumerate(places)}
    outages = outages_by_device(inputs.tables.maintenance, inputs.grid.zone)
    grid, shape = inputs.grid, (len(places), inputs.grid.n_days)
    due: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in inputs.tables.equipment_services.to_pylist():
        if grid.day(row["earliest_day"]) < grid.n_days:
            due[row["asset_id"]].append(row)
    stock = np.zeros(len(places), dtype=np.int64)
    held = np.zeros(shape, dtype=np.int64)
    out_spans: dict[int, list[Span]] = defaultdict(list)
    assets, unserviced, again = [], [], []
    devices = [row for row in inputs.tables.equipment.to_pylist() if row["type_id"] == kind.id]
    for row in sorted(devices, key=lambda row: str(row["asset_id"])):
        if row["status"] == "retired":
            continue
        place = place_of[row["unit_id"] or pool_id(inputs, row["site_id"])]
        spans = out_of_use(grid, row["status"], outages[row["asset_id"]])
        fit = fit_days(grid, spans)
        stock[place] += 1
        windows = sorted(due[row["asset_id"]], key=lambda one: (one["due_day"], one["earliest_day"]))
        binding = not kind.overdue_may_be_used
        if binding and len(windows) > 1:
            fit = _until(fit, grid.day(windows[1]["due_day"]))
        service = _service(grid, place, fit, windows[0], binding=binding) if windows else None
        if binding and windows and service is None:
            fit = _until(fit, grid.day(windows[0]["due_day"]))
        unfit = ~np.array(fit, dtype=bool)
        # A device that may be overdue is unfit for whole days, so that the two are never mixed within one.
        out_spans[place] += whole_days(grid, fit) if binding and windows else spans
        unserviced += [row["asset_id"]] if windows and service is None else []
        again += [row["asset_id"]] if len(windows) > 1 else []
        asset = Asset(row["asset_id"], place, fit, service)
        stays = asset.planned_service is not None and asset.planned_service.latest is None
        if unfit.any() and not stays:
            # Whether it may move once its outages are over is not known where it has to be serviced before.
            waits = asset.planned_service is not None and asset.planned_service.overdue_days
            held[place, : None if waits else int(np.flatnonzero(unfit)[-1]) + 1] += 1
        assets.append(asset)
    out_hours = tuple(out_at_once(grid, out_spans[place]) for place in range(len(places)))
    counted = Counter(asset.planned_service for asset in assets if asset.planned_service)
    services = tuple(
        replace(one, n_devices=count)
        for one, count in sorted(
            counted.items(),
            key=lambda item: (item[0].place, item[0].due, item[0].earliest, item[0].latest or 0),
        )
    )
    pending = np.zeros(len(places), dtype=np.int64)
    for service in services:
        pending[service.place] += service.n_devices if service.latest is None else 0
    booked, loans = _bookings(inputs, place_of, kind.id)
    free = np.maximum(stock[:, None] - held - pending[:, None], 0)
    return Stock(
        assets=tuple(assets),
        stock=stock,
        out=np.stack([most_by_day(hours, grid.n_days) for hours in out_hours]),
        out_hours=out_hours,
        held=held,
        booked=np.minimum(booked, free),
        services=services,
        loans=loans,
        never_fit=tuple(asset.asset_id for asset in assets if not any(asset.fit)),
        n_overbooked=int((booked - np.minimum(booked, free)).sum()),
        unserviced=tuple(unserviced),
        serviced_again=tuple(again),
    )


def _service(
    grid: DayGrid, place: int, fit: Sequence[bool], window: Mapping[str, Any], *, binding: bool
) -> Service | None:
    due = grid.day(window["due_day"])
    service = place_service(place, grid.day(window["earliest_day"]), due, window["n_days"] or 1, fit)
    if service is None or not binding:
        return service
    return replace(service, overdue_days=overdue_days(due, fit))


def _until(fit: Sequence[bool], last_day: int) -> tuple[bool, ...]:
    return tuple(is_fit and day <= last_day for day, is_fit in enumerate(fit))


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
