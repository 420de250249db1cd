"""Workers of a supply with a limit in all are bought once: a part of the roster has what the rest leaves of the limit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimization.roster.columns.master import Master
from optimization.roster.columns.needs import Needs, read_needs
from optimization.roster.columns.people import Person, read_people
from optimization.roster.columns.purchasing import buy
from optimization.roster.columns.rows import SharedRows
from optimization.roster.columns.scope import make_scope, whole_scope
from optimization.roster.problem import ExternalSupply, RosterProblem, Source
from tests.engine.test_tables_too_large import N_DAYS, four_weeks

SHIFT = 480
EMPTY_PENCE = 9000


def with_agency(n_shifts: int, dearest_day: int) -> RosterProblem:
    """Four weeks for which `n_shifts` can be bought in all; they save most on one day."""
    problem = four_weeks()
    rows = tuple(
        replace(row, paid_minutes=SHIFT, costs=(EMPTY_PENCE + 1000 * (row.day == dearest_day), 0, 500))
        for row in problem.coverage
    )
    prices = dict.fromkeys(range(len(rows)), 2000)
    agency = ExternalSupply("agency", Source.AGENCY, prices, 1, n_shifts * SHIFT)
    return replace(problem, coverage=rows, supplies=(agency,))


def nobody_at_work(problem: RosterProblem) -> tuple[Needs, tuple[Person, ...], list[np.ndarray]]:
    people = read_people(replace(problem, policies=()))
    return read_needs(problem, people), people, [np.zeros(N_DAYS, dtype=np.int64)] * len(people)


def minutes_left(needs: Needs, people: tuple[Person, ...], lines: list[np.ndarray], first: int) -> float:
    scope = make_scope(needs, people, lines, range(len(people)), (first, first + 7))
    assert scope is not None
    rows = SharedRows(scope)
    return float(rows.upper[rows.n_rows + rows.n_links])


def test_a_window_has_what_is_not_bought_outside_of_it() -> None:
    needs, people, lines = nobody_at_work(with_agency(2, dearest_day=20))
    assert buy(needs, np.zeros(needs.n_rows, dtype=np.int64)).bought == ((0, 40, 1), (0, 41, 1))
    assert minutes_left(needs, people, lines, 0) == 0
    assert minutes_left(needs, people, lines, 14) == 2 * SHIFT
    whole = SharedRows(whole_scope(needs, people))
    assert whole.upper[whole.n_rows] == 2 * SHIFT


def test_a_window_does_not_buy_what_is_bought_elsewhere() -> None:
    needs, people, lines = nobody_at_work(with_agency(2, dearest_day=20))
    scope = make_scope(needs, people, lines, range(len(people)), (0, 7))
    assert scope is not None
    master = Master(scope)
    master.add([scope.column(place, lines[place][:7]) for place in range(len(people))])
    solution = master.solve()
    assert solution is not None
    # nobody comes in these days, and both shifts of the agency are bought on day 20: it once sold them here again
    assert solution.objective == pytest.approx(EMPTY_PENCE * 2 * 7)
