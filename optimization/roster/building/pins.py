"""Settled shifts and days off (table `pins`) as cells of the problem."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from data.inputs import PlanInputs
from data.problems import InputError, Problem
from optimization.roster.building.given_roster import GivenShift, read_given
from optimization.roster.problem import RosterProblem
from optimization.rules.primitives import Cell


def with_pins(inputs: PlanInputs, problem: RosterProblem) -> RosterProblem:
    """The problem with the pins on its days, and a duty for each, whether or not anybody is needed there.

    A settled shift may be one that no plan would give the person: then it costs nothing beyond its rules. Raises InputError for pins of people
    who are not employed on these days.
    """
    rows = [
        row for row in inputs.tables.pins.to_pylist() if 0 <= problem.grid.day(row["date"]) < problem.n_days
    ]
    if not rows:
        return problem
    home = {employee.employee_id: employee.unit_id for employee in problem.employees}
    strangers = sorted({row["staff_id"] for row in rows} - home.keys())
    if strangers:
        fix = "import the table pins without them, or correct the days of employment in the staff table"
        raise InputError(
            [
                Problem(
                    file="stored pins",
                    column="staff_id",
                    value=each,
                    expected="somebody employed in these days",
                    fix=fix,
                )
                for each in strangers
            ],
            "Settled shifts name people who are not there",
        )
    shifts = [
        GivenShift(
            row["staff_id"],
            row["date"],
            row["shift_id"],
            str(row["unit_id"] or home[row["staff_id"]]),
            row["skill_id"],
        )
        for row in rows
        if row["shift_id"] is not None
    ]
    given = read_given(inputs, problem, shifts)
    days: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        days[row["staff_id"]].append(problem.grid.day(row["date"]))
    employees = []
    for employee, line in zip(given.problem.employees, given.roster.lines, strict=True):
        pinned: dict[int, Cell] = {day: line[day] for day in sorted(days[employee.employee_id])}
        more = {cell: 0 for cell in pinned.values() if cell is not None and cell not in employee.duties}
        employees.append(
            replace(employee, pinned=pinned, duties=dict(sorted({**employee.duties, **more}.items())))
        )
    return replace(given.problem, employees=tuple(employees))
