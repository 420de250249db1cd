"""Running CP-SAT so that it can be watched and stopped."""

from __future__ import annotations

import threading
import time

from ortools.sat.python import cp_model

from optimization.roster.result import (
    PATIENCE,
    Interrupted,
    OnProgress,
    Progress,
    SolveOptions,
    Termination,
)
from optimization.roster.stop.any_of import AnyOf, criteria_of
from optimization.roster.stop.criterion import SearchState
from optimization.roster.stop.on_interrupt import OnInterrupt

# an interrupted search goes on for so long to a first roster, without which those of other parts would be lost as well
_FIRST_ROSTER_SECONDS = 5.0
_POLL_SECONDS = 0.05

# In reproducible mode the search ends at a count of work, not at a time: about so much of it is done in a second on a
# slow core (0.16 to 0.28 measured on wards of 30 to 40 people). The clock still ends a search that takes `PATIENCE`
# times longer than asked for.
_WORK_PER_SECOND = 0.2

# With few workers the usual choice of strategies has none that trusts the linear relaxation: a ward of 39 people for a
# week stood at 405,000 against a bound of 149,000 after 12 s, and is proved at 293,491 in 3 s with these.
_STRATEGIES = ("max_lp", "reduced_costs", "objective_lb_search_max_lp", "quick_restart")
_FEW_WORKERS = 8


class _Watch(cp_model.CpSolverSolutionCallback):
    """Remembers the newest objective and bound, and when either was last improved, in seconds since the start."""

    def __init__(self) -> None:
        super().__init__()
        self.objective: int | None = None
        self.bound: float | None = None
        self.started = time.monotonic()
        self.improved_at = 0.0

    @property
    def seconds(self) -> float:
        """Since the start, on the wall."""
        return time.monotonic() - self.started

    def state(self) -> SearchState:
        """What the stop criteria look at."""
        return SearchState(self.seconds, self.improved_at, self.objective, self.bound)

    def on_solution_callback(self) -> None:
        """Called by the solver at each better solution."""
        self.objective = round(self.objective_value)
        self.note_bound(self.best_objective_bound)

    def note_bound(self, bound: float) -> None:
        """Called by the solver at each better bound."""
        self.bound = bound
        self.improved_at = self.seconds


def run(
    model: cp_model.CpModel,
    options: SolveOptions,
    phase: str,
    on_progress: OnProgress | None,
    interrupted: Interrupted | None,
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus, Termination]:
    """Solve within the options' limits; progress and interruption are handled in the calling thread."""
    solver = new_solver(options)
    watch = _Watch()
    solver.best_bound_callback = watch.note_bound
    outcome: list[cp_model.CpSolverStatus] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(solver.solve(model, watch))
        except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
            failure.append(error)

    thread = threading.Thread(target=work, name="cpsat")
    thread.start()
    try:
        why = _wait(thread, solver, watch, _criteria(options, interrupted), phase, on_progress)
    finally:
        if thread.is_alive():
            solver.stop_search()
            thread.join()
    if failure:
        raise failure[0]
    status = outcome[0]
    if status == cp_model.MODEL_INVALID:
        raise ValueError(f"the roster model is not valid: {model.validate()}")
    return solver, status, why or _termination(solver, status, options)


def workers_of(options: SolveOptions) -> int:
    """One in reproducible mode: it repeats, and two that take turns to the same end are slower (7 s against 1 s)."""
    return 1 if options.reproducible else max(1, options.n_workers)


def new_solver(options: SolveOptions) -> cp_model.CpSolver:
    """A solver with the options' limits and seed."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = options.seed
    parameters.num_workers = workers_of(options)
    if parameters.num_workers < _FEW_WORKERS:
        parameters.subsolvers.extend(_STRATEGIES)
    parameters.relative_gap_limit = options.gap
    parameters.catch_sigint_signal = False
    parameters.max_time_in_seconds = options.seconds
    if options.reproducible:
        parameters.max_deterministic_time = options.seconds * _WORK_PER_SECOND
        parameters.max_time_in_seconds = options.seconds * PATIENCE
    return solver


def _wait(
    thread: threading.Thread,
    solver: cp_model.CpSolver,
    watch: _Watch,
    criteria: AnyOf,
    phase: str,
    on_progress: OnProgress | None,
) -> Termination | None:
    """Wait for the solver; the reason when it was stopped from here."""
    shown: tuple[int | None, float | None] = (None, None)
    why: Termination | None = None
    while True:
        thread.join(_POLL_SECONDS)
        # asked before the state is read, so that what a search ends with is told, however soon it ends
        is_over = not thread.is_alive()
        state = watch.state()
        if on_progress is not None and (state.objective, state.bound) != shown:
            shown = (state.objective, state.bound)
            on_progress(Progress(state.seconds, phase, *shown))
        if is_over:
            break
        why = why or criteria.termination(state)
        if why is not None:
            solver.stop_search()
    return why


def _criteria(options: SolveOptions, interrupted: Interrupted | None) -> AnyOf:
    """What is looked at from time to time while the solver works.

    In reproducible mode its own limits, by work done, end the search, and only the caller is asked. How much work was done
    since the last better roster cannot be had from it, so that no stall ends it.
    """
    if not options.reproducible:
        return criteria_of(options, interrupted, _FIRST_ROSTER_SECONDS)
    return AnyOf(() if interrupted is None else (OnInterrupt(interrupted, _FIRST_ROSTER_SECONDS),))


def counted_seconds(solver: cp_model.CpSolver, options: SolveOptions) -> float:
    """How long a finished search took by the clock of its limits: by work done in reproducible mode."""
    return solver.deterministic_time / _WORK_PER_SECOND if options.reproducible else solver.wall_time


def _termination(
    solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, options: SolveOptions
) -> Termination:
    if status == cp_model.INFEASIBLE:
        return Termination.PROVED
    if status == cp_model.OPTIMAL:
        closed = solver.best_objective_bound > solver.objective_value - 1
        return Termination.PROVED if closed or options.gap == 0 else Termination.GAP
    return Termination.TIME
