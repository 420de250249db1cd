"""`kind = "unit_closure"`: a unit closes, and its patients and staff go elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from data.configuration.base import Id
from data.inputs import BedsEffect, PlanInputs
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, history_span, unknown_id
from scenarios.days import Span
from scenarios.float_units import with_float_unit


class UnitClosure(DatedChange):
    """A unit takes no patients on the days; those it would have taken go to another unit, or away."""

    kind: Literal["unit_closure"]
    unit_id: Id
    divert_to: Id | None = None
    """The unit that takes the patients; not given means that they leave the hospital's care."""
    redeploy_staff: bool = True
    """Whether the closed unit's staff may work in the unit that takes its patients, throughout the plan."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown units, a unit that diverts to itself, days in the wrong order."""
        units = inputs.hospital.unit_by_id
        yield from unknown_id("unit_id", self.unit_id, units)
        yield from unknown_id("divert_to", self.divert_to, units)
        if self.divert_to == self.unit_id:
            yield Fault("divert_to", self.unit_id, "another unit than the one that closes")
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The beds of the unit."""
        return (Claim("beds", (self.unit_id,), self.span(inputs)),)

    def useful_span(self, inputs: PlanInputs) -> Span:
        """All days that are forecast: patients move before the plan starts."""
        return history_span(inputs)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add a BedsEffect of 0 beds; let the unit's staff float to where its patients go."""
        span = self.span(inputs)
        effect = BedsEffect(self.unit_id, span.first, span.last, 0, self.divert_to)
        before = f"{inputs.beds_staffed(self.unit_id, span.first)} beds"
        going = f"patients go to {self.divert_to}" if self.divert_to else "patients leave the hospital"
        differences = [Difference(f"staffed beds, {self.unit_id}, {span.words}", before, f"closed, {going}")]
        changed = inputs.with_beds_effects(effect)
        if self.redeploy_staff and self.divert_to:
            staff, n_staff = with_float_unit(inputs.tables.staff, self.unit_id, self.divert_to)
            changed = replace(changed, tables=replace(changed.tables, staff=staff))
            target = f"staff of {self.unit_id} who may work in {self.divert_to}"
            n_home = sum(home == self.unit_id for home in staff["unit_id"].to_pylist())
            differences.append(Difference(target, str(n_home - n_staff), str(n_home)))
        return changed, tuple(differences)
