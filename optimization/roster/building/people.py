"""Employees of the problem, from the staff table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.configuration.hospital import Hospital
from data.contracted_hours import contracted_hours_week
from data.inputs import PlanInputs
from optimization.roster.building.absences import absence_periods, read_absences
from optimization.roster.building.call_outs import read_call_outs
from optimization.roster.building.duty_book import DutyBook, DutyKey
from optimization.roster.building.history import History
from optimization.roster.building.restrictions import read_restrictions
from optimization.roster.building.wishes import read_wishes, requests_of
from optimization.roster.problem import Employee
from optimization.rules.primitives import Line


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the staff table; `contract_minutes_week` is None for bank staff without guaranteed hours."""

    staff_id: str
    name: str
    unit_id: str
    skill_id: str
    contract_id: str
    contract_minutes_week: int | None
    float_unit_ids: tuple[str, ...]
    first_day: date | None
    last_day: date | None


def read_people(inputs: PlanInputs) -> tuple[Person, ...]:
    """Everybody who is employed on some day of the plan, by staff_id."""
    people = [_person(inputs.hospital, row) for row in inputs.tables.staff.to_pylist()]
    first, last = inputs.grid.date_of(0), inputs.grid.date_of(inputs.grid.n_days - 1)
    employed = [
        person
        for person in people
        if (person.first_day is None or person.first_day <= last)
        and (person.last_day is None or person.last_day >= first)
    ]
    return tuple(sorted(employed, key=lambda person: person.staff_id))


def staff_ids_by(people: Iterable[Person], group_of: Callable[[Person], str]) -> Mapping[str, frozenset[str]]:
    """The ids of the people by what `group_of` says of them, such as their skill."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        found[group_of(person)].add(person.staff_id)
    return {group: frozenset(ids) for group, ids in found.items()}


def _person(hospital: Hospital, row: Mapping[str, Any]) -> Person:
    hours = contracted_hours_week(hospital, row)
    floats = {unit.strip() for unit in (row["float_unit_ids"] or "").split("|")}
    known = [unit.id for unit in hospital.units if unit.id in floats and unit.id != row["unit_id"]]
    return Person(
        staff_id=row["staff_id"],
        name=row["name"],
        unit_id=row["unit_id"],
        skill_id=row["skill_id"],
        contract_id=row["contract_id"],
        contract_minutes_week=round(hours * 60) or None,
        float_unit_ids=tuple(known),
        first_day=row["first_day"],
        last_day=row["last_day"],
    )


def make_employees(
    inputs: PlanInputs, people: tuple[Person, ...], book: DutyBook, history: History
) -> tuple[Employee, ...]:
    """Employees with their duties, past, absences and wishes, in the order of `people`."""
    absences, wishes = read_absences(inputs), read_wishes(inputs)
    restrictions, call_outs = read_restrictions(inputs), read_call_outs(inputs)
    employees = []
    for person in people:
        known = _known_units(inputs.hospital, history.worked.get(person.staff_id, {}))
        duties = _duties(inputs.hospital, person, book, known)
        employees.append(
            Employee(
                employee_id=person.staff_id,
                name=person.name,
                duties=duties,
                skill_ids=frozenset(
                    {person.skill_id, *inputs.hospital.skill_by_id[person.skill_id].stands_in_for}
                ),
                history=_past_line(person.staff_id, book, history),
                contract_minutes_week=person.contract_minutes_week,
                absences=absence_periods(
                    inputs.grid,
                    history.n_days,
                    absences.get(person.staff_id, ()),
                    (person.first_day, person.last_day),
                    person.contract_minutes_week,
                ),
                requests=requests_of(
                    inputs.grid,
                    person.staff_id,
                    wishes.get(person.staff_id, ()),
                    book.duties,
                    duties,
                ),
                unit_id=person.unit_id,
                restrictions=restrictions.get(person.staff_id, ()),
                call_outs=call_outs.get(person.staff_id, ()),
            )
        )
    return tuple(employees)


def _past_line(staff_id: str, book: DutyBook, history: History) -> Line:
    worked = history.worked.get(staff_id, {})
    return tuple(book.number[worked[day]] if day in worked else None for day in range(-history.n_days, 0))


def _known_units(hospital: Hospital, worked: Mapping[int, DutyKey]) -> frozenset[str]:
    """The units in which somebody has worked often enough to know them."""
    n_shifts = Counter(key.unit_id for key in worked.values())
    return frozenset(unit for unit, n in n_shifts.items() if n >= hospital.cover.familiar_from_shifts)


def _duties(
    hospital: Hospital, person: Person, book: DutyBook, known_units: frozenset[str]
) -> dict[int, int]:
    """Duty -> pence: floats and substitution at their price, bank staff at their pay."""
    cover = hospital.cover
    skill = hospital.skill_by_id[person.skill_id]
    duties: dict[int, int] = {}
    for unit_id in (person.unit_id, *person.float_unit_ids):
        for skill_id in (skill.id, *skill.stands_in_for):
            pence = 0
            if unit_id != person.unit_id:
                pence += cover.float_pence_per_shift
                pence += 0 if unit_id in known_units else cover.unfamiliar_pence_per_shift
            pence += cover.substitution_pence_per_shift if skill_id != skill.id else 0
            for index in book.planned(unit_id, skill_id):
                duties[index] = pence + _pay(hospital, person, book.duties[index].paid_minutes)
    return dict(sorted(duties.items()))


def _pay(hospital: Hospital, person: Person, minutes: int) -> int:
    """Contract pay is spent anyway; bank staff are paid by the shift."""
    if person.contract_minutes_week is not None:
        return 0
    skill = hospital.skill_by_id[person.skill_id]
    rate = skill.pence_per_hour if skill.bank_pence_per_hour is None else skill.bank_pence_per_hour
    return round(rate * minutes / 60)
