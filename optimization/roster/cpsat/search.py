"""Running CP-SAT so that it can be watched and stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ortools.sat.python import cp_model

from optimization.roster.result import Interrupted, OnProgress, Progress, SolveOptions, Termination

# an interrupted search goes on for so long to a first roster, without which those of other parts would be lost as well
_FIRST_ROSTER_SECONDS = 5.0
_POLL_SECONDS = 0.05

# In reproducible mode the search ends at a count of work, not at a time: about so much of it is done in a second on a
# slow core (0.16 to 0.28 measured on wards of 30 to 40 people). The clock still ends a search that takes this many
# times longer than asked for.
_WORK_PER_SECOND = 0.2
_PATIENCE = 2.0

# With few workers the usual choice of strategies has none that trusts the linear relaxation: a ward of 39 people for a
# week stood at 405,000 against a bound of 149,000 after 12 s, and is proved at 293,491 in 3 s with these.
_STRATEGIES = ("max_lp", "reduced_costs", "objective_lb_search_max_lp", "quick_restart")
_FEW_WORKERS = 8


class _Watch(cp_model.CpSolverSolutionCallback):
    """Remembers the newest objective and bound, and when either was last improved."""

    def __init__(self) -> None:
        super().__init__()
        self.objective: int | None = None
        self.bound: float | None = None
        self.improved_at = time.monotonic()

    def on_solution_callback(self) -> None:
        """Called by the solver at each better solution."""
        self.objective = round(self.objective_value)
        self.bound = self.best_objective_bound
        self.improved_at = time.monotonic()


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

    def note_bound(bound: float) -> None:
        watch.bound = bound
        watch.improved_at = time.monotonic()

    solver.best_bound_callback = note_bound
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
        why = _wait(thread, solver, watch, options, phase, on_progress, interrupted)
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
        parameters.max_time_in_seconds = options.seconds * _PATIENCE
    return solver


def _wait(
    thread: threading.Thread,
    solver: cp_model.CpSolver,
    watch: _Watch,
    options: SolveOptions,
    phase: str,
    on_progress: OnProgress | None,
    interrupted: Callable[[], bool] | None,
) -> Termination | None:
    """Wait for the solver; the reason when it was stopped from here."""
    started = time.monotonic()
    shown: tuple[int | None, float | None] = (None, None)
    why: Termination | None = None
    asked_at: float | None = None
    while thread.is_alive():
        thread.join(_POLL_SECONDS)
        state = (watch.objective, watch.bound)
        if on_progress is not None and state != shown:
            shown = state
            on_progress(Progress(time.monotonic() - started, phase, *state))
        stalled = (
            options.stall_seconds is not None
            and watch.objective is not None
            and time.monotonic() - watch.improved_at > options.stall_seconds
        )
        if asked_at is None and interrupted is not None and interrupted():
            asked_at = time.monotonic()
        is_due = asked_at is not None and (
            watch.objective is not None or time.monotonic() - asked_at > _FIRST_ROSTER_SECONDS
        )
        if why is None and is_due:
            why = Termination.INTERRUPTED
        elif why is None and stalled:
            why = Termination.STALL
        if why is not None:
            solver.stop_search()
    return why


def _termination(
    solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, options: SolveOptions
) -> Termination:
    if status == cp_model.INFEASIBLE:
        return Termination.PROVED
    if status == cp_model.OPTIMAL:
        closed = solver.best_objective_bound > solver.objective_value - 1
        return Termination.PROVED if closed or options.gap == 0 else Termination.GAP
    return Termination.TIME
