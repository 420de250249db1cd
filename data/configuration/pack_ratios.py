"""Ratios of packs: what each unit and shift must have, and standards that are too thin for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from data.configuration.chosen_packs import ChosenPack, chosen_packs
from data.configuration.pack import PackRatio
from data.configuration.people import Shift
from data.configuration.place import Unit
from data.configuration.staffing import RatioStandard, Rounding
from data.problems import Problem

if TYPE_CHECKING:
    from data.configuration.hospital import Hospital

_NOON, _AFTERNOON = 12 * 60, 15 * 60


@dataclass(frozen=True, slots=True)
class ShiftRatio:
    """The ratio that a law asks for on a shift of a unit: at most so many patients for one person who counts."""

    unit: Unit
    shift_id: str
    ratio: PackRatio
    patients_per_person: float
    title: str
    """Of the pack."""


def shift_ratios(hospital: Hospital) -> Iterator[ShiftRatio]:
    """The ratios of all packs, for every unit with a `ratio_type` of theirs and every shift but on-call."""
    for chosen in chosen_packs(hospital):
        for unit in hospital.units:
            ratio = chosen.pack.ratios.get(unit.ratio_type or "")
            if ratio is None:
                continue
            for shift_id in unit.shift_ids:
                shift = hospital.shift_by_id.get(shift_id)
                if shift is not None and not shift.on_call:
                    most = min(ratio.patients_per_person[part] for part in _parts(shift))
                    yield ShiftRatio(unit, shift_id, ratio, most, chosen.pack.title)


def ratio_problems(hospital: Hospital) -> Iterator[Problem]:
    """Shifts without standards that meet their ratio, and kinds of unit that no pack knows."""
    for chosen in chosen_packs(hospital):
        if chosen.pack.ratios and chosen.pack_id in hospital.pack_contracts:
            yield Problem(
                key="pack_contracts",
                value=chosen.pack_id,
                expected="packs with rules for people: ratios bind units, whoever works there",
            )
    for asked in shift_ratios(hospital):
        if not _is_met(hospital, asked):
            yield _too_thin(asked)
    yield from _unknown_types(hospital)


def _too_thin(asked: ShiftRatio) -> Problem:
    skills = asked.unit.ratio_skill_ids
    share = asked.ratio.share_of_first_skill
    of_first = f", {100 * share:.0f} % of them {skills[0]} at least" if share and len(skills) > 1 else ""
    together = ", or one for each skill that meet it together" if len(skills) > 1 else ""
    return Problem(
        key=f"staffing of unit '{asked.unit.id}', shift '{asked.shift_id}'",
        expected=f"a ratio of at most {asked.patients_per_person:g} patients for one {' or '.join(skills)}{of_first}, "
        f"rounded up, by {asked.title} ({asked.ratio.source})",
        fix=f'add [[staffing]] with unit_id = "{asked.unit.id}", method = "ratio", rounding = "up" and '
        f"patients_per_person = {asked.patients_per_person:g}{together}",
    )


def _is_met(hospital: Hospital, asked: ShiftRatio) -> bool:
    """People per patient of all skills that count, each rounded up by itself, add up to enough."""
    first, *others = (
        _people_per_patient(hospital, asked, skill_id) for skill_id in asked.unit.ratio_skill_ids or ("",)
    )
    return asked.ratio.counted(first, sum(others)) * asked.patients_per_person >= 1 - 1e-9


def _people_per_patient(hospital: Hospital, asked: ShiftRatio, skill_id: str) -> float:
    return max(
        (
            1 / standard.patients_per_person
            for standard in hospital.staffing
            if isinstance(standard, RatioStandard)
            and standard.unit_id == asked.unit.id
            and standard.skill_id == skill_id
            and (not standard.shift_ids or asked.shift_id in standard.shift_ids)
            and standard.rounding is Rounding.UP
        ),
        default=0.0,
    )


def _unknown_types(hospital: Hospital) -> Iterator[Problem]:
    known = sorted({kind for chosen in chosen_packs(hospital) for kind in chosen.pack.ratios})
    for unit in hospital.units:
        if unit.ratio_type is not None and unit.ratio_type not in known:
            near = get_close_matches(unit.ratio_type, known, n=1)
            yield Problem(
                key=f"units '{unit.id}', ratio_type",
                value=unit.ratio_type,
                expected=f"a kind of unit out of {', '.join(known)}" if known else "a pack with ratios",
                fix=f"did you mean '{near[0]}'?" if near else None,
            )


def unbound_units(chosen: ChosenPack, hospital: Hospital) -> list[str]:
    """Units with staff of their own to which no ratio of the pack applies."""
    return [
        unit.id
        for unit in hospital.units
        if unit.ratio_type not in chosen.pack.ratios
        and any(standard.unit_id == unit.id for standard in hospital.staffing)
    ]


def _parts(shift: Shift) -> list[str]:
    """The parts of the day that a shift serves: a long day has the stricter ratio of morning and afternoon."""
    if shift.is_night:
        return ["night"]
    parts = ["morning"] if shift.start_minute < _NOON else []
    if shift.end_minute > _AFTERNOON:
        parts.append("afternoon")
    return parts or ["morning"]
