"""Pricing everybody in one call finds what pricing one person after another finds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event

import numpy as np

from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.columns.pricing import Pricer
from optimization.roster.columns.scope import Scope, make_scope, whole_scope
from tests.engine.test_proximal_master import random_both

N_LINES = 3


def one_by_one(
    scope: Scope, costs: list[np.ndarray], earned: np.ndarray, link_prices: np.ndarray
) -> list[tuple[float, list[tuple[bytes, float]]]]:
    """By place: the bound, and lines with what they cost at the prices, from a pricer of its own for each person."""
    found = []
    for place, person in enumerate(scope.people):
        opened = costs[place].copy()
        opened[:, 1:] -= earned[:, person.duties[1:]]
        terms = scope.needs.link_terms[person.number]
        for day, cell, link, coefficient in zip(
            terms.days, terms.cells, terms.links, terms.coefficients, strict=True
        ):
            if 0 <= day - person.first_day < len(opened):
                opened[day - person.first_day, cell] -= coefficient * link_prices[link]
        own = person.pricer
        pricer = Pricer(own.alphabet, own.space, own.counter_prices.copy())
        priced = pricer.price(opened, n_lines=N_LINES)
        found.append(
            (priced.bound, [(cells.astype(np.int16).tobytes(), cost) for cells, cost in priced.lines])
        )
    return found


def random_parts(random: Random) -> list[Scope]:
    """A whole problem, and some days of some of its people in the middle of a roster."""
    whole = random_both(random).scope
    lines = [person.pricer.price(person.cell_costs).lines[0][0] for person in whole.people]
    some = random.sample(range(len(lines)), max(1, len(lines) // 2))
    middle = (1, whole.needs.problem.n_days - 1)
    part = make_scope(whole.needs, whole.people, lines, some, middle)
    return [whole] if part is None else [whole, part]


def test_a_crew_finds_the_lines_of_its_people_and_what_they_cost_on_their_own() -> None:
    random = Random("crew")
    n_parts = 0
    for _ in range(40):
        for scope in random_parts(random):
            n_parts += scope.days[0] > 0
            n_people = len(scope.people)
            earned = np.array(
                [[random.uniform(0, 900) for _ in scope.needs.problem.duties] for _ in scope.days]
            )
            link_prices = np.array([random.uniform(-50, 50) for _ in scope.needs.problem.links])
            everything, exact = np.full(n_people, np.inf), np.ones(n_people, dtype=np.bool_)
            costs = [person.cell_costs.copy() for person in scope.people]
            costs[0][0, 1:] = np.inf
            expected = one_by_one(scope, costs, earned, link_prices)
            priced = scope.crew.price(costs, earned, link_prices, everything, exact, N_LINES)
            np.testing.assert_allclose(priced.bounds, [bound for bound, _ in expected])
            found: list[list[tuple[bytes, float]]] = [[] for _ in scope.people]
            for place, cells, cost in zip(priced.places, priced.cells, priced.costs, strict=True):
                found[place].append((cells.tobytes(), cost))
            for (_, lines), own in zip(expected, found, strict=True):
                assert [line for line, _ in own] == [line for line, _ in lines]
                np.testing.assert_allclose([cost for _, cost in own], [cost for _, cost in lines])
            for column, place, cells in zip(scope.columns(priced), priced.places, priced.cells, strict=True):
                other = scope.column(place, cells)
                assert (column.key, column.cost) == (other.key, other.cost)
                assert sorted(column.rows) == sorted(other.rows)
                assert (column.link_values == other.link_values).all()
    assert n_parts > 15


def test_several_threads_find_what_one_does() -> None:
    random = Random("threads")
    problem = random_both(random).scope.needs.problem
    with ThreadPoolExecutor(2) as executor:
        results = []
        for threads in (None, executor):
            people = read_people(problem)
            scope = whole_scope(read_needs(problem, people), people)
            earned = np.full((problem.n_days, len(problem.duties)), 500.0)
            n_people = len(people)
            everything, exact = np.full(n_people, np.inf), np.ones(n_people, dtype=np.bool_)
            no_links = np.zeros(len(problem.links))
            results.append(
                scope.crew.price(scope.cell_costs, earned, no_links, everything, exact, N_LINES, threads)
            )
    alone, together = results
    assert (alone.bounds == together.bounds).all()
    assert (alone.cells == together.cells).all()
    assert (alone.work == together.work).all()


def test_who_is_not_priced_before_the_search_is_stopped_proves_nothing() -> None:
    problem = random_both(Random("stopped")).scope.needs.problem
    people = read_people(problem)
    scope = whole_scope(read_needs(problem, people), people)
    n_people = len(people)
    asked: list[bool] = []
    going_on = Event()

    def stopped() -> bool:
        asked.append(True)
        if len(asked) == 2:
            # the first answer has reached the pricing by now, which waits behind the other task
            going_on.set()
        return True

    with ThreadPoolExecutor(1) as executor:
        executor.submit(going_on.wait)
        priced = scope.crew.price(
            scope.cell_costs,
            np.zeros((problem.n_days, len(problem.duties))),
            np.zeros(len(problem.links)),
            np.full(n_people, np.inf),
            np.ones(n_people, dtype=np.bool_),
            N_LINES,
            executor,
            stopped,
        )
    assert (priced.bounds == -np.inf).all()
    assert not len(priced.places)
