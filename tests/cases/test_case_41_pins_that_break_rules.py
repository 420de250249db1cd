"""Case 41: settled shifts stay, what they break is named, nothing planned makes it worse, and the rest is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from data.calendar import DayGrid
from optimization.roster.assess import assess
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions
from optimization.roster.settled import settle
from optimization.roster.solve import solve
from tests.cases.case_rows import read_rows, shifts_of
from tests.cases.case_rules import POLICIES
from tests.roster.small_problems import DAY, NIGHT, away, every_roster, small_problem

CASE = Path(__file__).parent / "41"


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def the_case() -> RosterProblem:
    grid = DayGrid(date(2024, 6, 3), 3)
    shifts = shifts_of(CASE / "shifts.csv")
    number = {shift.id: index for index, shift in enumerate(shifts)}
    people: dict[str, dict[str, object]] = {row["staff_id"]: {"pinned": {}} for row in rows("staff.csv")}
    for row in rows("leave.csv"):
        days = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
        people[row["staff_id"]]["absences"] = (away(grid, *days),)
    for row in rows("pins.csv"):
        if row["shift"] in number:  # Q9 is refused where rosters are read (tests/cli/test_check_roster.py)
            pins = people[row["staff_id"]]["pinned"]
            assert isinstance(pins, dict)
            pins[grid.day(date.fromisoformat(row["date"]))] = number[row["shift"]]
    needs = {
        (grid.day(date.fromisoformat(row["date"])), row["shift"]): int(row["need"])
        for row in rows("demand.csv")
    }
    return small_problem(grid.first_day, 3, shifts, people, needs, POLICIES)


def test_the_case() -> None:
    problem = the_case()
    settled = settle(problem)
    assert settled.broken == {("S1", "minimum_rest"), ("S3", "leave")}
    result = solve(settled.problem, SolveOptions(seconds=5, n_workers=1))
    assert result.roster is not None
    judged = assess(problem, result.roster)
    assert sorted(each.violation.message for each in judged.hard_breaches) == [
        "S1 has 0 h of rest between N on Mon 3 Jun 2024 and Z60 on Tue 4 Jun 2024; at least 11 h asked for",
        "S3 works D on Wed 5 Jun 2024 during absence (annual leave)",
    ]
    assert judged.hard_breaches_beside(settled.broken) == ()
    night = 1
    assert result.roster.lines[3][1] != night, "S4 is settled on Z60 the next morning"
    missing = [max(0, r.target - c.present) for r, c in zip(problem.coverage, judged.cover, strict=True)]
    assert sum(missing) == 0


@pytest.mark.parametrize("seed", range(15))
def test_settled_cells_stay_and_break_as_little_as_any_roster_that_keeps_them(seed: int) -> None:
    random = Random(seed)
    grid = DayGrid(date(2024, 6, 3), 3)
    people: dict[str, dict[str, object]] = {}
    for number in range(2):
        leave = (away(grid, grid.date_of(1), grid.date_of(1)),) if random.random() < 0.5 else ()
        pins = {day: random.choice((None, 0, 1, 1)) for day in range(3) if random.random() < 0.6}
        people[f"S{number}"] = {"absences": leave, "pinned": pins}
    needs = {(day, shift): 1 for day in range(3) for shift in ("D", "N")}
    problem = small_problem(grid.first_day, 3, [DAY, NIGHT], people, needs, POLICIES)
    settled = settle(problem)
    result = solve(settled.problem, SolveOptions(seconds=5, n_workers=1))
    assert result.roster is not None
    assert assess(problem, result.roster).hard_breaches_beside(settled.broken) == ()
    kept = [
        roster
        for roster in every_roster(problem)
        if all(
            roster.lines[n][day] == cell
            for n, person in enumerate(problem.employees)
            for day, cell in person.pinned.items()
        )
    ]
    assert amount(problem, result.roster) == min(amount(problem, roster) for roster in kept)


def amount(problem: RosterProblem, roster: Roster) -> int:
    return sum(each.violation.amount for each in assess(problem, roster).hard_breaches)


def test_without_settled_cells_nothing_changes() -> None:
    problem = the_case()
    free = replace(problem, employees=tuple(replace(each, pinned={}) for each in problem.employees))
    assert settle(free).broken == frozenset()
    assert settle(free).problem == free
