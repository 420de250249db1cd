"""All duties of a problem, planned and past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from optimization.roster.building.times import ShiftTimes, shift_times
from optimization.roster.problem import Duty
from optimization.staffing.requirement import Requirement


@dataclass(frozen=True, slots=True, order=True)
class DutyKey:
    """What makes duties differ; `shift_ids` has two or more only for a past day with several shifts."""

    unit_id: str
    shift_ids: tuple[str, ...]
    skill_id: str
    times: ShiftTimes


@dataclass(frozen=True, slots=True)
class DutyBook:
    """The duties in a fixed order that does not depend on the order of any input rows."""

    duties: tuple[Duty, ...]
    number: Mapping[DutyKey, int]

    def planned(self, unit_id: str, skill_id: str) -> list[int]:
        """Duties of the plan in a unit, worked as a skill."""
        return [
            index
            for index, duty in enumerate(self.duties)
            if duty.days and duty.unit_id == unit_id and duty.skill_id == skill_id
        ]


def write_duty_book(
    hospital: Hospital, grid: DayGrid, requirements: Sequence[Requirement], past: Iterable[DutyKey]
) -> DutyBook:
    """One duty for each unit, shift and skill that is needed, and more where a clock change alters its times.

    People outside the count have duties of their own wherever one of the skills that they work beside is needed.
    """
    beside = {
        skill.id: [other.id for other in hospital.skills if skill.id in other.beside_skill_ids]
        for skill in hospital.skills
    }
    days: dict[DutyKey, set[int]] = defaultdict(set)
    for need in requirements:
        shift = hospital.shift_by_id[need.shift_id]
        times = shift_times(grid, shift, need.day)
        for skill_id in (need.skill_id, *beside[need.skill_id]):
            days[DutyKey(need.unit_id, (shift.id,), skill_id, times)].add(need.day)
    for key in past:
        days.setdefault(key, set())
    place = {unit.id: number for number, unit in enumerate(hospital.units)}
    turn = {shift.id: number for number, shift in enumerate(hospital.shifts)}
    keys = sorted(
        days,
        key=lambda key: (
            place[key.unit_id],
            [turn[shift] for shift in key.shift_ids],
            key.skill_id,
            key.times,
        ),
    )
    duties = tuple(_duty(hospital, key, frozenset(days[key])) for key in keys)
    return DutyBook(duties, {key: number for number, key in enumerate(keys)})


def _duty(hospital: Hospital, key: DutyKey, days: frozenset[int]) -> Duty:
    shifts = [hospital.shift_by_id[shift_id] for shift_id in key.shift_ids]
    times = key.times
    is_ordinary = len(shifts) == 1 and (times.start_minute, times.end_minute) == (
        shifts[0].start_minute,
        shifts[0].end_minute,
    )
    shift_id = "+".join(key.shift_ids)
    variant = "" if is_ordinary else f"/{times.start_minute}-{times.end_minute}"
    return Duty(
        duty_id=f"{key.unit_id}/{shift_id}/{key.skill_id}{variant}",
        unit_id=key.unit_id,
        shift_id=shift_id,
        skill_id=key.skill_id,
        start_minute=times.start_minute,
        end_minute=times.end_minute,
        paid_minutes=times.paid_minutes,
        is_night=any(shift.is_night for shift in shifts),
        days=days,
        is_on_call=all(shift.on_call for shift in shifts),
        gap=times.gap,
    )
