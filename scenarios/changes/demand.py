"""`kind = "demand"`: more or fewer arrivals than history says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field

from data.configuration.base import Id
from data.inputs import DemandEffect, PlanInputs
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, history_span, unknown_id
from scenarios.days import Span


class DemandChange(DatedChange):
    """Arrivals (admissions, attendances, transfers in) go up or down by a percentage."""

    kind: Literal["demand"]
    percent: float = Field(ge=-100, le=1000)
    """+10 means a tenth more, -100 means none at all."""
    unit_id: Id | None = None
    """The unit; not given means all units."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown unit, days in the wrong order."""
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The arrivals of the unit."""
        return (Claim("arrivals", (self.unit_id,), self.span(inputs)),)

    def useful_span(self, inputs: PlanInputs) -> Span:
        """All days that are forecast: who arrives before the plan may still be there in it."""
        return history_span(inputs)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add a DemandEffect."""
        span = self.span(inputs)
        effect = DemandEffect(span.first, span.last, self.percent, self.unit_id)
        target = f"arrivals, {self.unit_id or 'all units'}, {span}"
        changed = replace(inputs, demand_effects=(*inputs.demand_effects, effect))
        return changed, (Difference(target, "as forecast", f"{self.percent:+g} %"),)
