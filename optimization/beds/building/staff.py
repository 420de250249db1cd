"""What staffed beds ask of the roster, and what the roster can give, in hours a week by skill."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data.forecast import Forecast
from data.inputs import PlanInputs
from optimization.beds.problem import Bought, Floats, Ints, Staff
from optimization.roster.building.absences import read_absences
from optimization.roster.building.people import read_people
from optimization.staffing.requirement import Requirement
from optimization.staffing.requirements import requirements_of_beds, staffing_requirements


def read_staff(inputs: PlanInputs, forecast: Forecast, unit_ids: Sequence[str], most: Ints) -> Staff:
    """`most` beds by unit and day bound those for which hours are worked out.

    What other units need is what their forecast asks for. Own people give their contracted hours on days on which
    they are employed and not away.
    """
    hospital = inputs.hospital
    skills, cover = hospital.skills, hospital.cover
    number = {skill.id: index for index, skill in enumerate(skills)}
    hours = np.zeros((len(unit_ids), int(most.max(initial=0)) + 1, len(skills)))
    for unit, unit_id in enumerate(unit_ids):
        for beds in range(int(most[unit].max()) + 1):
            for need in requirements_of_beds(inputs, unit_id, beds):
                hours[unit, beds, number[need.skill_id]] += _hours(inputs, need)
    other = np.zeros((inputs.grid.n_days // 7, len(skills)))
    for need in staffing_requirements(inputs, forecast):
        if need.unit_id not in unit_ids:
            other[need.day // 7, number[need.skill_id]] += _hours(inputs, need)
    return Staff(
        hours=hours,
        other_hours=other,
        own_hours=_own_hours(inputs, [skill.id for skill in skills]),
        serves=np.array([[j is k or k.id in j.stands_in_for for k in skills] for j in skills], dtype=bool),
        own_pence=np.array([skill.pence_per_hour for skill in skills], dtype=np.int64),
        missing_pence=np.array([skill.shortage_pence_per_hour for skill in skills], dtype=np.int64),
        bought=(
            Bought(tuple(skill.bank_pence_per_hour for skill in skills), cover.bank_hours_week),
            Bought(tuple(skill.agency_pence_per_hour for skill in skills), cover.agency_hours_week),
        ),
    )


def _hours(inputs: PlanInputs, need: Requirement) -> float:
    return need.required * inputs.hospital.shift_by_id[need.shift_id].covered_minutes / 60


def _own_hours(inputs: PlanInputs, skill_ids: Sequence[str]) -> Floats:
    grid = inputs.grid
    absences = read_absences(inputs)
    found = np.zeros((grid.n_days // 7, len(skill_ids)))
    for person in read_people(inputs):
        if person.contract_minutes_week is None:
            continue
        away = absences.get(person.staff_id, ())
        for day in range(grid.n_days):
            when = grid.date_of(day)
            employed = (person.first_day or when) <= when <= (person.last_day or when)
            if employed and not any(first <= when <= last for first, last, _ in away):
                found[day // 7, skill_ids.index(person.skill_id)] += person.contract_minutes_week / 60 / 7
    return found
