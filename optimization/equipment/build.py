"""From the inputs and the forecast to the equipment problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from data.configuration.equipment import EquipmentType
from data.forecast import Forecast
from data.inputs import Note, PlanInputs, Severity
from optimization.equipment.building.cleaning import cleaning_by_place, past_stays, with_cleaning
from optimization.equipment.building.demand import no_demand, read_demand
from optimization.equipment.building.places import make_moves, make_places
from optimization.equipment.building.stock import Stock, read_stock
from optimization.equipment.problem import (
    POOL,
    Bools,
    EquipmentProblem,
    Floats,
    Ints,
    Place,
    Rental,
    TypeProblem,
    days_lost,
)
from optimization.equipment.wording import named
from optimization.equipment.worth import Worth


@dataclass(frozen=True, slots=True)
class Built:
    """The problem, and by type the devices that stand behind its counts."""

    problem: EquipmentProblem
    stocks: Mapping[str, Stock]
    in_cleaning: Mapping[str, Floats]
    """The part of the demand that is between two uses, shape (places)."""


def build_equipment(inputs: PlanInputs, forecast: Forecast) -> Built:
    """One problem for each type of the configuration that has devices, demand, or both."""
    places = make_places(inputs)
    demand = read_demand(inputs, forecast, places)
    types, stocks, in_cleaning = [], {}, {}
    stays = past_stays(inputs)
    notes = list(_pool_note(inputs, places))
    for kind in inputs.hospital.equipment_types:
        stock = read_stock(inputs, places, kind)
        if kind.id not in demand and not stock.assets:
            text = f"{kind.name}: no devices and no forecast of use; not planned"
            notes.append(Note(Severity.WARNING, "equipment", text))
            continue
        need, known = demand.get(
            kind.id, (no_demand(len(places), inputs.grid.n_days), np.zeros(stock.out.shape, dtype=bool))
        )
        cleaning, said = cleaning_by_place(kind, places, np.asarray(known.any(axis=1)), stays)
        notes.extend(said)
        one = TypeProblem(
            type_id=kind.id,
            stock=stock.stock,
            out=stock.out,
            held=stock.held,
            booked=stock.booked,
            demand=with_cleaning(need, cleaning),
            worth=_worth(kind),
            weights=np.array([kind.unit_weights.get(place.place_id, 1.0) for place in places]),
            moves=make_moves(places, kind, inputs.hospital.transport),
            services=stock.services,
            late_pence=kind.service_late_pence_per_day,
            services_at_once=kind.services_at_once,
            rental=_rental(kind),
            loans=stock.loans,
            stands_in_for=dict(kind.stands_in_for),
            load=kind.load,
        )
        notes.extend(_type_notes(inputs, places, kind, one, stock, known))
        types.append(one)
        stocks[kind.id] = stock
        in_cleaning[kind.id] = cleaning / (1 + cleaning)
    problem = EquipmentProblem(places, tuple(types), _carried(inputs, places), tuple(notes))
    return Built(problem, stocks, in_cleaning)


def _worth(kind: EquipmentType) -> Worth:
    return Worth(
        kind.shortage_pence_per_day,
        1.0 if kind.sharing == "proportional" else 0.0,
        kind.safe_level,
        kind.safe_pence_per_day,
    )


def _rental(kind: EquipmentType) -> Rental | None:
    if kind.rental_pence_per_day is None or kind.rental_at_most == 0:
        return None
    return Rental(
        kind.rental_pence_per_day,
        kind.rental_at_most,
        kind.rental_lead_days,
        kind.rental_min_days,
        kind.rental_delivery_pence,
    )


def _carried(inputs: PlanInputs, places: tuple[Place, ...]) -> Ints | None:
    limit = inputs.hospital.transport.loads_per_site_day
    if limit is None:
        return None
    n_sites = len({place.site_id for place in places})
    return np.full((n_sites, inputs.grid.n_days), limit, dtype=np.int64)


def _pool_note(inputs: PlanInputs, places: tuple[Place, ...]) -> Iterator[Note]:
    pooled = any(
        row["unit_id"] is None and row["site_id"] is None and row["status"] != "retired"
        for row in inputs.tables.equipment.to_pylist()
    )
    if pooled and len({place.site_id for place in places}) > 1:
        site = next(place.site_id for place in places if place.place_id == POOL)
        text = f"The shared pool counts as standing on site {site}, that of the first unit"
        yield Note(Severity.INFO, "equipment", text)


def _type_notes(
    inputs: PlanInputs,
    places: tuple[Place, ...],
    kind: EquipmentType,
    problem: TypeProblem,
    stock: Stock,
    known: Bools,
) -> Iterator[Note]:
    def note(severity: Severity, text: str) -> Note:
        return Note(severity, "equipment", f"{kind.name}: {text}")

    if not known.any():
        yield note(Severity.WARNING, "no forecast of use, so its devices stay where they stand")
    missing = int(known.any(axis=1).sum()) * inputs.grid.n_days - int(known.sum())
    if missing:
        yield note(
            Severity.WARNING, f"{missing} unit days without a forecast are planned as if none were needed"
        )
    if stock.never_fit:
        text = f"{len(stock.never_fit)} of {len(stock.assets)} devices are out of use on every planned day: {named(stock.never_fit)}"
        yield note(Severity.INFO, text)
    if kind.site_transfer_pence < kind.transfer_pence or kind.site_transfer_minutes < kind.transfer_minutes:
        yield note(
            Severity.INFO, "moves between sites are taken to cost at least as much as those within one"
        )
    if stock.n_overbooked:
        text = (
            f"{stock.n_overbooked} booked device-days have no free device behind them; they are not counted"
        )
        yield note(Severity.WARNING, text)
    if stock.unserviced:
        text = f"the service of {named(stock.unserviced)} fits nowhere beside the days out of use and is not planned"
        text += "" if kind.overdue_may_be_used else "; from the day after it is due there is no use of them"
        yield note(Severity.WARNING, text)
    if stock.serviced_again:
        text = f"only the first service of {named(stock.serviced_again)} is planned, though more are due"
        yield note(Severity.WARNING, text)
    too_far = (days_lost(problem.moves.minutes) >= inputs.grid.n_days) & problem.moves.allowed
    if too_far.any():
        text = f"{int(too_far.sum())} ways between places take longer than the planned days, so nothing is sent there"
        yield note(Severity.INFO, text)
    bare = [
        place.place_id
        for place, values, count in zip(places, problem.demand.values, problem.stock.tolist(), strict=True)
        if values.max() > 0.5 and not count
    ]
    if bare:
        yield note(Severity.INFO, f"units that need devices and have none of their own: {named(bare)}")
    if kind.sharing == "proportional":
        yield note(Severity.INFO, "when there are too few, units go without in proportion to their need")
