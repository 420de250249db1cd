"""Lines whose tables would be too large are said to be so by name, and planned in pieces or by CP-SAT; never a traceback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.calendar import DayGrid
from optimization.roster.assess import assess
from optimization.roster.columns import pricing
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.people import read_people
from optimization.roster.problem import CoverageRow, Duty, Employee, RosterProblem
from optimization.roster.result import Progress, Roster, SolveOptions, SolveStatus, Termination
from optimization.roster.solve import solve
from optimization.rules.policy import Hard, Policy, Soft
from optimization.rules.total_minutes import TotalMinutes
from optimization.rules.total_shifts import TotalShifts

N_DAYS = 28
OPTIONS = SolveOptions(seconds=4, n_workers=1)
LONG, SHORT = 690, 450


def four_weeks(n_people: int = 4) -> RosterProblem:
    """Two shifts a day for four people with hours to keep; the table of a whole line has an entry for every total."""
    every_day = frozenset(range(N_DAYS))
    duties = (
        Duty("early", "A", "E", "nurse", 420, 900, SHORT, is_night=False, days=every_day),
        Duty("late", "A", "L", "nurse", 810, 1530, LONG, is_night=False, days=every_day),
    )
    people = tuple(Employee(f"S{n}", f"Person S{n}", {0: 0, 1: 0}) for n in range(n_people))
    hours = (SHORT + LONG) * N_DAYS // n_people
    rows = tuple(
        CoverageRow(
            f"{day} {duty.shift_id}",
            "A",
            day,
            duty.shift_id,
            "nurse",
            frozenset({(day, number)}),
            (9000, 0, 500),
            1,
        )
        for day in range(N_DAYS)
        for number, duty in enumerate(duties)
    )
    return RosterProblem(
        DayGrid(date(2026, 11, 30), N_DAYS),
        duties,
        people,
        (Policy(TotalMinutes(hours - LONG, hours + LONG), Hard()), Policy(TotalShifts(0, 16), Soft(50))),
        rows,
    )


def entries(problem: RosterProblem) -> int:
    """How many entries the table of a whole line has."""
    person = read_people(problem)[0]
    return person.pricer.n_entries(person.cell_costs)


def test_four_weeks_are_planned_in_pieces_where_whole_lines_do_not_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, seen = four_weeks(), list[Progress]()
    person = read_people(problem)[0]
    most = int(entries(problem) * 0.9)
    assert person.paced(2.0).pricer.n_entries(person.cell_costs) < most
    monkeypatch.setattr(pricing, "MOST_TABLE_ENTRIES", most)
    found = solve_by_columns(problem, OPTIONS, on_progress=seen.append)
    assert found.roster is not None
    (note,) = found.report.notes
    assert note == (
        "the lines of Person S0 and of 3 others keep too many totals to be searched whole; the roster was improved "
        "some weeks at a time, without a proof"
    )
    assert "root" not in {state.phase for state in seen}
    assert assess(problem, found.roster).objective == found.objective
    assert not assess(problem, found.roster).hard_breaches


def test_without_any_first_roster_cpsat_plans_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pricing, "MOST_TABLE_ENTRIES", 10)
    problem = four_weeks()
    alone = solve_by_columns(problem, OPTIONS)
    assert (alone.status, alone.termination) == (SolveStatus.NONE_FOUND, Termination.STALL)
    (note,) = alone.report.notes
    assert note.startswith("there is no first roster of whole lines: one line would need ")
    assert note.endswith(" table entries, at most 10 are allowed")
    found = solve(problem, OPTIONS)
    assert found.report.engine == "cp-sat"
    assert found.report.notes == (f"planned with CP-SAT instead of whole lines: {note}",)
    assert found.roster is not None
    assess(problem, found.roster).refuse_if_wrong(found)


def test_a_roster_to_start_from_is_what_comes_back_where_nothing_can_be_priced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = four_weeks()
    first = solve_by_columns(problem, replace(OPTIONS, seconds=2))
    assert first.roster is not None
    monkeypatch.setattr(pricing, "MOST_TABLE_ENTRIES", 10)
    found = solve_by_columns(problem, replace(OPTIONS, seconds=60), Roster(first.roster.lines))
    assert found.status is SolveStatus.FEASIBLE
    assert found.objective == first.objective
    assert found.report.seconds < 30
    assert (
        found.report.notes[-1] == "no part of the roster could be searched on its own; the search ended early"
    )
