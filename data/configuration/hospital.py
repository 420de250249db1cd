"""The whole of `hospital.toml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache, cached_property
from zoneinfo import available_timezones

from pydantic import Field, model_validator

from data.configuration.base import Id, Section
from data.configuration.compute import Compute
from data.configuration.equipment import EquipmentType, Transport
from data.configuration.faults import ConfigurationError
from data.configuration.pack_limits import pack_problems
from data.configuration.people import Contract, Shift, Skill
from data.configuration.place import Identity, Unit
from data.configuration.planning import Cover, Forecasting, Planning, SourceSetting
from data.configuration.replanning import Replanning
from data.configuration.rules import CHOICES, Rules
from data.configuration.staffing import StaffingStandard
from data.problems import Problem
from data.tables import SOURCE_TABLES


class Hospital(Section):
    """The configuration of one hospital or network; every id in it resolves."""

    pack: Id | tuple[Id, ...] = ()
    """One collection of rules, or several: figures of laws and agreements, which hold beside those of this file."""
    pack_contracts: Mapping[Id, tuple[Id, ...]] = Field(default_factory=dict)
    """For a pack that does not bind everybody: the contracts whose people it binds."""
    hospital: Identity
    units: tuple[Unit, ...] = Field(min_length=1)
    skills: tuple[Skill, ...] = Field(min_length=1)
    contracts: tuple[Contract, ...] = Field(min_length=1)
    shifts: tuple[Shift, ...] = Field(min_length=1)
    staffing: tuple[StaffingStandard, ...] = ()
    rules: Rules = Rules()
    equipment_types: tuple[EquipmentType, ...] = ()
    transport: Transport = Transport()
    cover: Cover = Cover()
    planning: Planning = Planning()
    replan: Replanning = Replanning()
    forecasting: Forecasting = Forecasting()
    compute: Compute = Compute()
    sources: Mapping[str, SourceSetting] = Field(default_factory=dict)

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def skill_by_id(self) -> Mapping[str, Skill]:
        """Skills by id."""
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def contract_by_id(self) -> Mapping[str, Contract]:
        """Contracts by id."""
        return {contract.id: contract for contract in self.contracts}

    @cached_property
    def shift_by_id(self) -> Mapping[str, Shift]:
        """Shifts by id."""
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def equipment_type_by_id(self) -> Mapping[str, EquipmentType]:
        """Equipment types by id."""
        return {kind.id: kind for kind in self.equipment_types}

    def shift_ids_of(self, standard: StaffingStandard) -> tuple[str, ...]:
        """The shifts that a standard holds for: those it names, or all of its unit but on-call shifts."""
        return standard.shift_ids or tuple(
            shift_id
            for shift_id in self.unit_by_id[standard.unit_id].shift_ids
            if not self.shift_by_id[shift_id].on_call
        )

    @model_validator(mode="after")
    def _references_resolve(self) -> Hospital:
        faults = [*self._doubles(), *self._dangling(), *pack_problems(self)]
        if self.hospital.zone not in _zones():
            expected = "an IANA time zone such as Europe/London"
            faults.append(_fault("hospital.zone", self.hospital.zone, expected, _zones()))
        if faults:
            raise ConfigurationError(faults)
        return self

    def _doubles(self) -> Iterable[Problem]:
        for part in ("units", "skills", "contracts", "shifts", "equipment_types"):
            counts = Counter(item.id for item in getattr(self, part))
            for identifier, count in counts.items():
                if count > 1:
                    yield Problem(
                        key=f"{part} '{identifier}', id",
                        value=identifier,
                        expected=f"each id once; it is given {count} times",
                    )

    def _counted(self, skill: Skill) -> Iterable[Problem]:
        """Whoever is outside the count stands in for nobody, is stood in for by nobody, and is asked for nowhere."""
        if not skill.beside_skill_ids:
            return
        where = f"skills '{skill.id}'"
        outside = "no such thing: people with beside_skill_ids work outside the count"
        if skill.stands_in_for:
            yield Problem(key=f"{where}, stands_in_for", expected=outside)
        for other in self.skills:
            if skill.id in other.stands_in_for:
                yield Problem(key=f"skills '{other.id}', stands_in_for", value=skill.id, expected=outside)
            if other.id in skill.beside_skill_ids and other.beside_skill_ids:
                key = f"{where}, beside_skill_ids"
                yield Problem(key=key, value=other.id, expected="a skill that counts")
        for number, standard in enumerate(self.staffing, start=1):
            if standard.skill_id == skill.id:
                yield Problem(key=f"staffing {number}, skill_id", value=skill.id, expected=outside)

    def _dangling(self) -> Iterable[Problem]:
        units, skills, shifts = ({x.id for x in part} for part in (self.units, self.skills, self.shifts))
        for unit in self.units:
            yield from _unknown(f"units '{unit.id}', shift_ids", unit.shift_ids, shifts)
            yield from _unknown(f"units '{unit.id}', ratio_skill_ids", unit.ratio_skill_ids, skills)
            if unit.ratio_type is not None and not unit.ratio_skill_ids:
                where = f"units '{unit.id}', ratio_skill_ids"
                yield Problem(key=where, expected="the skills that count for the ratio of ratio_type")
        for skill in self.skills:
            yield from _unknown(f"skills '{skill.id}', stands_in_for", skill.stands_in_for, skills)
            yield from _unknown(f"skills '{skill.id}', beside_skill_ids", skill.beside_skill_ids, skills)
            yield from self._counted(skill)
        for number, standard in enumerate(self.staffing, start=1):
            yield from _unknown(f"staffing {number}, unit_id", [standard.unit_id], units)
            yield from _unknown(f"staffing {number}, skill_id", [standard.skill_id], skills)
            yield from _unknown(f"staffing {number}, shift_ids", standard.shift_ids, shifts)
            if standard.unit_id in units:
                worked = set(self.unit_by_id[standard.unit_id].shift_ids)
                not_worked = [shift for shift in standard.shift_ids if shift in shifts - worked]
                where = f"staffing {number}, shift_ids"
                yield from _unknown(where, not_worked, worked, f"a shift of unit '{standard.unit_id}'")
        contracts = {contract.id for contract in self.contracts}
        opted_out = self.rules.average_hours.opt_out_contract_ids
        yield from _unknown("rules.average_hours, opt_out_contract_ids", opted_out, contracts)
        for name in CHOICES:
            bound = getattr(self.rules, name).contract_ids
            yield from _unknown(f"rules.{name}, contract_ids", bound, contracts)
        for pack_id, bound in self.pack_contracts.items():
            yield from _unknown(f"pack_contracts, {pack_id}", bound, contracts)
        for regime in self.rules.overtime.regimes:
            where = f"rules.overtime.regimes '{regime.id}', contract_ids"
            yield from _unknown(where, regime.contract_ids, contracts)
        where = "rules.unsocial_hours, contract_ids"
        yield from _unknown(where, self.rules.unsocial_hours.contract_ids, contracts)
        for number, mix in enumerate(self.rules.team.skill_mix, start=1):
            where = f"rules.team.skill_mix {number}"
            yield from _unknown(f"{where}, skill_ids", mix.skill_ids, skills)
            yield from _unknown(f"{where}, unit_ids", mix.unit_ids, units)
            yield from _unknown(f"{where}, shift_ids", mix.shift_ids, shifts)
        pairs = [shift for pair in self.rules.shift_succession.forbidden for shift in pair]
        yield from _unknown("rules.shift_succession, forbidden", pairs, shifts)
        for kind in self.equipment_types:
            yield from _unknown(
                f"equipment_types '{kind.id}', per_occupied_bed", kind.per_occupied_bed, units
            )
            yield from _unknown(f"equipment_types '{kind.id}', unit_weights", kind.unit_weights, units)
            yield from _unknown(
                f"equipment_types '{kind.id}', stands_in_for",
                kind.stands_in_for,
                set(self.equipment_type_by_id),
            )
        sites = {unit.site_id for unit in self.units}
        for number, route in enumerate(self.transport.routes, start=1):
            yield from _unknown(f"transport.routes {number}, between", route.between, sites)
        yield from _unknown("sources", self.sources, {schema.name for schema in SOURCE_TABLES}, "a table")


@cache
def _zones() -> frozenset[str]:
    """Found by looking through folders, which a scenario need not do again for each change."""
    return frozenset(available_timezones())


def _unknown(where: str, used: Iterable[str], known: set[str], what: str = "an id") -> Iterable[Problem]:
    for identifier in used:
        if identifier not in known:
            yield _fault(where, identifier, f"{what} out of {', '.join(sorted(known))}", known)


def _fault(where: str, value: str, expected: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(value, sorted(known), n=1)
    return Problem(
        key=where, value=value, expected=expected, fix=f"did you mean '{near[0]}'?" if near else None
    )
