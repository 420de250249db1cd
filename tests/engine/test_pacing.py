"""Keeping somebody near even shares of the totals leaves out lines, but changes no line that it leaves."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from optimization.roster.columns.people import Person, read_people
from optimization.rules.policy import Hard, Policy, Soft
from optimization.rules.primitives import CellClass, RunLength, WindowedTotal
from tests.engine.test_cutting import long_problem
from tests.engine.test_pricing_against_enumeration import CLOSE, Given, problem_of, random_prices

CASES = 60
N_DAYS = 42
SLACKS = (0.5, 1.0, 2.0, 4.0, 8.0)
WITHOUT_LIMIT = 1e6


def random_person(random: Random) -> Person:
    """Somebody under random rules that do not contradict each other on every day."""
    while True:
        person = read_people(long_problem(random))[0]
        if len(person.pricer.space.move_class):
            return person


@pytest.mark.parametrize("slack", SLACKS)
def test_the_lines_of_a_paced_person_are_lines_at_their_own_cost_and_no_cheaper(slack: float) -> None:
    random = Random(f"paced {slack}")
    n_found, n_dearer = 0, 0
    for case in range(CASES):
        person = random_person(random)
        costs = person.cell_costs + random_prices(random, person.cell_costs.shape)
        best = person.pricer.price(costs)
        paced = person.paced(slack)
        for exact in (True, False):
            for cells, cost in paced.pricer.price(costs, n_lines=3, exact=exact).lines:
                n_found += 1
                own = costs[np.arange(len(cells)), cells].sum() + person.pricer.line_cost(cells)
                assert cost == pytest.approx(own, abs=CLOSE), case
                assert cost >= best.lines[0][1] - CLOSE, case
                n_dearer += cost > best.lines[0][1] + CLOSE
    assert n_found > CASES, "too few lines to mean anything"
    assert n_dearer, "the pace should cost something now and then"


def test_with_a_slack_beyond_all_totals_nothing_is_left_out() -> None:
    random = Random("slack")
    n_feasible = 0
    for case in range(CASES):
        person = random_person(random)
        costs = person.cell_costs + random_prices(random, person.cell_costs.shape)
        free = person.pricer.price(costs)
        held = [person.paced(WITHOUT_LIMIT), *(person.near(cells, WITHOUT_LIMIT) for cells, _ in free.lines)]
        for paced in (one.pricer.price(costs) for one in held):
            assert paced.bound == pytest.approx(free.bound, abs=CLOSE), case
            assert [cost for _, cost in paced.lines] == pytest.approx([cost for _, cost in free.lines]), case
        n_feasible += math.isfinite(free.bound)
    assert n_feasible > CASES // 2, "too few problems with a line to mean anything"


def person_with_hours(random: Random, least: int, most: int, bounds: list[int]) -> Person:
    """Somebody whose shifts of 3 and 5 hours must add up to `least` to `most` between each two `bounds` (days)."""
    totals = [
        WindowedTotal(((0, 3), (1, 5)), tuple((day,) for day in range(first, last)), least, most)
        for first, last in pairwise(bounds)
    ]
    policies = [Policy(Given((total,)), Hard()) for total in totals]
    return read_people(problem_of(random, bounds[-1], (), [0, 1], policies))[0]


def share_of_hours(person: Person, cells: np.ndarray, bounds: list[int]) -> list[tuple[float, int]]:
    """By boundary inside the windows: the share of workable days that are over, and the hours worked by then."""
    can_work = np.isfinite(person.cell_costs[:, 1:]).any(axis=1)
    hours = np.array([{-1: 0, 0: 3, 1: 5}[int(duty)] for duty in person.duties])[cells]
    return [
        (can_work[first:day].sum() / can_work[first:last].sum(), int(hours[first:day].sum()))
        for first, last in pairwise(bounds)
        for day in range(first + 1, last)
    ]


@pytest.mark.parametrize("slack", SLACKS)
@pytest.mark.parametrize("bounds", [[0, N_DAYS], [0, 14, N_DAYS]])
def test_hours_stay_within_the_slack_of_even_shares(bounds: list[int], slack: float) -> None:
    random = Random(f"hours {slack} {len(bounds)}")
    least, most = 40, 48
    n_outside = 0
    for _ in range(10):
        person = person_with_hours(random, least, most, bounds)
        # everybody would rather work at once, or only in the end
        eager = np.zeros(person.cell_costs.shape)
        eager[:, 1:] = random.choice((-1, 1)) * np.linspace(50, -50, bounds[-1])[:, None]
        costs = person.cell_costs + eager + random_prices(random, eager.shape) * 0.1
        closed = np.isinf(costs[:, 0])
        costs[closed, 0] = eager[closed, 0]
        lines = person.paced(slack).pricer.price(costs, n_lines=3).lines
        assert lines or slack < 4.0
        for cells, _ in lines:
            for share, hours in share_of_hours(person, cells, bounds):
                assert share * least - slack * 5 - 1 <= hours <= share * most + slack * 5 + 1
        for cells, _ in person.pricer.price(costs).lines:
            n_outside += any(
                not share * least - slack * 5 - 1 <= hours <= share * most + slack * 5 + 1
                for share, hours in share_of_hours(person, cells, bounds)
            )
    assert n_outside or slack > 4.0, "without a pace somebody should leave the even shares"


def any_prices(random: Random, person: Person) -> np.ndarray:
    """A price for every cell, none of them forbidden."""
    return np.array([[random.uniform(-100, 100) for _ in cells] for cells in person.cell_costs])


@pytest.mark.parametrize("slack", SLACKS)
@pytest.mark.parametrize("bounds", [[0, N_DAYS], [0, 14, N_DAYS]])
def test_lines_stay_near_the_totals_of_the_line_in_hand_which_stays_one_of_them(
    bounds: list[int], slack: float
) -> None:
    random = Random(f"near {slack} {len(bounds)}")
    n_other, n_outside = 0, 0
    for _ in range(10):
        person = person_with_hours(random, 40, 48, bounds)
        in_hand = person.pricer.price(any_prices(random, person)).lines[0][0]
        near = person.near(in_hand, slack)
        costs = any_prices(random, person)
        hours = [worked for _, worked in share_of_hours(person, in_hand, bounds)]

        def away(cells: np.ndarray, person: Person = person, hours: list[int] = hours) -> int:
            own = (worked for _, worked in share_of_hours(person, cells, bounds))
            return max(abs(mine - theirs) for mine, theirs in zip(own, hours, strict=True))

        for cells, cost in near.pricer.price(costs, n_lines=3).lines:
            n_other += not (cells == in_hand).all()
            assert away(cells) <= slack * 5 + 1
            assert cost == pytest.approx(costs[np.arange(len(cells)), cells].sum(), abs=CLOSE)
        n_outside += away(person.pricer.price(costs).lines[0][0]) > slack * 5 + 1
        wanted = costs.copy()
        wanted[np.arange(len(in_hand)), in_hand] -= 1e6
        assert (near.pricer.price(wanted).lines[0][0] == in_hand).all()
    assert n_other, "others than the line in hand should be found"
    assert n_outside or slack > 2.0, "without the limit somebody should go further away"


def test_days_that_cannot_be_worked_count_for_no_share() -> None:
    person = person_with_hours(Random(5), 40, 40, [0, 20])
    costs = person.cell_costs.copy()
    costs[:, 1:] = 0.0
    costs[:10, 1:] = np.inf
    away = Person(person.number, person.employee, person.pricer, costs, person.duties, person.stake)
    # half of the days are leave: at even shares of all days nothing could be left for the rest
    lines = away.paced(1.0).pricer.price(costs).lines
    assert lines
    assert (lines[0][0][:10] == 0).all()


@pytest.mark.parametrize("how", [Hard(), Soft(10)])
def test_the_days_worked_first_are_no_more_than_the_slack_allows(how: Hard | Soft) -> None:
    total = WindowedTotal(((0, 1), (1, 1), (2, 1)), tuple((day,) for day in range(20)), at_most=10)
    person = read_people(problem_of(Random(2), 20, (), [0, 1], [Policy(Given((total,)), how)]))[0]
    costs = person.cell_costs.copy()
    costs[:, 1:] = np.where(np.arange(20)[:, None] < 10, -100.0, 0.0) + np.minimum(costs[:, 1:], 1e9)
    (cells, _), *_ = person.paced(2.0).pricer.price(costs).lines
    worked = (cells > 0).cumsum()
    # a hard total shares out its ten days, a soft one all that can be counted
    most = 10 if isinstance(how, Hard) else 20
    assert (worked <= np.ceil(np.arange(1, 21) * most / 20 + 2)).all()
    assert worked[9] == (7 if isinstance(how, Hard) else 10)


def test_most_is_left_for_the_days_on_which_most_are_wanted() -> None:
    total = WindowedTotal(((0, 1), (1, 1), (2, 1)), tuple((day,) for day in range(20)), at_most=10)
    person = read_people(problem_of(Random(2), 20, (), [0, 1], [Policy(Given((total,)), Hard())]))[0]
    costs = person.cell_costs.copy()
    costs[:, 1:] = np.where(np.arange(20)[:, None] < 10, -100.0, -50.0) + np.minimum(costs[:, 1:], 1e9)
    even = person.paced(1.0).pricer.price(costs).lines[0][0] > 0
    wanted = np.where(np.arange(20) < 10, 1.0, 3.0)
    late = person.paced(1.0, wanted).pricer.price(costs).lines[0][0] > 0
    assert (even[:10].sum(), late[:10].sum()) == (6, 4)
    # nobody is left three quarters of the work: no day has more than half again the average
    assert late.sum() == 10


def test_somebody_without_any_line_can_be_paced_as_well() -> None:
    n_days = 20
    restrictions = (
        WindowedTotal(((0, 1), (1, 1)), tuple((day,) for day in range(n_days)), at_most=10),
        RunLength(CellClass(frozenset({0, 1, 2})), at_most=0),
        RunLength(CellClass(frozenset(), off=True), at_most=0),
    )
    policies = [Policy(Given((one,)), Hard()) for one in restrictions]
    person = read_people(problem_of(Random(1), n_days, (), [0, 1], policies))[0]
    assert math.isinf(person.paced(2.0).pricer.price(person.cell_costs).bound)
