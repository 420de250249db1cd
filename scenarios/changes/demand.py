"""`kind = "demand"`: more or fewer arrivals than history says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from data.configuration.base import Id
from data.inputs import DemandEffect, PlanInputs
from scenarios.changes.base import (
    Claim,
    DatedChange,
    Difference,
    Fault,
    history_span,
    unknown_id,
)
from scenarios.days import Span
from scenarios.usual_arrivals import USUAL_DAYS, usual_arrivals

_LEAST_PERCENT, _MOST_PERCENT = -100, 1000


class DemandChange(DatedChange):
    """Arrivals (admissions, attendances, transfers in) go up or down."""

    amounts: ClassVar[tuple[str, ...]] = ("percent", "patients_day")

    kind: Literal["demand"]
    percent: float | None = Field(default=None, ge=_LEAST_PERCENT, le=_MOST_PERCENT)
    """+10 means a tenth more, -100 means none at all."""
    patients_day: float | None = None
    """So many more a day (fewer when negative), instead of a percentage; needs `unit_id`. It is turned into a percentage
    of what the unit took in on an ordinary day of the last eight weeks."""
    unit_id: Id | None = None
    """The unit; not given means all units."""

    @model_validator(mode="after")
    def _of_a_unit(self) -> DemandChange:
        if self.patients_day is not None and self.unit_id is None:
            raise ValueError("unit_id beside patients_day: so many patients more in which unit?")
        return self

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown unit, days in the wrong order, a number of patients that cannot be compared with the unit's own."""
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from self.date_faults(inputs)
        if (
            self.patients_day is None
            or self.unit_id is None
            or self.unit_id not in inputs.hospital.unit_by_id
        ):
            return
        usual = usual_arrivals(inputs, self.unit_id)
        if usual <= 0:
            expected = f"a unit with arrivals in the last {USUAL_DAYS} days; {self.unit_id} had none"
            yield Fault("patients_day", f"{self.patients_day:g}", expected, "give percent instead")
        elif not _LEAST_PERCENT <= 100 * self.patients_day / usual <= _MOST_PERCENT:
            expected = f"from {-usual:.1f} (none arrive) to {10 * usual:.1f}; {usual:.1f} a day are usual"
            yield Fault("patients_day", f"{self.patients_day:g}", expected)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The arrivals of the unit."""
        return (Claim("arrivals", (self.unit_id,), self.span(inputs)),)

    def useful_span(self, inputs: PlanInputs) -> Span:
        """All days that are forecast: who arrives before the plan may still be there in it."""
        return history_span(inputs)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add a DemandEffect."""
        span, percent, words = self.span(inputs), self.percent, ""
        if self.patients_day is not None and self.unit_id is not None:
            usual = usual_arrivals(inputs, self.unit_id)
            percent = 100 * self.patients_day / usual
            words = f" ({self.patients_day:+g} patients a day to {usual:.1f} usual ones)"
        percent = percent or 0.0
        target = f"arrivals, {self.unit_id or 'all units'}, {span.words}"
        if percent == 0:
            return inputs, (Difference(target, "as forecast", "as forecast"),)
        effect = DemandEffect(span.first, span.last, percent, self.unit_id)
        changed = replace(inputs, demand_effects=(*inputs.demand_effects, effect))
        shown = f"{percent:+g} %" if not words else f"{percent:+.1f} %{words}"
        return changed, (Difference(target, "as forecast", shown),)
