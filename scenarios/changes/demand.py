"""`kind = "demand"`: more or fewer arrivals than history says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from data.configuration.base import Id
from data.inputs import DemandEffect, PatientsEffect, PlanInputs
from scenarios.changes.base import (
    Claim,
    DatedChange,
    Difference,
    Fault,
    history_span,
    opened_units,
    unknown_id,
    without_past,
)
from scenarios.days import Span
from scenarios.usual_arrivals import USUAL_DAYS, usual_arrivals

_MOST_PATIENTS = 1000
"""A day, in one unit: more is a slip of the keyboard."""


class DemandChange(DatedChange):
    """Arrivals (admissions, attendances, transfers in) go up or down."""

    amounts: ClassVar[tuple[str, ...]] = ("percent", "patients_day")

    kind: Literal["demand"]
    percent: float | None = Field(default=None, ge=-100, le=1000)
    """+10 means a tenth more, -100 means none at all."""
    patients_day: float | None = Field(default=None, ge=-_MOST_PATIENTS, le=_MOST_PATIENTS)
    """So many more on each day (fewer when negative, down to none), instead of a percentage; needs `unit_id`. They are added
    to what is forecast for the day. Those who usually go on from this unit to others do so, except to units for which the
    scenario names a number, too."""
    unit_id: Id | None = None
    """The unit; not given means all units."""

    @model_validator(mode="after")
    def _of_a_unit(self) -> DemandChange:
        if self.patients_day is not None and self.unit_id is None:
            raise ValueError("unit_id beside patients_day: so many patients more in which unit?")
        return self

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown unit, days in the wrong order, a number of patients for a unit whose arrivals are not known."""
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from without_past("unit_id", self.unit_id, inputs)
        yield from self.date_faults(inputs)
        if (
            self.patients_day is None
            or self.unit_id is None
            or self.unit_id not in inputs.hospital.unit_by_id
            or self.unit_id in opened_units(inputs)
        ):
            return
        if usual_arrivals(inputs, self.unit_id) <= 0:
            expected = f"a unit with arrivals in the last {USUAL_DAYS} days; {self.unit_id} had none"
            yield Fault("patients_day", f"{self.patients_day:g}", expected)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The arrivals of the unit."""
        return (Claim("arrivals", (self.unit_id,), self.span(inputs)),)

    def useful_span(self, inputs: PlanInputs) -> Span:
        """All days that are forecast: who arrives before the plan may still be there in it."""
        return history_span(inputs)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add a DemandEffect, or a PatientsEffect."""
        span = self.span(inputs)
        target = f"arrivals, {self.unit_id or 'all units'}, {span.words}"
        if not (self.percent or self.patients_day):
            return inputs, (Difference(target, "as forecast", "as forecast"),)
        if self.patients_day and self.unit_id is not None:
            usual = usual_arrivals(inputs, self.unit_id)
            more = PatientsEffect(span.first, span.last, self.patients_day, self.unit_id)
            changed = replace(inputs, patients_effects=(*inputs.patients_effects, more))
            shown = f"{self.patients_day:+g} patients a day ({usual:.1f} on an ordinary day)"
            return changed, (Difference(target, "as forecast", shown),)
        effect = DemandEffect(span.first, span.last, self.percent or 0.0, self.unit_id)
        changed = replace(inputs, demand_effects=(*inputs.demand_effects, effect))
        return changed, (Difference(target, "as forecast", f"{self.percent:+g} %"),)
