"""The units whose beds are planned, and how many beds each may open on each day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from data.inputs import Note, PlanInputs, Severity
from optimization.beds.problem import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """As `BedsProblem` has them."""

    fewest: Ints
    most: Ints
    before_surge: Ints
    usual: Ints
    day_before: Ints


def planned_units(
    inputs: PlanInputs, forecast_units: frozenset[str]
) -> tuple[list[Mapping[str, Any]], list[Note]]:
    """The rows of `bed_limits` that can be planned, in the order of the units, and notes on the others."""
    by_unit = {row["unit_id"]: row for row in inputs.tables.bed_limits.to_pylist()}
    rows = [by_unit[unit.id] for unit in inputs.hospital.units if unit.id in by_unit]
    planned = [row for row in rows if row["unit_id"] in forecast_units]
    notes = [
        Note(
            Severity.WARNING,
            "beds",
            f"{row['unit_id']}: no forecast of occupied beds; its beds stay as usual",
        )
        for row in rows
        if row["unit_id"] not in forecast_units
    ]
    return planned, notes


def read_limits(inputs: PlanInputs, rows: list[Mapping[str, Any]]) -> Limits:
    """What is planned already stays. So does what a scenario sets, but that surge beds come on top unless it closes the unit."""
    grid, unplanned = inputs.grid, replace(inputs, planned_beds={})
    shape = (len(rows), grid.n_days)
    fewest, most, before_surge, usual = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    for number, row in enumerate(rows):
        unit = inputs.hospital.unit_by_id[row["unit_id"]]
        for day in range(grid.n_days):
            when = grid.date_of(day)
            beds = usual[number, day] = unplanned.beds_staffed(unit.id, when)
            before_surge[number, day] = unit.beds_physical
            if (unit.id, when) in inputs.planned_beds:
                fewest[number, day] = most[number, day] = inputs.planned_beds[unit.id, when]
            elif _is_set(inputs, unit.id, when):
                fewest[number, day] = before_surge[number, day] = beds
                most[number, day] = beds + (row["surge_beds"] or 0 if beds else 0)
            else:
                fewest[number, day] = min(row["fewest_beds"], unit.beds_physical)
                most[number, day] = unit.beds_physical + (row["surge_beds"] or 0)
    yesterday = grid.first_day - timedelta(days=1)
    day_before = [inputs.beds_staffed(row["unit_id"], yesterday) for row in rows]
    return Limits(fewest, most, before_surge, usual, np.array(day_before, dtype=np.int64))


def _is_set(inputs: PlanInputs, unit_id: str, when: date) -> bool:
    return any(
        effect.unit_id == unit_id and effect.first_day <= when <= effect.last_day
        for effect in inputs.beds_effects
    )


def limit_notes(inputs: PlanInputs, rows: list[Mapping[str, Any]]) -> Iterator[Note]:
    """Limits that contradict the configuration."""
    for row in rows:
        unit = inputs.hospital.unit_by_id[row["unit_id"]]
        if row["fewest_beds"] > unit.beds_physical:
            text = (
                f"{unit.name}: at least {row['fewest_beds']} beds are asked for and {unit.beds_physical} licensed; "
                f"planned with {unit.beds_physical}"
            )
            yield Note(Severity.WARNING, "beds", text)
