"""The best roster that can be put together from columns at hand, by branch and bound in HiGHS."""

from __future__ import annotations

import math

import highspy
import numpy as np

from optimization.roster.columns.clock import Clock
from optimization.roster.columns.dive import whole_lines
from optimization.roster.columns.master import LinearSolution, Master
from optimization.roster.result import SolveOptions

_MOST_COLUMNS = 1500
_MOST_NODES = 200
# with what a branch and bound does besides, a pivot takes as long as so many entries of a pricing table (`clock`)
_WORK_PER_PIVOT = 40_000
# what a mix sets for itself and puts back
_SET = ("presolve", "mip_max_nodes", "time_limit", "objective_bound")


def mix_columns(
    master: Master, solution: LinearSolution, enough: float, bound: float, seconds: float, clock: Clock
) -> list[np.ndarray] | None:
    """Lines by place that cost less than `enough`, from columns whose reduced cost is within the gap.

    `solution` is the converged optimum and `bound` its proven bound: no dearer column can be in a cheaper roster.
    At most `_MOST_NODES` nodes are searched, for at most `seconds` (infinite where a run has to repeat exactly). The master
    is left as it was.
    """
    gap = enough - max(bound, solution.objective - 0.01 * abs(solution.objective))
    reduced = np.array([solution.reduced_cost(column) for column in master.columns])
    order = np.argsort(reduced, kind="stable")[:_MOST_COLUMNS]
    wanted = np.zeros(len(reduced), dtype=np.bool_)
    wanted[order] = reduced[order] <= gap
    solver = master.solver
    n_static = len(master.rows.statics)
    index = np.arange(n_static, n_static + len(master.columns), dtype=np.int32)
    whole = np.full(len(index), highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(len(index), index, whole)
    kept = {name: solver.getOptionValue(name)[1] for name in _SET}
    was_open = list(master.open)
    master.set_open([bool(one) for one in wanted])
    solver.setOptionValue("presolve", "on")
    solver.setOptionValue("mip_max_nodes", _MOST_NODES)
    # the clock of HiGHS runs on over all calls of one solver
    solver.setOptionValue("time_limit", solver.getRunTime() + max(seconds, 0.0))
    solver.setOptionValue("objective_bound", enough - master.rows.constant)
    solver.run()
    info = solver.getInfo()
    # HiGHS does not tell how much it does besides
    clock.add(_WORK_PER_PIVOT * max(1, info.simplex_iteration_count))
    lines = None
    if (
        info.primal_solution_status == 2
        and info.objective_function_value + master.rows.constant < enough - 1e-6
    ):
        values = np.array(solver.getSolution().col_value)[n_static:]
        found = LinearSolution(
            float(info.objective_function_value) + master.rows.constant,
            solution.row_prices,
            solution.link_prices,
            solution.person_prices,
            solution.duals,
            values,
        )
        lines = whole_lines(master, found)
    solver.changeColsIntegrality(len(index), index, np.full(len(index), highspy.HighsVarType.kContinuous))
    for name, value in kept.items():
        solver.setOptionValue(name, value)
    master.set_open(was_open)
    return lines


def seconds_to_mix(options: SolveOptions, clock: Clock, most: float) -> float:
    """Seconds for a mix: at most `most`, and no more than are left; no limit where a run has to repeat."""
    if options.reproducible:
        return math.inf
    return min(most, options.seconds - clock.seconds)
