"""How many people a shift usually needs: the staffing standards at the usual census."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from data.configuration.hospital import Hospital
from data.configuration.place import Unit
from data.configuration.staffing import FixedStandard, HoursStandard, RatioStandard, StaffingStandard

_USUAL_OCCUPANCY = {"emergency": 0.7, "critical_care": 0.8, "maternity": 0.75, "paediatrics": 0.75}
_USUAL_OCCUPANCY_WARD = 0.93


def usual_patients(unit: Unit) -> float:
    """The census that the past roster was planned for."""
    return _USUAL_OCCUPANCY.get(unit.kind, _USUAL_OCCUPANCY_WARD) * unit.beds_staffed


def usual_need(hospital: Hospital) -> Iterator[tuple[str, str, str, int]]:
    """Unit, skill, shift and people, in the order of the standards."""
    for standard in hospital.staffing:
        unit = hospital.unit_by_id[standard.unit_id]
        for shift_id in hospital.shift_ids_of(standard):
            people = _people(standard, usual_patients(unit), hospital.shift_by_id[shift_id].paid_minutes)
            yield standard.unit_id, standard.skill_id, shift_id, max(people, standard.minimum)


def _people(standard: StaffingStandard, patients: float, paid_minutes: int) -> int:
    if isinstance(standard, FixedStandard):
        return standard.people
    if isinstance(standard, RatioStandard):
        return ceil(patients / standard.patients_per_person)
    assert isinstance(standard, HoursStandard)
    hours = standard.hours * (standard.share or 0.5) * patients
    return floor(hours * 60 / paid_minutes + 0.5)
