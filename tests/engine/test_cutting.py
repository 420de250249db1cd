"""Cutting days out of a line is exact: what a part says about its days is what the whole horizon says about them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np
import pytest

from optimization.roster.columns.people import Person, read_people
from optimization.roster.problem import RosterProblem
from optimization.rules.policy import Enforcement, Hard, Policy, Soft
from optimization.rules.primitives import Line, WindowedTotal
from tests.engine.test_pricing_against_enumeration import (
    CLOSE,
    Given,
    line_cost,
    problem_of,
    random_mix,
    random_prices,
)

CASES = 40
BATCHES = 3
CUTS = 5
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Every way to fill the days of a part: cell numbers [way, day], and what it costs whole and in the part."""

    cells: np.ndarray
    whole: np.ndarray
    part: np.ndarray


def long_problem(random: Random) -> RosterProblem:
    """One employee over one to three weeks under primitives of all kinds, some of which must hold."""
    n_duties = random.choice((2, 2, 3))
    n_days = random.randint(7, 21)
    past: Line = tuple(random.choice((None, *range(n_duties))) for _ in range(random.randint(0, 8)))
    share_hard = random.choice((0.0, 0.15, 0.3))
    policies = [
        Policy(
            Given((primitive,)),
            Hard() if random.random() < share_hard else Soft(random.choice((0, 1, 7, 30))),
        )
        for primitive in random_mix(random, n_days, n_duties, past)
    ]
    return problem_of(random, n_days, past, list(range(n_duties)), policies)


def random_allowed_line(random: Random, person: Person) -> np.ndarray | None:
    """A line that keeps the hard rules, cheapest at random prices; None when none is found."""
    spread = random.choice((0, 20, 200))
    noise = np.array([random.uniform(-spread, spread) for _ in range(person.cell_costs.size)])
    lines = person.pricer.price(person.cell_costs + noise.reshape(person.cell_costs.shape)).lines
    return lines[0][0] if lines else None


def random_cut(random: Random, n_days: int, most: int) -> tuple[int, int]:
    """A half-open range of at most `most` days; the ends of the horizon come up often."""
    length = random.randint(1, most)
    first = random.choice((0, n_days - length, *(random.randint(0, n_days - length) for _ in range(4))))
    return first, first + length


def exchange(person: Person, part: Person, cells: np.ndarray, first: int, last: int) -> Exchanges:
    """All ways to fill the days of `part` in the line of `cells`."""
    ways = np.array(list(product(range(len(person.duties)), repeat=last - first)), dtype=np.int64)
    whole = []
    for way in ways:
        line = cells.copy()
        line[first:last] = way
        whole.append(person.cost(line))
    return Exchanges(ways, np.array(whole), np.array([part.cost(way) for way in ways]))


def constant_of(exchanges: Exchanges) -> float:
    """What the whole line costs beyond the part; fails unless that is the same for all ways to fill it."""
    allowed = np.isfinite(exchanges.whole)
    assert (np.isfinite(exchanges.part) == allowed).all()
    differences = exchanges.whole[allowed] - exchanges.part[allowed]
    assert differences.max() - differences.min() < CLOSE
    return float(differences[0])


def settled(costs: np.ndarray, cells: np.ndarray, first: int, last: int) -> np.ndarray:
    """`costs` with the cells outside the days `first` to `last` - 1 as the only ones that are allowed there."""
    out = np.full(costs.shape, np.inf)
    days = np.arange(len(cells))
    out[days, cells] = costs[days, cells]
    out[first:last] = costs[first:last]
    return out


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_part_costs_what_the_whole_line_does_up_to_a_constant(batch: int) -> None:
    random = Random(f"cutting {batch}")
    n_cut, n_refused = 0, 0
    for case in range(CASES):
        problem = long_problem(random)
        person = read_people(problem)[0]
        cells = random_allowed_line(random, person)
        if cells is None:
            continue
        assert person.cost(cells) == pytest.approx(line_cost(problem, person.line(cells))), (batch, case)
        for _ in range(CUTS):
            first, last = random_cut(random, problem.n_days, 5 if len(person.duties) == 3 else 4)
            part = person.between(cells, first, last)
            if part is None:
                n_refused += 1
                continue
            n_cut += 1
            assert part.days.tolist() == list(range(first, last))
            assert math.isfinite(part.cost(cells[first:last])), (batch, case, first, last, problem)
            constant_of(exchange(person, part, cells, first, last))
    assert n_cut > 2 * CASES, "too few parts to mean anything"
    assert n_refused < n_cut, "a cut that cannot be made should be the exception"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_best_filling_of_a_part_is_the_best_line_with_the_other_days_settled(batch: int) -> None:
    random = Random(f"cut prices {batch}")
    n_cut, n_open, n_labelled = 0, 0, 0
    for case in range(CASES):
        problem = long_problem(random)
        person = read_people(problem)[0]
        cells = random_allowed_line(random, person)
        if cells is None:
            continue
        for _ in range(CUTS):
            first, last = random_cut(random, problem.n_days, min(problem.n_days, 14))
            part = person.between(cells, first, last)
            if part is None:
                continue
            n_cut += 1
            n_labelled += (part.pricer.space.slot_fold >= 0).any()
            prices = random_prices(random, part.cell_costs.shape)
            costs = person.cell_costs.copy()
            costs[first:last] += prices
            whole = person.pricer.price(settled(costs, cells, first, last))
            priced = part.pricer.price(part.cell_costs + prices, n_lines=3)
            where = (batch, case, first, last, problem)
            assert bool(priced.lines) == bool(whole.lines), where
            if not priced.lines:
                continue
            n_open += 1
            constant = person.cost(cells) - part.cost(cells[first:last])
            assert priced.lines[0][1] + constant == pytest.approx(whole.lines[0][1], abs=CLOSE), where
            for way, cost in priced.lines:
                line = np.concatenate([cells[:first], way, cells[last:]])
                added = prices[np.arange(last - first), way].sum()
                assert person.cost(line) + added == pytest.approx(cost + constant, abs=CLOSE), where
    assert n_cut > 2 * CASES, "too few parts to mean anything"
    assert n_open > n_cut // 2, "too few parts with a line to mean anything"
    assert n_labelled > n_cut // 20, "too few parts with totals beyond the tables to mean anything"


def weekend_person(how: Enforcement) -> Person:
    """Two weeks in which at most one weekend is to be worked, and nothing else matters."""
    weekends = ((SATURDAY, SUNDAY), (SATURDAY + 7, SUNDAY + 7))
    total = WindowedTotal(((0, 1), (1, 1), (2, 1)), weekends, at_most=1)
    problem = problem_of(Random(4), 14, (), [0, 1], [Policy(Given((total,)), how)])
    return read_people(problem)[0]


def line_that_works_on(person: Person, *days: int) -> np.ndarray:
    """Off on all days but these, on which the first duty is worked."""
    cells = np.zeros(len(person.cell_costs), dtype=np.int64)
    cells[list(days)] = 1
    return cells


@pytest.mark.parametrize("how", [Hard(), Soft(50)])
def test_a_weekend_that_is_cut_before_its_worked_sunday_is_refused(how: Enforcement) -> None:
    person = weekend_person(how)
    # whether the Sunday adds a weekend depends on the Saturday in the part
    assert person.between(line_that_works_on(person, SUNDAY), 3, SUNDAY) is None
    off_on_sunday = person.between(line_that_works_on(person, SATURDAY), 3, SUNDAY)
    assert off_on_sunday is not None
    constant_of(exchange(person, off_on_sunday, line_that_works_on(person, SATURDAY), 3, SUNDAY))


@pytest.mark.parametrize("how", [Hard(), Soft(50)])
@pytest.mark.parametrize("saturdays", [(), (SATURDAY,), (SATURDAY + 7,)])
def test_a_part_that_begins_on_sunday_knows_its_saturday(
    how: Enforcement, saturdays: tuple[int, ...]
) -> None:
    person = weekend_person(how)
    cells = line_that_works_on(person, *saturdays)
    part = person.between(cells, SUNDAY, SUNDAY + 4)
    assert part is not None
    exchanges = exchange(person, part, cells, SUNDAY, SUNDAY + 4)
    constant_of(exchanges)
    works_sunday = exchanges.cells[:, 0] > 0
    is_dearer = bool(exchanges.whole[works_sunday].min() > 4 + exchanges.whole[~works_sunday].min())
    # the second weekend is worked already: one more is too many; the first one counts once, on whichever day
    assert is_dearer == (saturdays == (SATURDAY + 7,))
