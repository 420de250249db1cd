"""Rosters written as text, one letter a day: `judge(rule, "..NN", "N.E")` is what a rule finds after that past.

D 07:00 to 19:30, E 07:00 to 15:00, L 13:30 to 21:30, N 21:00 to 07:30 (a night), C on call from 08:00 to 08:00; `.` is a day off. Times are London's, so a
line over a clock change has longer or shorter nights.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from data.calendar import DayGrid
from data.configuration.people import Shift
from optimization.roster.building.times import ShiftTimes, shift_times
from optimization.roster.problem import Duty, Employee, RosterProblem
from optimization.rules.policy import BreachUnit, Rule, Violation
from optimization.rules.semantics import breach

MONDAY = date(2026, 11, 30)
CLOCK_BACK_SATURDAY = date(2026, 10, 24)
CLOCK_FORWARD_SATURDAY = date(2027, 3, 27)

SHIFTS = {
    "D": Shift(id="D", name="Day", start="07:00", end="19:30", unpaid_break_minutes=60),
    "E": Shift(id="E", name="Early", start="07:00", end="15:00", unpaid_break_minutes=30),
    "L": Shift(id="L", name="Late", start="13:30", end="21:30", unpaid_break_minutes=30),
    "C": Shift(id="C", name="On call", start="08:00", end="08:00", on_call=True, paid_percent=0),
    "N": Shift(id="N", name="Night", start="21:00", end="07:30", unpaid_break_minutes=60, is_night=True),
}


def setting(
    past: str, plan: str, first_day: date = MONDAY, **more: Any
) -> tuple[RosterProblem, tuple[int | None, ...]]:
    """A problem with one person who has this past, and the plan as a line."""
    grid = DayGrid(first_day, len(plan), "Europe/London")
    number: dict[tuple[str, ShiftTimes], int] = {}
    cells: list[int | None] = []
    for day, letter in enumerate(past + plan, start=-len(past)):
        if letter == ".":
            cells.append(None)
            continue
        key = (letter, shift_times(grid, SHIFTS[letter], day))
        cells.append(number.setdefault(key, len(number)))
    duties = tuple(
        Duty(
            f"{letter}{index}",
            "A",
            letter,
            "RN",
            times.start_minute,
            times.end_minute,
            times.paid_minutes,
            is_night=letter == "N",
            days=frozenset(range(len(plan))),
            is_on_call=letter == "C",
        )
        for (letter, times), index in number.items()
    )
    employee = Employee(
        "S1",
        "Ann",
        dict.fromkeys(range(len(duties)), 0),
        skill_ids=frozenset({"RN"}),
        history=tuple(cells[: len(past)]),
        **more,
    )
    problem = RosterProblem(grid, duties, (employee,), policies=(), coverage=())
    return problem, tuple(cells[len(past) :])


def violations(
    rule: Rule, past: str, plan: str, first_day: date = MONDAY, **more: Any
) -> tuple[Violation, ...]:
    """What the rule's check finds; what it compiles to must break by as much."""
    problem, line = setting(past, plan, first_day, **more)
    found = rule.check(problem, problem.employees[0], line)
    compiled = rule.compile(problem, problem.employees[0])
    assert sum(breach(primitive, line) for primitive in compiled) == sum(each.amount for each in found)
    return found


def judge(rule: Rule, past: str, plan: str, first_day: date = MONDAY, **more: Any) -> list[int]:
    """The amounts of what the rule's check finds, in order."""
    return [violation.amount for violation in violations(rule, past, plan, first_day, **more)]


def unit_of(rule: Rule, past: str, plan: str, **more: Any) -> BreachUnit:
    """The unit of the first violation."""
    return violations(rule, past, plan, **more)[0].unit
