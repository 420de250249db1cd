"""The planned shifts as people read them: who, where, when, and where the hours come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from optimization.roster.assess import Assessment
from optimization.roster.problem import CoverageRow, Employee, RosterProblem, Source
from optimization.roster.result import Roster

OVERTIME_RULE = "overtime"
"""The rule whose breaches are the minutes of overtime."""

EXTRA_HOURS_RULE = "extra_hours"
"""The rule that prices the plain part of minutes above contract, of people whose overtime is reckoned by the clock of a law."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One shift of one person. `pence` is the price of a bought shift, 0 for own staff."""

    staff_id: str
    unit_id: str
    skill_id: str
    shift_id: str
    day: int
    start: datetime
    end: datetime
    paid_minutes: int
    is_night: bool
    source: Source
    pence: int = 0


def read_assignments(
    problem: RosterProblem, roster: Roster, assessment: Assessment
) -> tuple[Assignment, ...]:
    """Own staff in problem order, each by day; then bought shifts by supply, day and row."""
    overtime = overtime_minutes(assessment)
    own: list[Assignment] = []
    for employee, line in zip(problem.employees, roster.lines, strict=True):
        shifts = [
            _own_shift(problem, employee, day, cell) for day, cell in enumerate(line) if cell is not None
        ]
        own.extend(_mark_overtime(shifts, overtime.get(employee.employee_id, 0)))
    return (*own, *_bought_shifts(problem, roster))


def overtime_minutes(assessment: Assessment) -> Mapping[str, int]:
    """Minutes above contract by person, as the rule's own check counted them."""
    minutes: Counter[str] = Counter()
    for breach in assessment.breaches:
        if breach.violation.rule == OVERTIME_RULE:
            minutes[breach.violation.employee_id] += breach.violation.amount
    return minutes


def _own_shift(problem: RosterProblem, employee: Employee, day: int, cell: int) -> Assignment:
    duty = problem.duties[cell]
    away = employee.unit_id is not None and duty.unit_id != employee.unit_id
    return Assignment(
        staff_id=employee.employee_id,
        unit_id=duty.unit_id,
        skill_id=duty.skill_id,
        shift_id=duty.shift_id,
        day=day,
        start=problem.grid.instant(problem.start_minute(day, cell)),
        end=problem.grid.instant(problem.end_minute(day, cell)),
        paid_minutes=duty.paid_minutes,
        is_night=duty.is_night,
        source=Source.FLOAT if away else Source.CONTRACT,
    )


def _mark_overtime(shifts: list[Assignment], minutes: int) -> Iterator[Assignment]:
    """The last shifts of a person, as long as at least half of each lies above contract, are overtime."""
    marked: set[int] = set()
    for index in range(len(shifts) - 1, -1, -1):
        if 2 * minutes < shifts[index].paid_minutes or minutes <= 0:
            break
        marked.add(index)
        minutes -= shifts[index].paid_minutes
    for index, shift in enumerate(shifts):
        yield replace(shift, source=Source.OVERTIME) if index in marked else shift


def _bought_shifts(problem: RosterProblem, roster: Roster) -> Iterator[Assignment]:
    numbers: Counter[Source] = Counter()
    order = sorted(roster.bought, key=lambda item: (item[0], problem.coverage[item[1]].day, item[1]))
    for number, index, count in order:
        supply, row = problem.supplies[number], problem.coverage[index]
        for _ in range(count):
            numbers[supply.source] += 1
            staff_id = f"{supply.source.value}-{numbers[supply.source]}"
            yield _bought_shift(problem, row, staff_id, supply.source, supply.pence[index])


def _bought_shift(
    problem: RosterProblem, row: CoverageRow, staff_id: str, source: Source, pence: int
) -> Assignment:
    # Any duty of the row has its shift's times; one in the row's own skill is the plainest.
    cells = sorted(duty for day, duty in row.cells if day == row.day)
    cell = next((c for c in cells if problem.duties[c].skill_id == row.skill_id), cells[0])
    return Assignment(
        staff_id=staff_id,
        unit_id=row.unit_id,
        skill_id=row.skill_id,
        shift_id=row.shift_id,
        day=row.day,
        start=problem.grid.instant(problem.start_minute(row.day, cell)),
        end=problem.grid.instant(problem.end_minute(row.day, cell)),
        paid_minutes=row.paid_minutes,
        is_night=problem.duties[cell].is_night,
        source=source,
        pence=pence,
    )
