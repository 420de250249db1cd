"""The call list of a re-plan: whom to tell what, in order of urgency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.calendar import zone_info
from optimization.roster.problem import RosterProblem
from optimization.roster.replan.changes import Change
from optimization.rules.primitives import Cell
from optimization.rules.published import ChangeKind
from scenarios.replanning.outside import Fate, OutsideShift
from scenarios.replanning.replan_run import ReplannedRun

AWAY = "away"
"""What a call says of a shift that an absence takes away."""

_OFF = "off"
_WHY = {
    ChangeKind.CALLED_IN: "called in",
    ChangeKind.MOVED: "moved",
    ChangeKind.STOOD_DOWN: "stood down",
    None: AWAY,
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
    problem = run.replanned.problem
    calls = [_call(problem, each) for each in run.replanned.changes]
    calls += [_outside_call(problem, each) for each in run.outside if each.fate is not Fate.KEPT]
    return tuple(sorted(calls, key=lambda call: call.starts))


def _outside_call(problem: RosterProblem, outside: OutsideShift) -> Call:
    shift, away = outside.shift, outside.fate is Fate.LOST
    kind = next(
        (duty for duty in problem.duties if (duty.unit_id, duty.shift_id) == (shift.unit_id, shift.shift_id)),
        None,
    )
    minute = problem.grid.start_minute(outside.day) + (kind.start_minute if kind else 0)
    return Call(
        problem.grid.instant(minute).astimezone(zone_info(problem.grid.zone)),
        shift.date,
        shift.staff_id,
        outside.name or shift.source or shift.staff_id,
        f"{shift.shift_id} in {shift.unit_id}",
        _OFF,
        AWAY if away else "to cancel",
    )


def _call(problem: RosterProblem, change: Change) -> Call:
    starts = problem.grid.instant(change.first_minute).astimezone(zone_info(problem.grid.zone))
    day = problem.grid.date_of(change.day)
    if change.employee is None and change.row is not None and change.supply is not None:
        row, supply = problem.coverage[change.row], problem.supplies[change.supply]
        shifts = f"{abs(change.count)} x {row.skill_id} {row.shift_id} in {row.unit_id}"
        if change.count < 0:
            return Call(starts, day, None, supply.source.value, shifts, _OFF, "to cancel")
        return Call(starts, day, None, supply.source.value, "", shifts, "to book")
    employee = problem.employees[change.employee or 0]
    before, after = _words(problem, change.before), _words(problem, change.after)
    return Call(starts, day, employee.employee_id, employee.name, before, after, _WHY[change.kind])


def _words(problem: RosterProblem, cell: Cell) -> str:
    if cell is None:
        return _OFF
    duty = problem.duties[cell]
    return f"{duty.shift_id} in {duty.unit_id}"
