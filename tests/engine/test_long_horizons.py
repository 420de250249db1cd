"""Horizons of many weeks, too long for whole lines to be priced over and over, are rolled over piece by piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from data.calendar import DayGrid
from optimization.roster.assess import assess
from optimization.roster.columns import nearby, pricing, search
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.improve import Attempt, improve
from optimization.roster.columns.neighbourhoods import Chooser, Neighbourhood
from optimization.roster.columns.people import read_people
from optimization.roster.problem import CoverageRow, Duty, Employee, RosterProblem
from optimization.roster.result import Progress, SolveOptions, SolveResult
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.consecutive_days_off import ConsecutiveDaysOff
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.policy import Hard, Policy, Soft
from optimization.rules.total_minutes import TotalMinutes
from optimization.rules.weekends import Weekends

N_WEEKS = 16
N_DAYS = 7 * N_WEEKS
N_PEOPLE = 6
SHORT, LONG = 450, 690
# what covers all shifts, shared out evenly: 31 hours a week
HOURS = (2 * SHORT + LONG) * N_DAYS // N_PEOPLE
EMPTY, SPARE = 20_000, 1_000


def sixteen_weeks() -> RosterProblem:
    """Six people who share three shifts a day; hours within a shift of their share, about half the weekends."""
    every_day = frozenset(range(N_DAYS))
    duties = (
        Duty("early", "A", "E", "nurse", 420, 900, SHORT, is_night=False, days=every_day),
        Duty("late", "A", "L", "nurse", 810, 1290, SHORT, is_night=False, days=every_day),
        Duty("night", "A", "N", "nurse", 1260, 1980, LONG, is_night=True, days=every_day),
    )
    people = tuple(
        Employee(f"S{number}", f"Person S{number}", dict.fromkeys(range(len(duties)), 0))
        for number in range(N_PEOPLE)
    )
    policies = (
        Policy(MinimumRest(11 * 60), Hard()),
        Policy(ConsecutiveDays(1, 5), Hard()),
        Policy(ConsecutiveDaysOff(2, None), Soft(700)),
        Policy(TotalMinutes(HOURS - LONG, HOURS + LONG), Hard()),
        Policy(Weekends(N_WEEKS // 2 + 1), Hard()),
    )
    rows = tuple(
        CoverageRow(
            f"{day} {duty.shift_id}",
            "A",
            day,
            duty.shift_id,
            "nurse",
            frozenset({(day, number)}),
            (EMPTY, 0, SPARE),
            1,
        )
        for day in range(N_DAYS)
        for number, duty in enumerate(duties)
    )
    return RosterProblem(DayGrid(date(2026, 11, 30), N_DAYS, "Europe/London"), duties, people, policies, rows)


def without_hours(problem: RosterProblem) -> RosterProblem:
    """The same with tables small enough to price whole lines in no time."""
    kept = tuple(policy for policy in problem.policies if not isinstance(policy.rule, TotalMinutes))
    return replace(problem, policies=kept)


def check(problem: RosterProblem, result: SolveResult) -> int:
    """The cost of a roster that keeps every hard rule and costs what the engine says."""
    assert result.roster is not None
    assessment = assess(problem, result.roster)
    assert not assessment.hard_breaches
    assert not assessment.faults
    assert assessment.objective == result.objective
    assessment.refuse_if_wrong(result)
    return assessment.objective


def phases_of(seen: list[Progress]) -> list[str]:
    """The phases that were entered, in order."""
    return list(dict.fromkeys(state.phase for state in seen))


@pytest.fixture(scope="module", autouse=True)
def compiled_before() -> None:
    """Price, cut and descend once, so that no solve with a time limit waits for a compiler."""
    seen: list[Progress] = []
    solve_by_columns(
        sixteen_weeks(),
        SolveOptions(seconds=20, n_workers=1),
        on_progress=seen.append,
        interrupted=lambda: any(state.phase == "days 29 to 56" for state in seen),
    )


def test_sixteen_weeks_with_hours_and_weekends_are_rolled_over_in_seconds() -> None:
    problem, seen = sixteen_weeks(), list[Progress]()
    # by counted work, which no other load of the machine takes away
    options = SolveOptions(seconds=4, n_workers=1, reproducible=True)
    found = solve_by_columns(problem, options, on_progress=seen.append)
    objective = check(problem, found)
    first = next(state.objective for state in seen if state.objective is not None)
    assert phases_of(seen)[1:3] == ["days 1 to 28", "days 29 to 56"]
    assert "root" not in phases_of(seen)
    assert objective < first / 2, "pieces of some weeks should be much better than the first roster"
    assert objective < 10 * EMPTY, "there are enough people for nearly all shifts"
    assert found.bound is None, "pieces prove nothing about the whole"


def test_whole_lines_are_priced_where_their_tables_are_small() -> None:
    problem, seen = without_hours(sixteen_weeks()), list[Progress]()
    found = solve_by_columns(problem, SolveOptions(seconds=2, n_workers=1), on_progress=seen.append)
    check(problem, found)
    assert "root" in phases_of(seen)
    assert not [phase for phase in phases_of(seen) if phase.startswith("days")]


def test_tables_that_take_too_long_lead_to_sweeps_and_windows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Neighbourhood] = []

    def noted(needs, people, lines, chosen, *rest) -> Attempt:  # type: ignore[no-untyped-def]
        tried.append(chosen)
        return improve(needs, people, lines, chosen, *rest)

    monkeypatch.setattr(search, "_SECONDS_PER_ENTRY", 1.0)
    monkeypatch.setattr(nearby, "_SECONDS_PER_ENTRY", 1.0)
    monkeypatch.setattr(search, "improve", noted)
    problem, seen = without_hours(sixteen_weeks()), list[Progress]()
    found = solve_by_columns(problem, SolveOptions(seconds=4, n_workers=1), on_progress=seen.append)
    check(problem, found)
    phases = phases_of(seen)
    assert phases[0] == "greedy"
    assert all(phase.startswith("days") or phase == "neighbourhoods" for phase in phases[1:])
    assert {"days 1 to 28", "days 85 to 112", "days 15 to 42"} <= set(phases)
    assert any("takes longer than there is" in note for note in found.report.notes)
    assert all(chosen.days is not None and chosen.days[1] - chosen.days[0] <= 56 for chosen in tried)


def test_whole_lines_near_those_in_hand_are_searched_where_all_lines_take_too_long() -> None:
    problem, seen = sixteen_weeks(), list[Progress]()
    options = SolveOptions(seconds=8, n_workers=1, reproducible=True)
    found = solve_by_columns(problem, options, on_progress=seen.append)
    check(problem, found)
    phases = phases_of(seen)
    assert phases.index("whole lines nearby") > phases.index("days 29 to 56")
    assert "neighbourhoods" in phases
    swept = [
        state.objective for state in seen if state.phase.startswith("days") and state.objective is not None
    ]
    assert found.objective is not None
    assert found.objective < swept[-1], "whole lines should find what pieces of some weeks do not"
    assert found.bound is None, "lines far away are left out, so that nothing is proven about the whole"


def test_windows_cover_every_day_when_whole_lines_are_too_long() -> None:
    people = read_people(without_hours(sixteen_weeks()))
    chooser = Chooser(people, N_DAYS, np.random.default_rng(1), windows_only=True)
    windows = [chooser.draw().days for _ in range(400)]
    covered = {day for days in windows if days is not None for day in range(*days)}
    assert None not in windows
    assert covered == set(range(N_DAYS))


def test_pieces_stay_short_enough_for_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = sixteen_weeks()
    person = read_people(problem)[0]
    most = person.pricer.n_entries(person.cell_costs) // 3
    # the first rosters are kept near even shares, which takes a sixth of the table
    assert person.paced(2.0).pricer.n_entries(person.cell_costs) < most
    monkeypatch.setattr(pricing, "MOST_TABLE_ENTRIES", most)
    check(problem, solve_by_columns(problem, SolveOptions(seconds=6, n_workers=1)))
