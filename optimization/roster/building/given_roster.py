"""A roster that came from outside, as lines of a problem: what does not fit in is said, nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.inputs import PlanInputs
from data.tables.roster import BOUGHT_SOURCES
from optimization.roster.building.team_links import with_links
from optimization.roster.building.times import shift_times
from optimization.roster.building.whole_blocks import with_whole_blocks
from optimization.roster.problem import Duty, Employee, RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Cell, Line
from optimization.rules.reading import day_text


@dataclass(frozen=True, slots=True)
class GivenShift:
    """One shift of somebody; `skill_id` None means the person's own."""

    staff_id: str
    date: date
    shift_id: str
    unit_id: str
    skill_id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A shift that a line cannot hold, in a sentence."""

    staff_id: str
    day: int
    message: str
    shift: GivenShift


@dataclass(frozen=True, slots=True)
class GivenRoster:
    """`problem` has a duty for every shift given; `misfits` are the shifts that are not in `roster`."""

    problem: RosterProblem
    roster: Roster
    misfits: tuple[Misfit, ...]


def given_shifts(rows: Iterable[Mapping[str, object]]) -> tuple[GivenShift, ...]:
    """Rows of the roster table."""
    names = ("staff_id", "date", "shift_id", "unit_id", "skill_id", "source")
    return tuple(GivenShift(*(row.get(name) for name in names)) for row in rows)  # type: ignore[arg-type]


def read_given(inputs: PlanInputs, problem: RosterProblem, shifts: Sequence[GivenShift]) -> GivenRoster:
    """The shifts on days of the problem as a roster; units and shifts must be known ones."""
    number_of = {employee.employee_id: n for n, employee in enumerate(problem.employees)}
    own_skill = {row["staff_id"]: row["skill_id"] for row in inputs.tables.staff.to_pylist()}
    book = _Book(inputs, problem)
    lines: list[list[Cell]] = [[None] * problem.n_days for _ in problem.employees]
    bought: Counter[tuple[int, int]] = Counter()
    misfits: list[Misfit] = []
    planned = [shift for shift in shifts if 0 <= problem.grid.day(shift.date) < problem.n_days]
    for shift in sorted(planned, key=lambda s: (s.staff_id, s.date, s.shift_id, s.unit_id)):
        day = problem.grid.day(shift.date)
        if shift.staff_id in number_of:
            skill_id = shift.skill_id or own_skill[shift.staff_id]
            line = lines[number_of[shift.staff_id]]
            if line[day] is not None:
                name = problem.employees[number_of[shift.staff_id]].name
                first = book.duties[line[day] or 0]
                misfits.append(
                    Misfit(
                        shift.staff_id,
                        day,
                        f"{name} has two shifts on {day_text(problem, day)}: {first.shift_id} in {first.unit_id} and "
                        f"{shift.shift_id} in {shift.unit_id}",
                        shift,
                    )
                )
                continue
            line[day] = book.duty(shift.unit_id, shift.shift_id, skill_id, day)
        elif (place := _offer(problem, shift, day)) is not None:
            bought[place] += 1
        else:
            misfits.append(Misfit(shift.staff_id, day, _stranger(problem, shift, day), shift))
    employees = tuple(
        _with_duties(employee, book, tuple(line))
        for employee, line in zip(problem.employees, lines, strict=True)
    )
    changed = replace(problem, duties=tuple(book.duties), employees=employees)
    if employees != problem.employees or changed.duties != problem.duties:
        changed = with_whole_blocks(with_links(inputs, changed))
    return GivenRoster(
        changed,
        Roster(
            tuple(tuple(line) for line in lines),
            tuple((supply, row, count) for (supply, row), count in sorted(bought.items())),
        ),
        tuple(misfits),
    )


def _offer(problem: RosterProblem, shift: GivenShift, day: int) -> tuple[int, int] | None:
    """(supply, row) that a bought shift stands for."""
    for index, row in enumerate(problem.coverage):
        if (row.unit_id, row.day, row.shift_id) != (shift.unit_id, day, shift.shift_id):
            continue
        if shift.skill_id is not None and row.skill_id != shift.skill_id:
            continue
        for number, supply in enumerate(problem.supplies):
            if supply.source.value == shift.source and index in supply.pence:
                return number, index
    return None


def _stranger(problem: RosterProblem, shift: GivenShift, day: int) -> str:
    where = f"{shift.shift_id} in {shift.unit_id} on {day_text(problem, day)}"
    if shift.source in BOUGHT_SOURCES:
        return f"{shift.staff_id} ({shift.source}) is booked for {where}, where nobody is needed or none can be bought"
    return f"{shift.staff_id} works {where} and is not on the staff of these days"


def _with_duties(employee: Employee, book: _Book, line: Line) -> Employee:
    """Duties that the plan has no place for, where skill and unit are such as the person may work in."""
    units = {book.duties[duty].unit_id for duty in employee.duties} | {employee.unit_id}
    more = {
        cell: 0
        for cell in line
        if cell is not None
        and cell not in employee.duties
        and book.duties[cell].unit_id in units
        and book.duties[cell].skill_id in employee.skill_ids
    }
    return replace(employee, duties=dict(sorted({**employee.duties, **more}.items()))) if more else employee


class _Book:
    """The duties of the problem, and new ones for shifts that it has no place for."""

    def __init__(self, inputs: PlanInputs, problem: RosterProblem) -> None:
        self._inputs = inputs
        self.duties = list(problem.duties)
        self._number = {
            (duty.unit_id, duty.shift_id, duty.skill_id, day): index
            for index, duty in enumerate(problem.duties)
            for day in duty.days
        }

    def duty(self, unit_id: str, shift_id: str, skill_id: str, day: int) -> int:
        """The number of the duty."""
        key = unit_id, shift_id, skill_id, day
        if key not in self._number:
            shift = self._inputs.hospital.shift_by_id[shift_id]
            times = shift_times(self._inputs.grid, shift, day)
            self._number[key] = len(self.duties)
            self.duties.append(
                Duty(
                    duty_id=f"{unit_id}/{shift_id}/{skill_id} unplanned {self._inputs.grid.date_of(day)}",
                    unit_id=unit_id,
                    shift_id=shift_id,
                    skill_id=skill_id,
                    start_minute=times.start_minute,
                    end_minute=times.end_minute,
                    paid_minutes=times.paid_minutes,
                    is_night=shift.is_night,
                    days=frozenset({day}),
                    is_on_call=shift.on_call,
                    gap=times.gap,
                )
            )
        return self._number[key]
