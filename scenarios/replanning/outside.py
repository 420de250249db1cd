"""Published shifts that the lines of a re-plan cannot hold: whose worker is gone, that nobody needs, or second ones of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.inputs import PlanInputs
from data.tables.roster import BOUGHT_SOURCES
from optimization.roster.building.bought_price import BoughtPrices
from optimization.roster.building.given_roster import GivenShift, Misfit
from optimization.roster.building.holiday_dates import holiday_dates
from optimization.roster.building.times import shift_times
from optimization.roster.problem import RosterProblem, Source
from optimization.roster.replan.prepare import is_away
from scenarios.assignments import Assignment
from scenarios.days import Span
from scenarios.replanning.happenings import Absent
from scenarios.wording import day_words


class Fate(StrEnum):
    """What becomes of the shift."""

    KEPT = "kept as published"
    LOST = "nobody to work it"
    CANCELLED = "to cancel"


@dataclass(frozen=True, slots=True)
class OutsideShift:
    """One published shift; `name` is the person's, None for somebody who is bought or not in the staff table."""

    shift: GivenShift
    day: int
    name: str | None
    fate: Fate

    @property
    def is_bought(self) -> bool:
        """Whether it is a bank or agency shift."""
        return self.shift.source in BOUGHT_SOURCES

    @property
    def text(self) -> str:
        """In a sentence."""
        shift = self.shift
        who = f"{self.name or shift.source or 'somebody'} ({shift.staff_id})"
        what = f"{who}, {shift.shift_id} in {shift.unit_id} on {day_words(shift.date)}"
        if self.fate is Fate.KEPT:
            return f"{what}: kept as published beside the plan, and not counted in its coverage and costs."
        if self.fate is Fate.CANCELLED:
            return f"{what}: the unit is closed; to be cancelled."
        return f"{what}: away or not on the staff any more; to be filled."


def split_absent(
    shifts: Sequence[GivenShift], absent: Sequence[Absent]
) -> tuple[list[GivenShift], list[GivenShift]]:
    """The shifts that can be worked, and the bought ones whose worker is away."""

    def is_lost(shift: GivenShift) -> bool:
        return shift.source in BOUGHT_SOURCES and any(
            each.staff_id == shift.staff_id and Span(shift.date, shift.date).within(each.span)
            for each in absent
        )

    return [each for each in shifts if not is_lost(each)], [each for each in shifts if is_lost(each)]


def outside_shifts(
    inputs: PlanInputs, problem: RosterProblem, misfits: Sequence[Misfit], lost: Sequence[GivenShift]
) -> Iterator[OutsideShift]:
    """What becomes of each misfit, and of the bought shifts that are `lost`."""
    employees = {employee.employee_id: employee for employee in problem.employees}
    for shift in lost:
        yield OutsideShift(shift, problem.grid.day(shift.date), None, Fate.LOST)
    for misfit in misfits:
        shift, employee = misfit.shift, employees.get(misfit.staff_id)
        if is_closed(inputs, shift.unit_id, misfit.day):
            fate = Fate.CANCELLED
        elif employee is None:
            fate = Fate.KEPT if shift.source in BOUGHT_SOURCES else Fate.LOST
        else:
            fate = Fate.LOST if is_away(problem, employee, misfit.day) else Fate.KEPT
        yield OutsideShift(shift, misfit.day, employee.name if employee else None, fate)


def is_closed(inputs: PlanInputs, unit_id: str, day: int) -> bool:
    """Whether a unit that has beds has none on the day."""
    usual = inputs.hospital.unit_by_id[unit_id].beds_staffed
    return usual > 0 and inputs.beds_staffed(unit_id, inputs.grid.date_of(day)) == 0


def rows_lost(problem: RosterProblem, outside: Sequence[OutsideShift]) -> frozenset[int]:
    """The coverage rows that lack somebody by it."""
    lost = {(each.shift.unit_id, each.day, each.shift.shift_id) for each in outside if each.fate is Fate.LOST}
    return frozenset(
        index for index, row in enumerate(problem.coverage) if (row.unit_id, row.day, row.shift_id) in lost
    )


def price_pence(inputs: PlanInputs, outside: OutsideShift) -> int:
    """What a bought shift costs by the prices of its skill; 0 where that has none."""
    skill_id, source = outside.shift.skill_id, outside.shift.source
    if not outside.is_bought or skill_id is None or source is None:
        return 0
    hospital, grid = inputs.hospital, inputs.grid
    prices = BoughtPrices(hospital, grid, Source(source), holiday_dates(hospital, grid))
    times = shift_times(grid, hospital.shift_by_id[outside.shift.shift_id], outside.day)
    return prices.pence(skill_id, outside.day, times) or 0


def kept_assignments(inputs: PlanInputs, outside: Sequence[OutsideShift]) -> Iterator[Assignment]:
    """The shifts that stay as they were published."""
    own_skill = {row["staff_id"]: row["skill_id"] for row in inputs.tables.staff.to_pylist()}
    for each in outside:
        if each.fate is not Fate.KEPT:
            continue
        shift = each.shift
        kind = inputs.hospital.shift_by_id[shift.shift_id]
        times = shift_times(inputs.grid, kind, each.day)
        midnight = inputs.grid.start_minute(each.day)
        yield Assignment(
            staff_id=shift.staff_id,
            unit_id=shift.unit_id,
            skill_id=shift.skill_id or own_skill.get(shift.staff_id, ""),
            shift_id=shift.shift_id,
            day=each.day,
            start=inputs.grid.instant(midnight + times.start_minute),
            end=inputs.grid.instant(midnight + times.end_minute),
            paid_minutes=times.paid_minutes,
            is_night=kind.is_night,
            source=Source(shift.source or Source.CONTRACT.value),
            pence=price_pence(inputs, each),
        )
