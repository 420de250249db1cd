"""The CP-SAT engine: `RosterProblem` in, `SolveResult` out."""

from __future__ import annotations

import math
import time
from dataclasses import replace

from ortools.sat.python import cp_model

from optimization.roster.cost import keeps_hard_rules, roster_cost
from optimization.roster.cpsat.model import build_model
from optimization.roster.cpsat.search import counted_seconds, run, workers_of
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

ENGINE = "cp-sat"


def solve_by_cpsat(
    problem: RosterProblem,
    options: SolveOptions,
    on_progress: OnProgress | None = None,
    interrupted: Interrupted | None = None,
    warm_start: Roster | None = None,
) -> SolveResult:
    """The best roster found within the limits, with a proven bound.

    Building the model counts as time. INFEASIBLE is only said when it is proven; a search that ends without a roster and
    without a proof is NONE_FOUND. The search begins at `warm_start`, and never returns anything dearer if that keeps the
    hard rules.
    """
    started = time.monotonic()
    model = build_model(problem)
    if warm_start is not None:
        model.add_hint(warm_start)
    left = options
    if not options.reproducible:
        left = replace(options, seconds=max(0.1, options.seconds - (time.monotonic() - started)))
    solver, status, why = run(model.model, left, "search", on_progress, interrupted)
    report = SolverReport(
        ENGINE,
        time.monotonic() - started,
        options.seed,
        workers_of(options),
        options.reproducible,
        counted_seconds(solver, options),
        notes=_notes(solver, options, why),
    )
    if status == cp_model.INFEASIBLE:
        return SolveResult(SolveStatus.INFEASIBLE, Termination.PROVED, None, None, None, report)
    known = math.isfinite(solver.best_objective_bound) and solver.best_objective_bound > cp_model.INT_MIN / 2
    bound = solver.best_objective_bound if known else None
    rosters = [] if status == cp_model.UNKNOWN else [model.roster(solver)]
    if warm_start is not None and keeps_hard_rules(problem, warm_start):
        rosters.append(warm_start)
    if not rosters:
        return SolveResult(SolveStatus.NONE_FOUND, why, None, None, bound, report)
    # a search that stops early may leave helper variables above what the roster needs
    objective, roster = min(
        ((roster_cost(problem, roster), roster) for roster in rosters), key=lambda priced: priced[0]
    )
    bound, optimal = closed(objective, bound)
    return SolveResult(
        SolveStatus.OPTIMAL if optimal else SolveStatus.FEASIBLE,
        Termination.PROVED if optimal else why,
        roster,
        objective,
        bound,
        report,
    )


def _notes(solver: cp_model.CpSolver, options: SolveOptions, why: Termination) -> tuple[str, ...]:
    if not options.reproducible or why is not Termination.TIME:
        return ()
    notes = []
    if solver.wall_time > options.seconds * 1.9:
        notes.append("the clock ended a reproducible search; a repeated run may give another roster")
    if options.stall_seconds is not None:
        notes.append("CP-SAT does not count the work since its last better roster: it went on to its limit")
    return tuple(notes)
