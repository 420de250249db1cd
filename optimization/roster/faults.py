"""Is a roster one for this problem at all? What no rule needs to say: known duties, their days, limits of supply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimization.roster.problem import Employee, RosterProblem
from optimization.roster.purchase_limits import purchase_limits
from optimization.roster.result import Roster
from optimization.rules.primitives import Line
from optimization.rules.reading import day_text


def structural_faults(problem: RosterProblem, roster: Roster) -> tuple[str, ...]:
    """Every fault, in sentences; empty when the roster fits the problem."""
    if len(roster.lines) != len(problem.employees):
        return (f"the roster has {len(roster.lines)} lines for {len(problem.employees)} people",)
    faults = [
        fault
        for employee, line in zip(problem.employees, roster.lines, strict=True)
        for fault in line_faults(problem, employee, line)
    ]
    return (*faults, *_bought_faults(problem, roster))


def line_faults(problem: RosterProblem, employee: Employee, line: Line) -> Iterator[str]:
    """The faults of one line."""
    if len(line) != problem.n_days:
        yield f"{employee.name} has {len(line)} days, expected {problem.n_days}"
        return
    for day, cell in enumerate(line):
        if cell is None:
            continue
        when = day_text(problem, day)
        if not 0 <= cell < len(problem.duties):
            yield f"{employee.name} has an unknown duty ({cell}) on {when}"
            continue
        duty = problem.duties[cell]
        if day not in duty.days:
            yield f"{employee.name} has duty {duty.duty_id} on {when}, a day on which it does not exist"
        if cell not in employee.duties:
            yield f"{employee.name} has duty {duty.duty_id} on {when}, which this person may not be given"


def _bought_faults(problem: RosterProblem, roster: Roster) -> Iterator[str]:
    seen = Counter((supply, row) for supply, row, _ in roster.bought)
    for number, index, n_bought in roster.bought:
        if not (0 <= number < len(problem.supplies) and index in problem.supplies[number].pence):
            yield f"{n_bought} shifts are bought from supply {number} for row {index}, where there is no offer"
            continue
        supply, row = problem.supplies[number], problem.coverage[index]
        if seen[number, index] > 1:
            yield f"{supply.supply_id} for {row.row_id} is listed {seen[number, index]} times"
        if not 0 < n_bought <= supply.most_per_row:
            yield (
                f"{n_bought} shifts are bought from {supply.supply_id} for {row.row_id}; "
                f"from 1 to {supply.most_per_row} are to be had"
            )
    for limit in purchase_limits(problem):
        total = limit.used(roster.bought)
        if total > limit.most:
            supply = problem.supplies[limit.supply]
            place = problem.coverage[min(limit.amounts)]
            when = f" for {place.shift_id} in {place.unit_id} on {day_text(problem, place.day)}"
            where = when if limit.unit == "shifts" else ""
            yield f"{total} {limit.unit} are bought from {supply.supply_id}{where}; at most {limit.most} are to be had"
