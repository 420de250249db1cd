"""`kind = "unit_opening"`: a new unit opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import Any, Literal

from pydantic import Field

from data.configuration.base import Id
from data.configuration.hospital import Hospital
from data.configuration.staffing import FixedStandard, HoursStandard, RatioStandard, StaffingStandard
from data.inputs import PlanInputs, ShareEffect
from scenarios.changes.base import Change, Claim, Difference, Fault, history_span, unknown_id
from scenarios.float_units import with_float_unit
from scenarios.hospital_again import replaced


class UnitOpening(Change):
    """A unit opens for the whole plan, built and staffed like another one, whose staff may work there.

    It has no past: those who lie in it are a share of those who come to the unit it is like, from the end of history on, so
    that all units together have as many patients as without it. It is staffed, in numbers that are the same every day, for
    the patients that you name. People of its own come from `kind = "staff_added"`.
    """

    kind: Literal["unit_opening"]
    unit_id: Id
    """The id of the new unit."""
    name: str
    like: Id
    """The unit whose kind, site, shifts and staffing standards it has."""
    beds_staffed: int = Field(ge=1)
    patients: int = Field(ge=1)
    """For so many patients it is staffed, at all hours."""
    takes_percent: float = Field(gt=0, le=100)
    """So much of the arrivals of the unit it is like goes there instead, for the whole stay."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """An id that is taken, an unknown unit, more patients than beds."""
        units = inputs.hospital.unit_by_id
        if self.unit_id in units:
            yield Fault("unit_id", self.unit_id, "an id that no unit has yet")
        yield from unknown_id("like", self.like, units)
        if self.patients > self.beds_staffed:
            yield Fault("patients", str(self.patients), f"at most the {self.beds_staffed} beds")

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The beds of the new unit, and arrivals of the other one."""
        span = history_span(inputs)
        return (Claim("beds", (self.unit_id,), span), Claim("arrivals", (self.like,), span))

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add the unit with fixed standards, move arrivals, let staff float."""
        hospital, like = inputs.hospital, inputs.hospital.unit_by_id[self.like]
        unit = like.model_copy(
            update={
                "id": self.unit_id,
                "name": self.name,
                "beds_staffed": self.beds_staffed,
                "beds_licensed": None,
                "ratio_type": None,
                "ratio_skill_ids": (),
            }
        )
        standards = [s for s in hospital.staffing if s.unit_id == self.like]
        fixed = [one for standard in standards for one in self._fixed(hospital, standard)]
        changed = replace(
            inputs,
            hospital=replaced(hospital, units=(*hospital.units, unit), staffing=(*hospital.staffing, *fixed)),
        )
        staff, n_staff = with_float_unit(inputs.tables.staff, self.like, self.unit_id)
        span = history_span(inputs)
        effect = ShareEffect(self.unit_id, self.like, span.first, span.last, self.takes_percent)
        changed = replace(
            changed,
            tables=replace(changed.tables, staff=staff),
            share_effects=(*changed.share_effects, effect),
        )
        return changed, (
            Difference(
                f"beds, {self.unit_id}",
                "no such unit",
                f"{self.beds_staffed} beds, staffed like {self.like} for {self.patients} patients",
            ),
            Difference(f"staff of {self.like} who may work in {self.unit_id}", "0", str(n_staff)),
            Difference(
                f"arrivals, {self.like}, {span.words}",
                "as forecast",
                f"{self.takes_percent:g} % of them go to {self.unit_id}",
            ),
        )

    def _fixed(self, hospital: Hospital, standard: StaffingStandard) -> Iterator[StaffingStandard]:
        shifts = standard.shift_ids or hospital.unit_by_id[self.like].shift_ids
        day_hours = sum(hospital.shift_by_id[shift_id].paid_minutes for shift_id in shifts) / 60
        for shift_id in shifts:
            hours = hospital.shift_by_id[shift_id].paid_minutes / 60
            people = max(standard.minimum, self._people(standard, hours, day_hours))
            content: dict[str, Any] = {
                "unit_id": self.unit_id,
                "skill_id": standard.skill_id,
                "shift_ids": (shift_id,),
                "method": "fixed",
                "people": people,
                "minimum": standard.minimum,
            }
            yield FixedStandard.model_validate(content)

    def _people(self, standard: StaffingStandard, hours: float, day_hours: float) -> int:
        """Whole people for the patients; a part of a person counts as one."""
        match standard:
            case RatioStandard():
                return ceil(self.patients / standard.patients_per_person - 1e-9)
            case HoursStandard():
                share = hours / day_hours if standard.share is None else standard.share
                return ceil(self.patients * standard.hours * share / hours - 1e-9)
            case FixedStandard():
                return standard.people
