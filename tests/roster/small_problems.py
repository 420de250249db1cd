"""Small roster problems made in code: shifts of one ward, some people, a need for each day and shift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from data.calendar import DayGrid
from data.configuration.people import Shift
from optimization.roster.building.times import shift_times
from optimization.roster.problem import (
    AbsencePeriod,
    CoverageRow,
    Duty,
    Employee,
    ExternalSupply,
    RosterProblem,
)
from optimization.roster.result import Roster
from optimization.rules.policy import Policy

SHORTAGE_PENCE = 10_000
DAY = Shift(id="D", name="Day", start="07:00", end="19:00")
NIGHT = Shift(id="N", name="Night", start="19:00", end="07:00", is_night=True)


def small_problem(
    first_day: date,
    n_days: int,
    shifts: Sequence[Shift],
    people: Mapping[str, Mapping[str, Any]],
    needs: Mapping[tuple[int, str], int],
    policies: Sequence[Policy],
    supplies: Sequence[ExternalSupply] = (),
) -> RosterProblem:
    """`people` maps ids to further fields of Employee; `needs` maps (day, shift) to the number of people."""
    grid = DayGrid(first_day, n_days)
    duties = []
    for shift in shifts:
        times = shift_times(grid, shift, 0)
        duties.append(
            Duty(
                f"A/{shift.id}/RN",
                "A",
                shift.id,
                "RN",
                times.start_minute,
                times.end_minute,
                times.paid_minutes,
                shift.is_night,
                frozenset(range(n_days)),
            )
        )
    number = {duty.shift_id: index for index, duty in enumerate(duties)}
    rows = [
        CoverageRow(
            f"A/{grid.date_of(day)}/{shift_id}/RN",
            "A",
            day,
            shift_id,
            "RN",
            frozenset({(day, number[shift_id])}),
            (*(SHORTAGE_PENCE * missing for missing in range(people_needed, -1, -1)), 10),
            target=people_needed,
            paid_minutes=duties[number[shift_id]].paid_minutes,
        )
        for (day, shift_id), people_needed in needs.items()
    ]
    employees = [
        Employee(
            staff_id,
            staff_id,
            dict.fromkeys(range(len(duties)), 0),
            skill_ids=frozenset({"RN"}),
            unit_id="A",
            **fields,
        )
        for staff_id, fields in people.items()
    ]
    return RosterProblem(grid, tuple(duties), tuple(employees), tuple(policies), tuple(rows), tuple(supplies))


def away(problem_grid: DayGrid, first: date, last: date) -> AbsencePeriod:
    """Annual leave on these days, both included."""
    start, end = problem_grid.day(first), problem_grid.day(last) + 1
    return AbsencePeriod(problem_grid.start_minute(start), problem_grid.start_minute(end), "annual_leave")


def every_roster(problem: RosterProblem) -> list[Roster]:
    """All rosters there are without buying, whether or not they keep the rules; for brute force."""
    lines = [
        list(product(*[[None, *employee.duties] for _ in range(problem.n_days)]))
        for employee in problem.employees
    ]
    return [Roster(tuple(chosen)) for chosen in product(*lines)]
