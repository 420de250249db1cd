"""All requirements of a plan, from the standards and the forecast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from data.calendar import local_instant
from data.configuration.hospital import Hospital
from data.configuration.people import Shift
from data.configuration.staffing import FixedStandard, StaffingStandard
from data.forecast import Forecast
from data.inputs import PlanInputs
from data.problems import InputError, Problem
from data.staffing_need import Counts, people_needed
from optimization.staffing.census import LEVELS, Floats, UnitCensus, unit_census
from optimization.staffing.requirement import Requirement, newsvendor_level


def staffing_requirements(inputs: PlanInputs, forecast: Forecast) -> tuple[Requirement, ...]:
    """One requirement for each unit, day, shift and skill with a standard, by day within the unit.

    Where several standards speak of the same unit, shift and skill, the largest need and the largest minimum hold. A unit
    that is closed on a day needs nobody; one whose beds are planned needs the people of these beds, for certain. Raises
    InputError when a standard needs the census of a unit that the forecast does not have.
    """
    census = unit_census(forecast)
    _require_census(inputs.hospital, census)
    return tuple(
        requirement
        for unit in inputs.hospital.units
        for day in range(inputs.grid.n_days)
        if not _is_closed(inputs, unit.id, day)
        for requirement in _unit_day(inputs, _census_of_day(inputs, census, unit.id, day), unit.id, day)
    )


def requirements_of_beds(inputs: PlanInputs, unit_id: str, n_beds: int) -> tuple[Requirement, ...]:
    """What a unit needs on a day on which so many of its beds are staffed; nobody without any. Days do not differ."""
    return tuple(_unit_day(inputs, n_beds, unit_id, 0)) if n_beds else ()


def _census_of_day(
    inputs: PlanInputs, census: Mapping[str, UnitCensus], unit_id: str, day: int
) -> UnitCensus | int | None:
    return inputs.planned_beds.get((unit_id, inputs.grid.date_of(day)), census.get(unit_id))


def _is_closed(inputs: PlanInputs, unit_id: str, day: int) -> bool:
    """A unit without beds of its own (a theatre, a clinic) is not closed for that."""
    when = inputs.grid.date_of(day)
    has_beds = inputs.hospital.unit_by_id[unit_id].beds_staffed > 0 or (unit_id, when) in inputs.planned_beds
    return has_beds and inputs.beds_staffed(unit_id, when) == 0


def _require_census(hospital: Hospital, census: Mapping[str, UnitCensus]) -> None:
    missing = {
        standard.unit_id
        for standard in hospital.staffing
        if not isinstance(standard, FixedStandard) and standard.unit_id not in census
    }
    if missing:
        raise InputError(
            [
                Problem(
                    file="forecast",
                    value=unit_id,
                    expected="a forecast of occupied beds for each unit with a ratio or hours per patient day",
                    fix="import stays or daily counts for the unit, or give it a fixed standard",
                )
                for unit_id in sorted(missing)
            ],
            "Staffing requirements cannot be worked out",
        )


def _unit_day(
    inputs: PlanInputs, census: UnitCensus | int | None, unit_id: str, day: int
) -> Iterator[Requirement]:
    hospital = inputs.hospital
    standards = [standard for standard in hospital.staffing if standard.unit_id == unit_id]
    for shift in hospital.shifts:
        for skill in hospital.skills:
            ruling = [
                standard
                for standard in standards
                if standard.skill_id == skill.id and shift.id in hospital.shift_ids_of(standard)
            ]
            if ruling:
                during = _census_during(inputs, census, day, shift)
                yield _requirement(hospital, ruling, during, day, shift)


def _census_during(
    inputs: PlanInputs, census: UnitCensus | int | None, day: int, shift: Shift
) -> Floats | None:
    """The census over the shift, or the beds that are staffed; None where the forecast has none."""
    if census is None:
        return None
    if isinstance(census, int):
        return np.full((1, len(LEVELS)), float(census))
    date, zone = inputs.grid.date_of(day), inputs.grid.zone
    during = np.concatenate(
        [
            census.during(local_instant(date, start, zone), local_instant(date, end, zone))
            for start, end in shift.pieces
        ]
    )
    return during if len(during) else None


def _requirement(
    hospital: Hospital,
    standards: Sequence[StaffingStandard],
    census: Floats | None,
    day: int,
    shift: Shift,
) -> Requirement:
    skill = hospital.skill_by_id[standards[0].skill_id]
    hours = shift.covered_minutes / 60
    needs = np.maximum.reduce([_need(hospital, standard, census, hours) for standard in standards])
    minimum = max(standard.minimum for standard in standards)
    needs = np.maximum(needs, minimum)
    probabilities = tuple(float(share) for share in np.bincount(needs) / len(LEVELS))
    shortage, surplus, pay = (
        round(pence * hours)
        for pence in (
            skill.shortage_pence_per_hour,
            skill.surplus_pence_per_hour,
            skill.pence_per_hour,
        )
    )
    follows_census = census is not None and not all(isinstance(s, FixedStandard) for s in standards)
    return Requirement(
        unit_id=standards[0].unit_id,
        day=day,
        shift_id=shift.id,
        skill_id=skill.id,
        probabilities=probabilities,
        minimum=minimum,
        required=max(minimum, newsvendor_level(probabilities, shortage, surplus, pay)),
        shortage_pence=shortage,
        surplus_pence=surplus,
        census_p50=float(np.median(census.max(axis=0))) if follows_census and census is not None else None,
    )


def _need(hospital: Hospital, standard: StaffingStandard, census: Floats | None, hours: float) -> Counts:
    if census is None:
        if not isinstance(standard, FixedStandard):
            raise ValueError(f"the forecast of unit '{standard.unit_id}' does not cover the planned days")
        census = np.zeros((1, len(LEVELS)))
    day_hours = (
        sum(hospital.shift_by_id[shift_id].covered_minutes for shift_id in hospital.shift_ids_of(standard))
        / 60
    )
    return people_needed(standard, census, hours, day_hours)
