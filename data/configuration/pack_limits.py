"""What packs do not allow: figures laxer than binding ones, rules switched off, ratios too thin."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from data.configuration.pack import PACK_IDS, Pack, load_pack
from data.configuration.pack_figures import MORE_IS_STRICTER, is_laxer, pack_ids
from data.configuration.people import Shift
from data.configuration.place import Unit
from data.configuration.staffing import RatioStandard, Rounding
from data.problems import Problem

if TYPE_CHECKING:
    from data.configuration.hospital import Hospital

_NOON, _AFTERNOON = 12 * 60, 15 * 60


def pack_problems(hospital: Hospital) -> Iterator[Problem]:
    """Every figure that is laxer than a pack of this hospital allows, and every pack that does not exist."""
    for pack_id in pack_ids(hospital.pack):
        if pack_id not in PACK_IDS:
            near = get_close_matches(pack_id, PACK_IDS, n=1)
            yield Problem(
                key="pack",
                value=pack_id,
                expected=f"a pack out of {', '.join(PACK_IDS)}",
                fix=f"did you mean '{near[0]}'?" if near else None,
            )
            continue
        pack = load_pack(pack_id)
        yield from _lax_rules(hospital, pack)
        yield from _lax_regimes(hospital, pack)
        yield from _thin_ratios(hospital, pack)
    yield from _unknown_ratio_types(hospital)


def _lax_rules(hospital: Hospital, pack: Pack) -> Iterator[Problem]:
    for name, rule in pack.rules.items():
        if not rule.figures:
            continue
        setting = getattr(hospital.rules, name)
        if setting.enforcement != "hard":
            yield Problem(
                key=f"rules.{name}, enforcement",
                value=setting.enforcement,
                expected=f'"hard": {pack.title} does not let this rule be broken ({rule.source})',
            )
            continue
        for key, figure in rule.figures.items():
            if is_laxer(name, key, getattr(setting, key), figure):
                yield _lax(
                    f"rules.{name}, {key}", name, key, getattr(setting, key), figure, pack, rule.source
                )


def _lax_regimes(hospital: Hospital, pack: Pack) -> Iterator[Problem]:
    for regime in hospital.rules.overtime.regimes:
        law = pack.regimes.get(regime.id)
        for key, figure in law.figures.items() if law is not None else ():
            own = getattr(regime, key)
            if law is not None and is_laxer("overtime", key, own, figure):
                where = f"rules.overtime.regimes '{regime.id}', {key}"
                yield _lax(where, "overtime", key, own, figure, pack, law.source)


def _lax(where: str, rule: str, key: str, own: object, figure: float, pack: Pack, source: str) -> Problem:
    bounds = {True: "at least ", False: "at most ", None: ""}[MORE_IS_STRICTER.get((rule, key))]
    return Problem(
        key=where,
        value=str(own),
        expected=f"{bounds}{figure:g}, the figure of {pack.title} ({source})",
        fix="a figure of a law can be made stricter, never laxer",
    )


def _unknown_ratio_types(hospital: Hospital) -> Iterator[Problem]:
    packs = [load_pack(pack_id) for pack_id in pack_ids(hospital.pack) if pack_id in PACK_IDS]
    known = sorted({kind for pack in packs for kind in pack.ratios})
    for unit in hospital.units:
        if unit.ratio_type is not None and unit.ratio_type not in known:
            near = get_close_matches(unit.ratio_type, known, n=1)
            yield Problem(
                key=f"units '{unit.id}', ratio_type",
                value=unit.ratio_type,
                expected=f"a kind of unit out of {', '.join(known)}" if known else "a pack with ratios",
                fix=f"did you mean '{near[0]}'?" if near else None,
            )


def _thin_ratios(hospital: Hospital, pack: Pack) -> Iterator[Problem]:
    for unit in hospital.units:
        ratio = pack.ratios.get(unit.ratio_type or "")
        if ratio is None:
            continue
        for shift_id in unit.shift_ids:
            shift = hospital.shift_by_id.get(shift_id)
            if shift is None or shift.on_call:
                continue
            most = min(ratio.patients_per_person[part] for part in _parts(shift))
            if not _is_met(hospital, unit, shift_id, most):
                skills = " or ".join(unit.ratio_skill_ids)
                yield Problem(
                    key=f"staffing of unit '{unit.id}', shift '{shift_id}'",
                    expected=f"a ratio of at most {most:g} patients for one {skills}, rounded up, by "
                    f"{pack.title} ({ratio.source})",
                    fix=f'add [[staffing]] with unit_id = "{unit.id}", method = "ratio", rounding = "up" and '
                    f"patients_per_person = {most:g}",
                )


def _is_met(hospital: Hospital, unit: Unit, shift_id: str, most: float) -> bool:
    return any(
        isinstance(standard, RatioStandard)
        and standard.unit_id == unit.id
        and standard.skill_id in unit.ratio_skill_ids
        and (not standard.shift_ids or shift_id in standard.shift_ids)
        and standard.patients_per_person <= most
        and standard.rounding is Rounding.UP
        for standard in hospital.staffing
    )


def _parts(shift: Shift) -> list[str]:
    """The parts of the day that a shift serves: a long day has the stricter ratio of morning and afternoon."""
    if shift.is_night:
        return ["night"]
    parts = ["morning"] if shift.start_minute < _NOON else []
    if shift.end_minute > _AFTERNOON:
        parts.append("afternoon")
    return parts or ["morning"]
