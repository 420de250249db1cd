"""`kind = "beds"`: another number of staffed beds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from data.configuration.base import Id
from data.inputs import BedsEffect, PlanInputs
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, history_span, unknown_id
from scenarios.days import Span


class BedsChange(DatedChange):
    """A unit has so many staffed beds on the days. To close it, use `kind = "unit_closure"`."""

    kind: Literal["beds"]
    unit_id: Id
    beds_staffed: int = Field(ge=1)
    """At most the beds the unit is licensed for."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown unit, more beds than there are, days in the wrong order."""
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from self.date_faults(inputs)
        unit = inputs.hospital.unit_by_id.get(self.unit_id)
        if unit is not None and self.beds_staffed > unit.beds_physical:
            yield Fault(
                "beds_staffed",
                str(self.beds_staffed),
                f"at most {unit.beds_physical}, the licensed beds of {unit.id}",
                "raise beds_licensed in hospital.toml if more can be opened",
            )

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The beds of the unit."""
        return (Claim("beds", (self.unit_id,), self.span(inputs)),)

    def useful_span(self, inputs: PlanInputs) -> Span:
        """All days that are forecast."""
        return history_span(inputs)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add a BedsEffect."""
        span = self.span(inputs)
        effect = BedsEffect(self.unit_id, span.first, span.last, self.beds_staffed)
        before = f"{inputs.beds_staffed(self.unit_id, span.first)} beds"
        changed = inputs.with_beds_effects(effect)
        target = f"staffed beds, {self.unit_id}, {span.words}"
        return changed, (Difference(target, before, f"{self.beds_staffed} beds"),)
