"""A senior on every shift, at most one beginner: how many people of some skills are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.configuration.hospital import Hospital
from data.configuration.team_rules import SkillMix
from optimization.roster.problem import Duty, Employee, Link
from optimization.rules.links import link_terms, team_enforcement


def skill_mix_links(
    hospital: Hospital,
    mix: SkillMix,
    employees: Mapping[str, Employee],
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    duties: tuple[Duty, ...],
) -> Iterator[Link]:
    """One link for each unit, shift and day on which the shift is worked and one of these people could work it.

    A shift that nobody of these skills can be given has no link: `check` and the report say who is missing.
    """
    members = [
        employees[staff_id]
        for skill_id in mix.skill_ids
        for staff_id in sorted(staff_ids_by_skill.get(skill_id, frozenset()))
    ]
    names = " or ".join(hospital.skill_by_id[skill_id].name for skill_id in mix.skill_ids)
    for unit_id in mix.unit_ids or tuple(hospital.unit_by_id):
        for shift_id in mix.shift_ids or tuple(hospital.shift_by_id):
            of_shift = frozenset(
                index
                for index, duty in enumerate(duties)
                if duty.unit_id == unit_id and duty.shift_id == shift_id
            )
            for day in sorted({day for index in of_shift for day in duties[index].days}):
                terms = link_terms(members, day, of_shift, duties)
                if terms:
                    yield Link(
                        "skill_mix",
                        terms,
                        team_enforcement(mix),
                        mix.at_least,
                        mix.at_most,
                        title=f"{names} on {shift_id} in {unit_id}",
                        source=mix.source,
                    )
