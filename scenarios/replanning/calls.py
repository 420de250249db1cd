"""The call list of a re-plan: whom to tell what, in order of urgency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.calendar import zone_info
from optimization.roster.problem import RosterProblem
from optimization.roster.replan.changes import Change
from optimization.rules.primitives import Cell
from optimization.rules.published import ChangeKind
from scenarios.replanning.replan_run import ReplannedRun

_OFF = "off"
_WHY = {
    ChangeKind.CALLED_IN: "called in",
    ChangeKind.MOVED: "moved",
    ChangeKind.STOOD_DOWN: "stood down",
    None: "away",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One change. `staff_id` None is a shift to be bought; `starts` is when it begins to matter, in local time."""

    starts: datetime
    date: date
    staff_id: str | None
    name: str
    before: str
    after: str
    what: str


def call_list(run: ReplannedRun) -> tuple[Call, ...]:
    """Every change, the one that begins first on top; absences that took a shift away stand among them."""
    return tuple(_call(run.replanned.problem, each) for each in run.replanned.changes)


def _call(problem: RosterProblem, change: Change) -> Call:
    starts = problem.grid.instant(change.first_minute).astimezone(zone_info(problem.grid.zone))
    day = problem.grid.date_of(change.day)
    if change.employee is None and change.row is not None and change.supply is not None:
        row, supply = problem.coverage[change.row], problem.supplies[change.supply]
        wanted = f"{change.count} x {row.skill_id} {row.shift_id} in {row.unit_id}"
        return Call(starts, day, None, supply.source.value, "", wanted, "to book")
    employee = problem.employees[change.employee or 0]
    before, after = _words(problem, change.before), _words(problem, change.after)
    return Call(starts, day, employee.employee_id, employee.name, before, after, _WHY[change.kind])


def _words(problem: RosterProblem, cell: Cell) -> str:
    if cell is None:
        return _OFF
    duty = problem.duties[cell]
    return f"{duty.shift_id} in {duty.unit_id}"
