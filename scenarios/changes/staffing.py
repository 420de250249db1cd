"""`kind = "staffing"`: another staffing standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Literal

from pydantic import Field

from data.configuration.base import Id
from data.configuration.staffing import FixedStandard, HoursStandard, RatioStandard, StaffingStandard
from data.inputs import PlanInputs
from scenarios.changes.base import Change, Claim, Difference, Fault, unknown_id, unknown_ids
from scenarios.days import horizon
from scenarios.hospital_again import replaced
from scenarios.lots import among

_METHOD = {"patients_per_person": RatioStandard, "hours": HoursStandard, "people": FixedStandard}


class StaffingChange(Change):
    """The staffing standards that match get another figure, for the whole plan."""

    amounts: ClassVar[tuple[str, ...]] = ("patients_per_person", "hours", "people", "percent")

    kind: Literal["staffing"]
    unit_id: Id | None = None
    """Standards of this unit; not given means all units."""
    skill_id: Id | None = None
    """Standards for this skill; not given means all skills."""
    shift_ids: tuple[Id, ...] = ()
    """Standards that hold for one of these shifts; none given means all. A standard is changed as a whole."""
    patients_per_person: float | None = Field(default=None, gt=0)
    """For standards with `method = "ratio"`."""
    hours: float | None = Field(default=None, gt=0)
    """For standards with `method = "hours_per_patient_day"`."""
    people: int | None = Field(default=None, ge=0)
    """For standards with `method = "fixed"`."""
    percent: float | None = Field(default=None, gt=-100, le=400)
    """So much more staff for each patient, whatever the method; people are rounded to the nearest."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown ids, no standard that matches."""
        hospital = inputs.hospital
        yield from unknown_id("unit_id", self.unit_id, hospital.unit_by_id)
        yield from unknown_id("skill_id", self.skill_id, hospital.skill_by_id)
        yield from unknown_ids("shift_ids", self.shift_ids, hospital.shift_by_id)
        if not any(self._means(inputs, standard) for standard in hospital.staffing):
            kinds = sorted({one.method for one in hospital.staffing if self._concerns(inputs, one)})
            there = f"; those there are {', '.join(kinds)}" if kinds else ""
            key = next(key for key in self.amounts if getattr(self, key) is not None)
            figure = f"{getattr(self, key):g}"
            yield Fault(key, figure, f"a staffing standard that matches and has this figure{there}")

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The standards of the unit, skill and shifts."""
        span = horizon(inputs.grid)
        return tuple(
            Claim("staffing standard", (self.unit_id, self.skill_id, shift_id), span)
            for shift_id in self.shift_ids or (None,)
        )

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Replace the standards that match."""
        differences: list[Difference] = []
        standards: list[StaffingStandard] = []
        for standard in inputs.hospital.staffing:
            after = standard
            if self._means(inputs, standard):
                after = standard.model_copy(update=self._update(standard))
                shifts = ", ".join(standard.shift_ids) or "all shifts"
                target = f"staffing, {standard.unit_id}, {standard.skill_id}, {shifts}"
                differences.append(Difference(target, standard_words(standard), standard_words(after)))
            standards.append(after)
        hospital = replaced(inputs.hospital, staffing=tuple(standards))
        return replace(inputs, hospital=hospital), tuple(differences)

    def _concerns(self, inputs: PlanInputs, standard: StaffingStandard) -> bool:
        shifts = standard.shift_ids or inputs.hospital.unit_by_id[standard.unit_id].shift_ids
        return (
            self.unit_id in (None, standard.unit_id)
            and self.skill_id in (None, standard.skill_id)
            and any(among(shift_id, self.shift_ids) for shift_id in shifts)
        )

    def _means(self, inputs: PlanInputs, standard: StaffingStandard) -> bool:
        fits = self.percent is not None or any(
            getattr(self, key) is not None and isinstance(standard, model) for key, model in _METHOD.items()
        )
        return fits and self._concerns(inputs, standard)

    def _update(self, standard: StaffingStandard) -> dict[str, Any]:
        factor = None if self.percent is None else 1 + self.percent / 100
        match standard:
            case RatioStandard():
                ratio = self.patients_per_person
                return {"patients_per_person": standard.patients_per_person / factor if factor else ratio}
            case HoursStandard():
                return {"hours": standard.hours * factor if factor else self.hours}
            case FixedStandard():
                return {"people": int(standard.people * factor + 0.5) if factor else self.people}


def standard_words(standard: StaffingStandard) -> str:
    """Such as `1 to 8 patients`."""
    match standard:
        case RatioStandard():
            return f"1 to {standard.patients_per_person:.3g} patients"
        case HoursStandard():
            return f"{standard.hours:.3g} hours per patient day"
        case FixedStandard():
            return f"{standard.people} in each shift"
