"""A search stalls when neither its roster nor its bound has become better for a while."""

from __future__ import annotations

import pytest

from optimization.roster.columns.clock import WORK_PER_SECOND, Clock
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.cpsat.search import _criteria
from optimization.roster.result import SolveOptions, Termination
from optimization.roster.stop.any_of import criteria_of
from optimization.roster.stop.criterion import SearchState
from optimization.roster.stop.on_interrupt import OnInterrupt
from tests.engine.test_tables_too_large import four_weeks


def test_a_better_bound_is_progress_as_well() -> None:
    problem = four_weeks()
    people = read_people(problem)
    clock = Clock(reproducible=True)
    options = SolveOptions(seconds=100, stall_seconds=5)
    incumbent = Incumbent(read_needs(problem, people), people, clock, criteria_of(options, None), None)
    assert incumbent.offer([person.pricer.price(person.cell_costs).lines[0][0] for person in people])
    assert incumbent.objective is not None
    clock.work = 4 * WORK_PER_SECOND
    incumbent.raise_bound(incumbent.objective - 500)
    clock.work = 8 * WORK_PER_SECOND
    incumbent.raise_bound(incumbent.objective - 600)
    assert not incumbent.stopped(), "four seconds after a better bound"
    clock.work = 9 * WORK_PER_SECOND
    assert incumbent.stopped()
    assert incumbent.why is Termination.STALL


@pytest.mark.parametrize(("reproducible", "why"), [(False, Termination.STALL), (True, None)])
def test_cpsat_stalls_by_the_same_criterion_but_not_by_the_wall_clock_where_a_run_must_repeat(
    reproducible: bool, why: Termination | None
) -> None:
    """A stall by the wall clock once made a reproducible roster depend on how busy the machine was."""
    options = SolveOptions(seconds=100, stall_seconds=5, reproducible=reproducible)
    criteria = _criteria(options, None)
    assert criteria.termination(SearchState(7.9, 3.0, 1000, 900.0)) is None
    assert criteria.termination(SearchState(8.0, 3.0, 1000, 900.0)) is why


def test_a_reproducible_search_of_cpsat_says_that_it_knows_no_stall() -> None:
    options = SolveOptions(seconds=0.004, n_workers=1, reproducible=True, stall_seconds=0.001)
    found = solve_by_cpsat(four_weeks(6), options)
    assert found.termination is Termination.TIME
    text = "CP-SAT does not count the work since its last better roster: it went on to its limit"
    assert text in found.report.notes


def test_an_interrupted_search_has_some_time_for_a_first_roster() -> None:
    asked = iter([False, True])
    criterion = OnInterrupt(lambda: next(asked), first_roster_seconds=5)

    def at(seconds: float, objective: int | None = None) -> Termination | None:
        return criterion.termination(SearchState(seconds, 0.0, objective, None))

    assert [at(1), at(2), at(6.9)] == [None, None, None]
    assert at(7) is at(3, objective=100) is Termination.INTERRUPTED
    assert OnInterrupt(lambda: True).termination(SearchState(0.0, 0.0, None, None)) is Termination.INTERRUPTED
