"""A search stalls when neither its roster nor its bound has become better for a while."""

from __future__ import annotations

from optimization.roster.columns.clock import WORK_PER_SECOND, Clock
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.result import SolveOptions, Termination
from optimization.roster.stop.any_of import criteria_of
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
