"""Pricing is exact: over horizons short enough to write out every line, its line is the cheapest of all of them.

What a line costs is worked out here from the meaning of the primitives alone (`semantics.breach`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from random import Random

import numpy as np
import pytest

from data.calendar import DayGrid
from optimization.roster.columns.people import Person, read_people
from optimization.roster.columns.pricing import Priced
from optimization.roster.problem import Duty, Employee, RosterProblem
from optimization.rules.policy import Hard, Policy, Soft, Violation
from optimization.rules.primitives import (
    CellClass,
    FixedCell,
    ForbiddenSuccession,
    Line,
    Primitive,
    RunLength,
    WindowedTotal,
)
from optimization.rules.semantics import breach

CLOSE = 1e-6
CASES = 30
BATCHES = 4


@dataclass(frozen=True, slots=True)
class Given:
    """A rule that is whatever primitives it is given."""

    primitives: tuple[Primitive, ...]
    name: str = "given"
    title: str = "as given"
    source: str = "test"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        del problem, employee
        return self.primitives

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Enumerated:
    """Every line there is: as cell numbers [line, day], and what its restrictions and duties cost."""

    cells: np.ndarray
    costs: np.ndarray

    def with_prices(self, prices: np.ndarray) -> np.ndarray:
        """The cost of every line when cells have `prices` [day, cell number] as well."""
        priced: np.ndarray = self.costs + prices[np.arange(len(prices)), self.cells].sum(axis=1)
        return priced


def random_class(random: Random, n_duties: int) -> CellClass:
    duties = random.sample(range(n_duties), random.randint(0, n_duties))
    return CellClass(frozenset(duties), off=random.random() < 0.3)


def random_run(random: Random, n_duties: int) -> RunLength:
    return RunLength(
        random_class(random, n_duties),
        at_least=random.choice((1, 1, 2, 3, 4)),
        at_most=random.choice((None, 0, 1, 2, 3)),
        carried_in=random.choice((None, 0, 1, 2, 5)),
    )


def random_total(
    random: Random, n_days: int, palette: list[tuple[tuple[int, int], ...]], past: Line, *, by_groups: bool
) -> WindowedTotal:
    """A total over some days, one by one or in groups that may have holes; windows of a palette overlap freely."""
    first, last = random.choice((0, random.randrange(n_days))), n_days - random.randint(0, 2)
    days = range(min(first, last - 1), last)
    some = sorted(random.sample(days, random.choice((len(days), random.randint(1, len(days))))))
    cuts = [n for n in range(1, len(some)) if not by_groups or random.random() < 0.4]
    groups = tuple(tuple(some[a:b]) for a, b in zip([0, *cuts], [*cuts, len(some)], strict=True))
    weights = random.choice(palette)
    duties = [duty for duty, _ in weights]
    only = tuple(
        (day, frozenset(random.sample(duties, random.randint(0, len(duties)))))
        for day in some
        if by_groups and random.random() < 0.2
    )
    carried = random.choice((0, 0, 1, 3))
    most = carried + max((weight for _, weight in weights), default=0) * len(groups)
    bounds = sorted((random.randint(0, most), random.randint(0, most)))
    with_patterns = random.random() < 0.3
    return WindowedTotal(
        weights,
        groups,
        at_least=None if with_patterns else random.choice((None, bounds[0])),
        at_most=random.choice((None, bounds[1], bounds[1])),
        carried_in=carried,
        only=only,
        patterns=tuple(random_pattern(random, some, past) for _ in range(random.randint(1, 3)))
        if with_patterns
        else (),
    )


def random_pattern(random: Random, days: list[int], past: Line) -> ForbiddenSuccession:
    """Something that a total counts beside its weights, on some of its days."""
    return ForbiddenSuccession(
        replace(random_class(random, 2), off=False),
        random_class(random, 2),
        days_off_between=random.choice((0, 1, 1, 2)),
        carried_in=past[random.randint(0, len(past)) :],
        then_days=frozenset(random.sample(days, random.randint(1, len(days)))),
        weight=random.randint(1, 2),
    )


def random_target(random: Random, n_days: int, share_at_least: float) -> WindowedTotal:
    """A total over nearly all days that is to hit one figure, or only not to exceed it."""
    weights = tuple((duty, random.choice((0, 1, 2, 3, 5, 7))) for duty in range(2))
    days = range(random.choice((0, 0, 1)), n_days - random.choice((0, 0, 1)))
    figure = random.randint(1, max(1, max(weight for _, weight in weights) * len(days)))
    at_least = figure if random.random() < share_at_least else None
    return WindowedTotal(weights, tuple((day,) for day in days), at_least, figure)


def random_succession(random: Random, n_days: int, n_duties: int, past: Line) -> ForbiddenSuccession:
    days = frozenset(random.sample(range(n_days), random.randint(1, n_days)))
    n_before = random.choice((0, 0, 0, 1, 2))
    first = random_class(random, n_duties)
    return ForbiddenSuccession(
        replace(first, off=False) if n_before else first,
        random_class(random, n_duties),
        days_off_between=random.choice((0, 0, 1, 2, 3)),
        carried_in=past[random.randint(0, len(past)) :],
        then_days=random.choice((None, days)),
        weight=random.randint(1, 3),
        before=CellClass(frozenset(random.sample(range(n_duties), random.randint(1, n_duties)))),
        n_before=n_before,
    )


def random_fixed(random: Random, n_days: int, n_duties: int) -> FixedCell:
    days = tuple(sorted(random.sample(range(n_days), random.randint(1, 2))))
    return FixedCell(days, random_class(random, n_duties))


def random_mix(random: Random, n_days: int, n_duties: int, past: Line) -> list[Primitive]:
    """Primitives of all kinds; half of the mixes are mostly totals."""
    palette = [
        tuple((duty, random.choice((0, 1, 1, 2, 3, 5))) for duty in range(n_duties) if random.random() < 0.9)
        for _ in range(random.choice((1, 2, 4)))
    ]
    makers: tuple[Callable[[], Primitive], ...] = (
        partial(random_run, random, n_duties),
        partial(random_total, random, n_days, palette, past, by_groups=False),
        partial(random_total, random, n_days, palette, past, by_groups=True),
        partial(random_succession, random, n_days, n_duties, past),
        partial(random_fixed, random, n_days, n_duties),
    )
    frequencies, most = random.choice((((3, 2, 2, 3, 1), 9), ((1, 6, 4, 1, 0), 14)))
    return [make() for make in random.choices(makers, frequencies, k=random.randint(1, most))]


def problem_of(
    random: Random, n_days: int, past: Line, known: list[int], policies: list[Policy]
) -> RosterProblem:
    """The duties are there on most days, the employee may have those that are `known`."""
    duties = tuple(
        Duty(
            f"D{n}",
            "A",
            f"S{n}",
            "nurse",
            480,
            960,
            480,
            is_night=False,
            days=frozenset(day for day in range(n_days) if random.random() < 0.95),
        )
        for n in range(3)
    )
    employee = Employee("S0", "Person S0", {duty: random.choice((0, 0, 4)) for duty in known}, history=past)
    grid = DayGrid(date(2026, 11, 30), n_days, "Europe/London")
    return RosterProblem(grid, duties, (employee,), tuple(policies), coverage=())


def mixed_problem(random: Random) -> RosterProblem:
    """One employee under a random mix of primitives."""
    n_duties = random.choice((2, 2, 3))
    n_days = random.randint(5, 7) if n_duties == 2 else random.randint(4, 5)
    past: Line = tuple(random.choice((None, *range(n_duties))) for _ in range(random.randint(0, 5)))
    share_hard = random.choice((0.0, 0.1, 0.4))
    policies = [
        Policy(
            Given((primitive,)),
            Hard() if random.random() < share_hard else Soft(random.choice((0, 1, 7, 30, 30))),
        )
        for primitive in random_mix(random, n_days, n_duties, past)
    ]
    known = sorted(random.sample(range(n_duties), random.randint(max(1, n_duties - 1), n_duties)))
    return problem_of(random, n_days, past, known, policies)


def problem_of_targets(random: Random) -> RosterProblem:
    """One employee who is to keep to more figures at once than the tables have axes."""
    n_days = random.randint(6, 7)
    share_at_least = random.choice((0.0, 0.5, 1.0))
    policies = [
        Policy(Given((random_target(random, n_days, share_at_least),)), Soft(random.choice((2, 9, 20))))
        for _ in range(random.randint(3, 6))
    ]
    return problem_of(random, n_days, (), [0, 1], policies)


def line_cost(problem: RosterProblem, line: Line) -> float:
    """What a line of the only employee costs apart from prices; infinite when it may not be."""
    employee = problem.employees[0]
    cost = 0.0
    for day, cell in enumerate(line):
        if cell is not None and (cell not in employee.duties or day not in problem.duties[cell].days):
            return math.inf
        cost += 0 if cell is None else employee.duties[cell]
    for policy in sorted(problem.policies, key=lambda policy: isinstance(policy.enforcement, Soft)):
        for primitive in policy.rule.compile(problem, employee):
            amount = breach(primitive, line)
            if amount and isinstance(policy.enforcement, Hard):
                return math.inf
            cost += amount * getattr(policy.enforcement, "pence_per_unit", 0)
    return cost


def enumerate_lines(problem: RosterProblem, person: Person) -> Enumerated:
    contents = person.pricer.alphabet.cells
    cells = np.array(list(product(range(len(contents)), repeat=problem.n_days)), dtype=np.int64)
    costs = np.array([line_cost(problem, person.line(numbers)) for numbers in cells])
    return Enumerated(cells, costs)


def random_prices(random: Random, shape: tuple[int, ...]) -> np.ndarray:
    """What cells earn or cost: whole pence or parts of them, some cells closed."""
    spread = random.choice((0, 5, 60))
    prices = np.array([random.uniform(-spread, spread) for _ in range(math.prod(shape))]).reshape(shape)
    if random.random() < 0.5:
        prices = prices.round()
    closed = random.choice((0.0, 0.1, 0.3))
    prices[np.array([random.random() < closed for _ in range(prices.size)]).reshape(shape)] = np.inf
    return prices


def same_lines(priced: Priced, lines: Enumerated, costs: np.ndarray) -> bool:
    """Whether every line that pricing returned is one of `lines` at that cost."""
    found = [(np.flatnonzero((lines.cells == cells).all(axis=1)), cost) for cells, cost in priced.lines]
    return all(len(at) == 1 and abs(costs[at[0]] - cost) < CLOSE for at, cost in found)


def check_pricing(
    person: Person, lines: Enumerated, prices: np.ndarray, cutoff: float, n_lines: int, case: object
) -> None:
    costs = lines.with_prices(prices)
    best = float(costs.min())
    cell_costs = person.cell_costs + prices
    priced = person.pricer.price(cell_costs, cutoff, n_lines)
    assert same_lines(priced, lines, costs), case
    assert len(priced.lines) <= n_lines, case
    assert len({cells.tobytes() for cells, _ in priced.lines}) == len(priced.lines), case
    assert priced.bound <= best + CLOSE, case
    # with so few labels the search is always complete, so the bound is met as far as anybody asked for
    assert priced.bound >= min(best, cutoff) - CLOSE, case
    if best < cutoff - CLOSE:
        assert priced.lines, case
        assert priced.lines[0][1] == pytest.approx(best, abs=CLOSE), case
    if math.isinf(best):
        assert not priced.lines, case


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("make_problem", [mixed_problem, problem_of_targets])
def test_the_priced_line_is_the_cheapest_of_all_lines(
    make_problem: Callable[[Random], RosterProblem], batch: int
) -> None:
    random = Random(f"{make_problem.__name__} {batch}")
    n_feasible, n_labelled = 0, 0
    for case in range(CASES):
        problem = make_problem(random)
        person = read_people(problem)[0]
        lines = enumerate_lines(problem, person)
        n_labelled += person.pricer.space.n_slots > 0
        # the same pricer again and again, as the prices it remembers must not matter
        for _ in range(3):
            prices = random_prices(random, person.cell_costs.shape)
            best = float(lines.with_prices(prices).min())
            n_feasible += math.isfinite(best)
            near = best if math.isfinite(best) else 0.0
            for cutoff in (math.inf, near, near + random.choice((-20.0, 0.5, 20.0))):
                for n_lines in (1, 3):
                    check_pricing(person, lines, prices, cutoff, n_lines, (batch, case, problem, prices))
            narrow = person.pricer.price(person.cell_costs + prices, n_lines=3, exact=False)
            assert narrow.bound <= best + CLOSE
            assert same_lines(narrow, lines, lines.with_prices(prices))
    assert n_feasible >= CASES, "too few prices with a line to mean anything"
    assert n_labelled >= CASES // 6, "too few people with totals beyond the tables to mean anything"
