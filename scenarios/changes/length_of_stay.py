"""`kind = "length_of_stay"`: patients stay longer or go home earlier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field

from data.configuration.base import Id
from data.inputs import LengthOfStayEffect, PlanInputs
from scenarios.changes.base import (
    Claim,
    DatedChange,
    Difference,
    Fault,
    history_span,
    unknown_id,
    without_past,
)
from scenarios.days import Span


class LengthOfStayChange(DatedChange):
    """The stays of those who enter a unit on the days get longer or shorter."""

    kind: Literal["length_of_stay"]
    percent: float = Field(ge=-90, le=300)
    """+20 means that stays last a fifth longer, -10 a tenth less."""
    unit_id: Id | None = None
    """The unit; not given means all units."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown unit, days in the wrong order."""
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from without_past("unit_id", self.unit_id, inputs)
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The stays of the unit."""
        return (Claim("length of stay", (self.unit_id,), self.span(inputs)),)

    def useful_span(self, inputs: PlanInputs) -> Span:
        """All days that are forecast."""
        return history_span(inputs)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add a LengthOfStayEffect."""
        span = self.span(inputs)
        target = f"length of stay, {self.unit_id or 'all units'}, entered {span.words}"
        if self.percent == 0:
            return inputs, (Difference(target, "as in the past", "as in the past"),)
        effect = LengthOfStayEffect(span.first, span.last, self.percent, self.unit_id)
        changed = replace(inputs, length_of_stay_effects=(*inputs.length_of_stay_effects, effect))
        return changed, (Difference(target, "as in the past", f"{self.percent:+g} %"),)
