"""A roster that meets every hard minimum is found and kept although one that misses some is cheaper at first prices."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from data.calendar import DayGrid
from optimization.roster import engines
from optimization.roster.assess import assess
from optimization.roster.columns import engine
from optimization.roster.columns.clock import Clock
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import CoverageRow, Duty, Employee, Link, LinkTerm, RosterProblem
from optimization.roster.result import Progress, Roster, SolveOptions, SolveStatus, Termination
from optimization.roster.solve import solve
from optimization.roster.stop.any_of import criteria_of
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.policy import Hard, Policy

N_DAYS = 30
DUTY_PENCE = 100
OPTIONS = SolveOptions(seconds=20, n_workers=1)
TWO = replace(OPTIONS, n_workers=2)
DUTY = Duty("day", "A", "D", "nurse", 480, 960, 480, is_night=False, days=frozenset(range(N_DAYS)))


def long_runs(shortest: int = 14, n_people: int = 1, minimum: int = 1) -> RosterProblem:
    """People who work long runs or not at all; somebody has to come on day 15, so a whole run has to be worked for it."""
    row = CoverageRow(
        "15-D", "A", 15, "D", "nurse", frozenset({(15, 0)}), (0,) * (minimum + 1), minimum, minimum=minimum
    )
    people = tuple(
        Employee(f"S{n}", f"Person S{n}", {0: DUTY_PENCE}, history=(None,) * 20) for n in range(n_people)
    )
    return RosterProblem(
        DayGrid(date(2026, 11, 30), N_DAYS),
        (DUTY,),
        people,
        (Policy(ConsecutiveDays(shortest, None), Hard()),),
        (row,),
    )


def working(first: int, last: int) -> tuple[int | None, ...]:
    """A line of work from `first` to `last` - 1."""
    return tuple(0 if first <= day < last else None for day in range(N_DAYS))


@pytest.mark.parametrize("options", [OPTIONS, TWO, replace(OPTIONS, reproducible=True)])
def test_a_run_of_fourteen_days_is_worked_for_one_minimum(options: SolveOptions) -> None:
    problem, seen = long_runs(), list[Progress]()
    found = solve_by_columns(problem, options, on_progress=seen.append)
    best = solve_by_cpsat(problem, OPTIONS)
    assert (found.status, found.objective, found.bound) == (SolveStatus.OPTIMAL, 1400, 1400)
    assert best.objective == 1400
    assert all(state.bound is None or state.bound <= 1400 for state in seen)
    assert found.roster is not None
    assess(problem, found.roster).refuse_if_wrong(found)


def test_a_hard_link_that_takes_a_whole_run_is_kept_as_well() -> None:
    problem = long_runs(n_people=2)
    both = tuple(LinkTerm(f"S{number}", 15, frozenset({0})) for number in range(2))
    linked = replace(problem, coverage=(), links=(Link("together", both, Hard(), at_least=2),))
    found = solve_by_columns(linked, OPTIONS)
    assert (found.status, found.objective) == (SolveStatus.OPTIMAL, 2800)


def test_a_dear_roster_to_start_from_is_not_given_up_for_one_that_misses_the_minimum() -> None:
    problem = long_runs()
    dear = Roster((working(8, 24),))
    seen: list[Progress] = []
    found = solve_by_columns(
        problem,
        OPTIONS,
        dear,
        on_progress=seen.append,
        interrupted=lambda: any(state.phase == "root" for state in seen),
    )
    # the greedy roster misses the minimum and was cheaper at the price of missing people
    assert (found.termination, found.objective) == (Termination.INTERRUPTED, 1600)
    assert found.roster is not None
    assert found.roster.lines == dear.lines
    assert solve_by_columns(problem, OPTIONS, dear).objective == 1400


def test_the_roster_that_breaks_nothing_is_kept_apart_from_the_cheapest() -> None:
    problem = long_runs()
    people = read_people(problem)
    needs = read_needs(problem, people)
    incumbent = Incumbent(needs, people, Clock(reproducible=True), criteria_of(OPTIONS, None), None)
    lines = {name: people[0].cells(line) for name, line in (("off", working(0, 0)), ("on", working(8, 24)))}
    assert lines["off"] is not None
    assert lines["on"] is not None
    assert incumbent.offer([lines["off"]])
    assert (incumbent.objective, incumbent.cost) == (None, 1000)
    assert incumbent.offer([lines["on"]])
    assert (incumbent.objective, incumbent.cost) == (1600, 1000)
    incumbent.raise_bound(1000)
    assert incumbent.is_too_cheap
    assert not incumbent.stopped()
    incumbent.raise_price(10)
    assert (incumbent.objective, incumbent.cost, incumbent.bound) == (1600, 1600, 1000)
    assert not incumbent.is_too_cheap
    incumbent.raise_bound(1600)
    assert incumbent.stopped()
    assert incumbent.why is Termination.PROVED


def test_prices_are_raised_some_times_at_most_and_nothing_is_proved_by_it() -> None:
    """Five people are asked for where there are four: whole lines give up, and CP-SAT proves that there is no roster."""
    problem = long_runs(n_people=4, minimum=5)
    began = time.monotonic()
    found = solve_by_columns(problem, OPTIONS)
    assert (found.status, found.termination, found.roster) == (
        SolveStatus.NONE_FOUND,
        Termination.STALL,
        None,
    )
    assert time.monotonic() - began < 10
    whole = solve(problem, OPTIONS)
    assert (whole.status, whole.termination) == (SolveStatus.INFEASIBLE, Termination.PROVED)
    assert whole.report.notes == (
        "planned with CP-SAT instead of whole lines: no whole lines were found that meet every minimum together",
    )


def test_what_whole_lines_do_not_find_is_left_to_cpsat(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = long_runs(n_people=4, minimum=4)

    def gives_up(problem: RosterProblem, *rest: object) -> object:  # noqa: ARG001
        found = solve_by_cpsat(long_runs(), OPTIONS)
        return replace(
            found,
            status=SolveStatus.NONE_FOUND,
            termination=Termination.STALL,
            roster=None,
            objective=None,
            bound=5000.0,
        )

    monkeypatch.setattr(engine, "solve_by_columns", gives_up)
    found = solve(problem, OPTIONS)
    assert (found.status, found.objective, found.report.engine) == (SolveStatus.OPTIMAL, 5600, "cp-sat")


def test_cpsat_gets_the_work_that_is_left_of_a_reproducible_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """It once got all of it again, so that a search took twice as long as was asked for."""
    left: list[float] = []

    def gives_up(problem: RosterProblem, options: SolveOptions, *_: object) -> object:
        found = solve_by_cpsat(problem, options)
        report = replace(found.report, counted_seconds=15.0)
        return replace(
            found, status=SolveStatus.NONE_FOUND, termination=Termination.STALL, roster=None, report=report
        )

    def takes_over(problem: RosterProblem, options: SolveOptions, *_: object) -> object:
        left.append(options.seconds)
        return solve_by_cpsat(problem, options)

    monkeypatch.setattr(engine, "solve_by_columns", gives_up)
    monkeypatch.setattr(engines, "solve_by_cpsat", takes_over)
    solve(long_runs(n_people=4, minimum=4), replace(OPTIONS, reproducible=True))
    assert left == [5.0]
