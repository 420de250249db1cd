"""The column-generation engine: `RosterProblem` in, `SolveResult` out.

Phases: a greedy roster; the linear optimum over whole lines, which gives the bound; a dive to a roster and a mix of
the columns at hand; then neighbourhoods until a stop criterion holds.

Memory: what is bounded is the table of one pricing call, `pricing.MOST_TABLE_ENTRIES` numbers of 8 bytes (480 MB) in each
thread that prices, and the pool, 800 lines per person of 2 bytes per day. Lines with larger tables are not priced
whole. Labels are bounded by their width at each day (some MB per thread). Linear masters are not: they grow with the lines
generated. Peaks of whole processes are in docs/benchmarks.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import numpy as np

from optimization.roster.columns.banner import swallow_banner
from optimization.roster.columns.clock import Clock
from optimization.roster.columns.greedy import LineNotFoundError, OnWork, greedy_lines
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.needs import Needs, read_needs
from optimization.roster.columns.people import Person, read_people
from optimization.roster.columns.plan import row_counts
from optimization.roster.columns.pricing import TableTooLargeError
from optimization.roster.columns.purchasing import buy
from optimization.roster.columns.scope import whole_scope
from optimization.roster.columns.search import Search
from optimization.roster.columns.support import compile_everybody, reasons_against
from optimization.roster.columns.sweeping import LONG_DAYS
from optimization.roster.columns.warming import offer_mended, usable_lines
from optimization.roster.problem import RosterProblem
from optimization.roster.result import (
    Interrupted,
    OnProgress,
    Roster,
    SolveOptions,
    SolveResult,
    SolverReport,
    SolveStatus,
    Termination,
    closed,
)
from optimization.roster.stop.any_of import criteria_of

ENGINE = "columns"
_GREEDY_PASSES = 2
_SLACKS = (2.0, 4.0, 8.0)


def solve_by_columns(
    problem: RosterProblem,
    options: SolveOptions,
    warm_start: Roster | None = None,
    on_progress: OnProgress | None = None,
    interrupted: Interrupted | None = None,
) -> SolveResult:
    """The best roster found within the limits, with a proven bound.

    Raises ValueError for a problem that `reasons_against` refuses. INFEASIBLE is said when somebody has no line that
    keeps the hard rules, who is named in a note. NONE_FOUND proves nothing; when it ends with STALL there was time left, but
    nothing more to be tried.

    `on_progress` and `interrupted` are called from the calling thread alone.
    """
    restrictions = compile_everybody(problem)
    reasons = reasons_against(problem, restrictions)
    if reasons:
        raise ValueError("the column engine cannot take this problem: " + "; ".join(reasons))
    swallow_banner()
    clock = Clock(options.reproducible)
    people = read_people(problem, restrictions)
    needs = read_needs(problem, people)
    incumbent = Incumbent(needs, people, clock, criteria_of(options, interrupted), on_progress)
    given = usable_lines(people, warm_start) if warm_start is not None else []
    whole = [line for line in given if line is not None]
    if given and len(whole) == len(given):
        incumbent.offer(whole)
    incumbent.enter("greedy")
    if not _offer_first(incumbent, options.seed):
        return _result(incumbent, options, SolveStatus.INFEASIBLE)
    if len(whole) < len(given):
        offer_mended(incumbent, given)
    with ExitStack() as stack:
        executor = None
        if options.n_workers > 1 and not options.reproducible:
            executor = stack.enter_context(ThreadPoolExecutor(options.n_workers))
        stack.callback(incumbent.leave)
        Search(incumbent, cost_grain(needs), options, executor).run()
    return _result(incumbent, options, None)


def _offer_first(incumbent: Incumbent, seed: int) -> bool:
    """Offer the greedy roster, or note why there is none; false when somebody is proved to have no line."""
    needs, people = incumbent.needs, incumbent.people
    try:
        lines = _first_lines(needs, people, seed, incumbent.stopped, incumbent.clock.add)
    except LineNotFoundError as error:
        incumbent.note(f"no line of {error} was found that keeps the rules that must hold")
        return True
    except TableTooLargeError as error:
        incumbent.note(f"there is no first roster of whole lines: {error}")
        return True
    if lines is None:
        name = _without_line(people)
        incumbent.note(f"{name or 'somebody'} has no line that keeps the rules that must hold")
        return False
    incumbent.offer(lines)
    return True


def _without_line(people: Sequence[Person]) -> str | None:
    """Who is proved to have no line; None where a search at any prices does not show it again."""
    for person in people:
        if person.pricer.fits(person.cell_costs) and math.isinf(person.pricer.price(person.cell_costs).bound):
            return person.employee.name
    return None


def _first_lines(
    needs: Needs, people: Sequence[Person], seed: int, stopped: Callable[[], bool], count: OnWork
) -> list[np.ndarray] | None:
    """The greedy roster; everybody is kept near even shares of their totals, if that works, where lines are long or large."""
    order = [int(number) for number in np.random.default_rng(seed).permutation(len(people))]
    scope = whole_scope(needs, people)
    is_large = not all(person.pricer.fits(person.cell_costs) for person in people)
    if is_large or needs.problem.n_days > LONG_DAYS:
        return greedy_lines(scope, order, 0, stopped, _SLACKS, count)
    return greedy_lines(scope, order, _GREEDY_PASSES, stopped, count=count)


def cost_grain(needs: Needs) -> int:
    """The greatest number of pence that divides the cost of every roster apart from people missing."""
    problem = needs.problem
    figures = {row.costs[0] for row in problem.coverage}
    for row in problem.coverage:
        figures.update(right - left for left, right in zip(row.costs, row.costs[1:], strict=False))
    for employee in problem.employees:
        figures.update(employee.duties.values())
    for supply in problem.supplies:
        figures.update(supply.pence.values())
    enforcements = [policy.enforcement for policy in problem.policies] + [
        link.enforcement for link in problem.links
    ]
    figures.update(getattr(how, "pence_per_unit", 0) for how in enforcements)
    figures.add(int(needs.missing_pence))
    return math.gcd(*figures) or 1


def _result(incumbent: Incumbent, options: SolveOptions, status: SolveStatus | None) -> SolveResult:
    report = SolverReport(
        ENGINE,
        incumbent.clock.wall_seconds,
        options.seed,
        1 if options.reproducible else options.n_workers,
        options.reproducible,
        incumbent.clock.seconds,
        notes=tuple(incumbent.notes),
    )
    why = incumbent.why or Termination.STALL
    bound = incumbent.bound if math.isfinite(incumbent.bound) else None
    if status is SolveStatus.INFEASIBLE:
        return SolveResult(status, Termination.PROVED, None, None, None, report)
    objective = incumbent.objective
    if objective is None or incumbent.kept is None:
        return SolveResult(SolveStatus.NONE_FOUND, why, None, None, bound, report)
    needs, people = incumbent.needs, incumbent.people
    purchase = buy(needs, row_counts(needs, people, incumbent.kept))
    pairs = zip(people, incumbent.kept, strict=True)
    roster = Roster(tuple(person.line(cells) for person, cells in pairs), purchase.bought)
    bound, optimal = closed(objective, bound)
    return SolveResult(
        SolveStatus.OPTIMAL if optimal else SolveStatus.FEASIBLE,
        Termination.PROVED if optimal else why,
        roster,
        objective,
        bound,
        report,
    )
