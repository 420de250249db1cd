"""A senior on every shift, at most one beginner: how many people of some skills are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.configuration.hospital import Hospital
from data.configuration.team_rules import SkillMix
from optimization.roster.problem import Duty, Employee, Link, LinkTerm
from optimization.rules.links import link_terms, team_enforcement
from optimization.rules.reading import count_text


def skill_mix_links(
    hospital: Hospital,
    mix: SkillMix,
    employees: Mapping[str, Employee],
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    duties: tuple[Duty, ...],
) -> Iterator[Link]:
    """One link for each unit, shift and day on which the shift is worked and one of these people could work it.

    What nobody of these skills can be given has no link; `skill_mix_gaps` names it.
    """
    for place in _places(hospital, mix, employees, staff_ids_by_skill, duties):
        if place.terms:
            yield Link(
                "skill_mix",
                place.terms,
                team_enforcement(mix),
                mix.at_least,
                mix.at_most,
                title=f"{_names(hospital, mix)} on {place.shift_id} in {place.unit_id}",
                source=mix.source,
            )


def skill_mix_gaps(
    hospital: Hospital,
    mix: SkillMix,
    employees: Mapping[str, Employee],
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    duties: tuple[Duty, ...],
) -> Iterator[str]:
    """A sentence for each unit and shift that needs one of these people and that none of them can be given.

    Where the rule names no units, they are those in which one of these people can be given some shift.
    """
    if mix.at_least is None:
        return
    places = list(_places(hospital, mix, employees, staff_ids_by_skill, duties))
    known_units = set(mix.unit_ids) or {place.unit_id for place in places if place.terms}
    days: dict[tuple[str, str], int] = Counter(
        (place.unit_id, place.shift_id)
        for place in places
        if place.unit_id in known_units and not place.terms
    )
    for (unit_id, shift_id), n_days in days.items():
        unit, shift = hospital.unit_by_id[unit_id], hospital.shift_by_id[shift_id]
        yield (
            f"{unit.name} needs at least {mix.at_least} {_names(hospital, mix)} on each {shift.name}, and nobody who is one "
            f"can be given that shift there on {count_text(n_days, 'day')}: the rule is left out for it."
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A shift of a unit on a day on which it is worked; a term for each of these people who can be given it."""

    unit_id: str
    shift_id: str
    terms: tuple[LinkTerm, ...]


def _names(hospital: Hospital, mix: SkillMix) -> str:
    return " or ".join(hospital.skill_by_id[skill_id].name for skill_id in mix.skill_ids)


def _places(
    hospital: Hospital,
    mix: SkillMix,
    employees: Mapping[str, Employee],
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    duties: tuple[Duty, ...],
) -> Iterator[_Place]:
    members = [
        employees[staff_id]
        for skill_id in mix.skill_ids
        for staff_id in sorted(staff_ids_by_skill.get(skill_id, frozenset()))
    ]
    for unit_id in mix.unit_ids or tuple(hospital.unit_by_id):
        for shift_id in mix.shift_ids or tuple(hospital.shift_by_id):
            of_shift = frozenset(
                index
                for index, duty in enumerate(duties)
                if duty.unit_id == unit_id and duty.shift_id == shift_id
            )
            for day in sorted({day for index in of_shift for day in duties[index].days}):
                yield _Place(unit_id, shift_id, link_terms(members, day, of_shift, duties))
