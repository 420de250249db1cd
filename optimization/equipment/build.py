"""From the inputs and the forecast to the equipment problem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow.compute as pc

from data.calendar import local_midnight
from data.configuration.equipment import EquipmentType
from data.forecast import Forecast
from data.inputs import Measure, Note, PlanInputs, Severity
from optimization.equipment.availability import fit_days
from optimization.equipment.demand import Demand
from optimization.equipment.problem import (
    POOL,
    DeviceGroup,
    EquipmentProblem,
    MoveTerms,
    Place,
    Rental,
    TypeProblem,
)

Cells = dict[tuple[int, int], Demand]


def build_equipment(inputs: PlanInputs, forecast: Forecast) -> EquipmentProblem:
    """One problem for each type of the configuration that has devices, demand, or both."""
    places = _places(inputs)
    demand = _demand(inputs, forecast, places)
    stock = _stock(inputs, places)
    types = []
    notes = list(_pool_note(places, stock))
    for kind in inputs.hospital.equipment_types:
        if not demand[kind.id] and not stock[kind.id]:
            notes.append(
                Note(
                    Severity.WARNING,
                    "equipment",
                    f"{kind.name}: no devices and no forecast of use; not planned",
                )
            )
            continue
        notes.extend(_type_notes(inputs, kind, demand[kind.id], stock[kind.id]))
        types.append(
            TypeProblem(
                type_id=kind.id,
                n_days=inputs.grid.n_days,
                places=places,
                groups=_groups(stock[kind.id], len(places)),
                demand=demand[kind.id],
                shortage_pence=kind.shortage_pence_per_day,
                near=MoveTerms(kind.transfer_pence, kind.transfer_minutes),
                far=MoveTerms(
                    max(kind.transfer_pence, kind.site_transfer_pence),
                    max(kind.transfer_minutes, kind.site_transfer_minutes),
                ),
                rental=_rental(kind),
            )
        )
    return EquipmentProblem(tuple(types), tuple(notes))


def _places(inputs: PlanInputs) -> tuple[Place, ...]:
    units = inputs.hospital.units
    return (*(Place(unit.id, unit.site_id) for unit in units), Place(POOL, units[0].site_id))


def _demand(inputs: PlanInputs, forecast: Forecast, places: tuple[Place, ...]) -> Mapping[str, Cells]:
    """Demand by type, then (place index, day)."""
    grid = inputs.grid
    day_of = {local_midnight(grid.date_of(day), grid.zone): day for day in range(grid.n_days)}
    place_of = {place.place_id: index for index, place in enumerate(places)}
    rows = forecast.quantiles.filter(pc.field("measure") == Measure.EQUIPMENT_IN_USE.value)
    rows = rows.select(["unit_id", "item_id", "time", "quantile", "value"]).sort_by(
        [("unit_id", "ascending"), ("item_id", "ascending"), ("time", "ascending"), ("quantile", "ascending")]
    )
    curves: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    columns = (rows[name].to_pylist() for name in rows.column_names)
    for unit_id, type_id, instant, level, value in zip(*columns, strict=True):
        if instant in day_of:
            curves[type_id, place_of[unit_id], day_of[instant]].append((level, value))
    demand: dict[str, Cells] = defaultdict(dict)
    for (type_id, place, day), curve in curves.items():
        levels, values = zip(*curve, strict=True)
        demand[type_id][place, day] = Demand(levels, values)
    return demand


Fit = tuple[bool, ...]


def _stock(inputs: PlanInputs, places: tuple[Place, ...]) -> Mapping[str, Counter[tuple[Fit, int]]]:
    """Devices by type, then by (fit days, place index)."""
    outages: dict[str, list[tuple[date, date]]] = defaultdict(list)
    maintenance = inputs.tables.maintenance
    for row in maintenance.select(["asset_id", "first_day", "last_day"]).to_pylist():
        outages[row["asset_id"]].append((row["first_day"], row["last_day"]))
    place_of = {place.place_id: index for index, place in enumerate(places)}
    stock: dict[str, Counter[tuple[Fit, int]]] = defaultdict(Counter)
    for row in inputs.tables.equipment.to_pylist():
        if row["status"] == "retired":
            continue
        fit = fit_days(inputs.grid, row["status"], outages[row["asset_id"]])
        stock[row["type_id"]][fit, place_of[row["unit_id"] or POOL]] += 1
    return stock


def _groups(stock: Mapping[tuple[Fit, int], int], n_places: int) -> tuple[DeviceGroup, ...]:
    """Devices by their fit days; those out of use on every day do not take part."""
    patterns = sorted({fit for fit, _ in stock if any(fit)}, reverse=True)
    return tuple(
        DeviceGroup(fit, tuple(stock.get((fit, place), 0) for place in range(n_places))) for fit in patterns
    )


def _rental(kind: EquipmentType) -> Rental | None:
    if kind.rental_pence_per_day is None or kind.rental_at_most == 0:
        return None
    return Rental(kind.rental_pence_per_day, kind.rental_at_most)


def _pool_note(places: tuple[Place, ...], stock: Mapping[str, Counter[tuple[Fit, int]]]) -> Iterator[Note]:
    pool = len(places) - 1
    pooled = any(place == pool for counts in stock.values() for _, place in counts)
    if pooled and len({place.site_id for place in places}) > 1:
        site = places[pool].site_id
        text = f"The shared pool counts as standing on site {site}, that of the first unit"
        yield Note(Severity.INFO, "equipment", text)


def _type_notes(
    inputs: PlanInputs, kind: EquipmentType, demand: Cells, stock: Mapping[tuple[Fit, int], int]
) -> Iterator[Note]:
    def note(severity: Severity, text: str) -> Note:
        return Note(severity, "equipment", f"{kind.name}: {text}")

    if not demand:
        yield note(Severity.WARNING, "no forecast of use, so its devices stay where they stand")
    partly = {place for place, _ in demand}
    missing = len(partly) * inputs.grid.n_days - len(demand)
    if missing:
        yield note(
            Severity.WARNING, f"{missing} unit days without a forecast are planned as if none were needed"
        )
    out = sum(count for (fit, _), count in stock.items() if not any(fit))
    if out:
        yield note(
            Severity.INFO, f"{out} of {sum(stock.values())} devices are out of use on every planned day"
        )
    if kind.site_transfer_pence < kind.transfer_pence or kind.site_transfer_minutes < kind.transfer_minutes:
        yield note(
            Severity.INFO, "moves between sites are taken to cost at least as much as those within one"
        )
