"""The column engine's bound holds against the optimum that CP-SAT proves, and a reproducible run repeats exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from benchmarks.generated.hospital import HospitalSize, generated_problem
from data.calendar import DayGrid
from optimization.roster.assess import assess
from optimization.roster.columns import descent
from optimization.roster.columns import improve as improving
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.support import reasons_against
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import ExternalSupply, Link, LinkTerm, RosterProblem, Source
from optimization.roster.result import Progress, SolveOptions, SolveStatus, Termination
from optimization.rules.policy import Enforcement, Hard, Policy, Soft
from tests.engine.test_columns_against_cpsat import with_needs
from tests.roster.random_rosters import DUTIES, random_employee
from tests.roster.random_rules import RULES

FIRST_DAYS = (date(2026, 11, 30), date(2026, 10, 22), date(2027, 3, 26))
N_DAYS = 7
BATCHES = 4
CASES = 15
SMALL_WARD = HospitalSize(20, 1, 2, 1)


def random_enforcement(random: Random, grain: int) -> Enforcement:
    return Hard() if random.random() < 0.3 else Soft(grain * random.choice((1, 7, 20)))


def random_link(random: Random, problem: RosterProblem, grain: int) -> Link:
    """Two people on one day, together or apart; never so that people cannot but break it."""
    pair = random.sample(problem.employees, 2)
    day = random.randrange(problem.n_days)
    if random.random() < 0.2:
        terms = tuple(LinkTerm(person.employee_id, day, frozenset(person.duties)) for person in pair)
        return Link("link", terms, Hard(), at_most=1)
    coefficients = random.choice(((1, 1), (1, -1)))
    terms = tuple(
        LinkTerm(person.employee_id, day, frozenset(person.duties), coefficient)
        for person, coefficient in zip(pair, coefficients, strict=True)
    )
    at_least, at_most = random.choice(((None, 0), (None, 1), (0, 1), (1, 1), (1, None)))
    return Link("link", terms, Soft(grain * 9), at_least, at_most)


def random_needs(random: Random, problem: RosterProblem, grain: int) -> RosterProblem:
    """Costs in multiples of `grain`, bought workers apart; hard minima only where one can always be bought."""
    bare = with_needs(random, problem)
    kind = random.choice(("nobody to buy", "some to buy", "hard minima"))
    rows = tuple(
        replace(
            row,
            costs=tuple(grain * cost for cost in row.costs),
            minimum=1 if kind == "hard minima" and random.random() < 0.3 else None,
            paid_minutes=480,
        )
        for row in bare.coverage
    )
    priced = {row: 5 * random.randint(1, 60) for row in range(len(rows))}
    match kind:
        case "nobody to buy":
            supplies: tuple[ExternalSupply, ...] = ()
        case "some to buy":
            some = {row: price for row, price in priced.items() if random.random() < 0.5}
            most_minutes = random.choice((None, 480, 1440))
            shared = ((tuple(some)[::2], random.randint(1, 2)),) if some and random.random() < 0.5 else ()
            supplies = (
                ExternalSupply("bank", Source.BANK, some, random.randint(1, 2), most_minutes, shared),
            )
        case _:
            supplies = (ExternalSupply("agency", Source.AGENCY, priced, 1),)
    return replace(bare, coverage=rows, supplies=supplies)


def random_roster(random: Random) -> RosterProblem:
    """A week for two to four people; most costs are multiples of a random number of pence."""
    grain = random.choice((1, 10, 25))
    grid = DayGrid(random.choice(FIRST_DAYS), N_DAYS, "Europe/London")
    people = tuple(random_employee(random, grid, f"S{number}") for number in range(random.randint(2, 4)))
    policies = tuple(
        Policy(RULES[name](random), random_enforcement(random, grain))
        for name in random.sample(list(RULES), random.randint(1, 4))
    )
    problem = random_needs(random, RosterProblem(grid, DUTIES, people, policies, coverage=()), grain)
    return replace(
        problem, links=tuple(random_link(random, problem, grain) for _ in range(random.randint(0, 2)))
    )


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_bound_never_exceeds_the_proven_optimum_and_runs_repeat(batch: int) -> None:
    random = Random(f"bound {batch}")
    n_feasible = 0
    for case in range(CASES):
        problem = random_roster(random)
        assert not reasons_against(problem), (case, problem)
        options = SolveOptions(seconds=0.3, seed=case + 1, n_workers=1, reproducible=True)
        best = solve_by_cpsat(problem, replace(options, seconds=20))
        assert best.status in (SolveStatus.OPTIMAL, SolveStatus.INFEASIBLE), (case, problem)
        progress: list[Progress] = []
        found = solve_by_columns(problem, options, on_progress=progress.append)
        again = solve_by_columns(problem, options)
        assert again.roster == found.roster, (case, problem)
        assert (again.status, again.objective, again.bound) == (found.status, found.objective, found.bound)
        if best.objective is None:
            assert found.roster is None, (case, problem)
            continue
        n_feasible += 1
        # the result's bound is cut off at its objective, those on the way are not
        bounds = [found.bound, *(state.bound for state in progress)]
        assert all(bound is None or bound <= best.objective for bound in bounds), (case, problem, bounds)
        assert found.roster is not None, (case, problem)
        assert found.objective is not None, (case, problem)
        assert found.objective >= best.objective, (case, problem)
        assert assess(problem, found.roster).objective == found.objective, (case, problem)
    assert n_feasible >= CASES // 2, "too few feasible problems to mean anything"


def test_a_search_from_proximal_steps_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only large problems begin with them; the small ones above never do."""
    monkeypatch.setattr(descent, "_MOST_FOR_SIMPLEX", 0)
    monkeypatch.setattr(improving, "_MOST_FOR_SIMPLEX", 0)
    options = SolveOptions(seconds=3, seed=7, n_workers=1, reproducible=True)
    first, second = (solve_by_columns(generated_problem(SMALL_WARD), options) for _ in range(2))
    assert (first.roster, first.objective, first.bound) == (second.roster, second.objective, second.bound)
    assert first.bound is not None


def test_a_search_ends_at_the_gap_asked_for() -> None:
    options = SolveOptions(seconds=60, gap=0.5, n_workers=1, reproducible=True)
    found = solve_by_columns(generated_problem(SMALL_WARD), options)
    assert found.termination is Termination.GAP
    assert found.gap is not None
    assert 0.0 < found.gap <= 0.5
