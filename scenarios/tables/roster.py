"""The roster, the people in it, their wishes, and what changes for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from data.calendar import DayGrid, weekend_of
from data.inputs import PlanInputs
from data.run_tables import CHANGES, PEOPLE, REQUESTS, ROSTER
from optimization.roster.problem import RosterProblem
from scenarios.assignments import Assignment
from scenarios.days import horizon


def roster_table(assignments: Sequence[Assignment], grid: DayGrid) -> pa.Table:
    """ROSTER."""
    return ROSTER.table(
        [
            {
                "staff_id": shift.staff_id,
                "unit_id": shift.unit_id,
                "skill_id": shift.skill_id,
                "shift_id": shift.shift_id,
                "date": grid.date_of(shift.day),
                "start": shift.start,
                "end": shift.end,
                "paid_minutes": shift.paid_minutes,
                "source": shift.source.value,
            }
            for shift in assignments
        ]
    )


def people_table(inputs: PlanInputs, problem: RosterProblem, assignments: Sequence[Assignment]) -> pa.Table:
    """PEOPLE: everybody in the problem. A weekend counts once, by its Saturday."""
    own: dict[str, list[Assignment]] = defaultdict(list)
    for shift in assignments:
        own[shift.staff_id].append(shift)
    staff = {row["staff_id"]: row for row in inputs.tables.staff.to_pylist()}
    return PEOPLE.table([_person(problem, staff, number, own) for number in range(len(problem.employees))])


def _person(
    problem: RosterProblem, staff: dict[str, dict[str, Any]], number: int, own: dict[str, list[Assignment]]
) -> dict[str, object]:
    grid, employee = problem.grid, problem.employees[number]
    row, shifts = staff[employee.employee_id], own[employee.employee_id]
    weekly = employee.contract_minutes_week
    weekends = {weekend_of(grid.date_of(shift.day)) for shift in shifts} - {None}
    return {
        "staff_id": employee.employee_id,
        "name": employee.name,
        "unit_id": row["unit_id"],
        "skill_id": row["skill_id"],
        "contract_minutes": None if weekly is None else round(weekly * problem.n_days / 7),
        "paid_minutes": sum(shift.paid_minutes for shift in shifts),
        "credited_minutes": sum(
            minutes
            for absence in employee.absences
            for day, minutes in absence.credited_minutes
            if 0 <= day < problem.n_days
        ),
        "n_nights": sum(shift.is_night for shift in shifts),
        "n_weekends": len(weekends),
    }


def requests_table(inputs: PlanInputs, problem: RosterProblem, assignments: Sequence[Assignment]) -> pa.Table:
    """REQUESTS: the wishes of the people of the plan for its days."""
    planned = _planned(assignments, inputs.grid)
    people = {employee.employee_id for employee in problem.employees}
    days = horizon(inputs.grid)
    rows = []
    for row in inputs.tables.requests.to_pylist():
        if row["staff_id"] in people and days.first <= row["date"] <= days.last:
            shifts = {shift.shift_id for shift in planned.get((row["staff_id"], row["date"]), ())}
            rows.append(row | {"granted": _is_granted(row["wish"], row["shift_id"], shifts)})
    return REQUESTS.table(rows)


def _is_granted(wish: str, shift_id: str | None, shifts: set[str]) -> bool:
    asked = bool(shifts) if shift_id is None else shift_id in shifts
    return {"want": asked, "avoid": not asked, "never": not asked, "day_off": not shifts}[wish]


def _planned(assignments: Sequence[Assignment], grid: DayGrid) -> dict[tuple[str, date], list[Assignment]]:
    planned: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
    for shift in assignments:
        planned[shift.staff_id, grid.date_of(shift.day)].append(shift)
    return planned


def changes_table(inputs: PlanInputs, problem: RosterProblem, assignments: Sequence[Assignment]) -> pa.Table:
    """CHANGES: differences from the published roster, day by day, for the people of the plan who have been told.

    Where a unit's roster is published, its staff have been told of their days off as well, from the first day published for
    it to the last; bank staff without contracted hours have been told of the shifts they were given.
    """
    published: dict[tuple[str, date], list[str]] = defaultdict(list)
    days = horizon(inputs.grid)
    for row in inputs.tables.roster.to_pylist():
        if days.first <= row["date"] <= days.last:
            published[row["staff_id"], row["date"]].append(f"{row['unit_id']} {row['shift_id']}")
    planned = {
        key: [f"{shift.unit_id} {shift.shift_id}" for shift in shifts]
        for key, shifts in _planned(assignments, inputs.grid).items()
    }
    return CHANGES.table(list(_changes(problem, _told(problem, published), published, planned)))


def _told(problem: RosterProblem, published: Mapping[tuple[str, date], object]) -> dict[str, set[date]]:
    """The days that each person knows of: those published for the home unit's staff, and all with shifts of their own."""
    home = {employee.employee_id: employee.unit_id for employee in problem.employees}
    of_unit: dict[str | None, list[date]] = defaultdict(list)
    own: dict[str, set[date]] = defaultdict(set)
    for staff_id, when in published:
        if staff_id in home:
            of_unit[home[staff_id]].append(when)
            own[staff_id].add(when)
    every = [problem.grid.date_of(day) for day in range(problem.n_days)]
    return {
        employee.employee_id: own[employee.employee_id]
        | {
            when
            for when in every
            if (known := of_unit[employee.unit_id])
            and min(known) <= when <= max(known)
            and (employee.contract_minutes_week is not None or own[employee.employee_id])
        }
        for employee in problem.employees
    }


def _changes(
    problem: RosterProblem,
    told: Mapping[str, Collection[date]],
    published: dict[tuple[str, date], list[str]],
    planned: dict[tuple[str, date], list[str]],
) -> Iterator[dict[str, object]]:
    for employee in problem.employees:
        for day in range(problem.n_days):
            key = employee.employee_id, problem.grid.date_of(day)
            before, after = (" + ".join(sorted(cells.get(key, ()))) or None for cells in (published, planned))
            if before != after and key[1] in told[employee.employee_id]:
                yield {"staff_id": key[0], "date": key[1], "before": before, "after": after}
