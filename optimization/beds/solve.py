"""Solve the beds problem, and read the plan."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimization.beds.decision import Costs, Decision, count_costs, read_decision
from optimization.beds.problem import BedsProblem
from optimization.beds.program import Columns, build_program, no_steps_pence
from optimization.linear import LinearProgram

GAP = 0.001
"""The search ends within a thousandth of what the usual beds cost."""


class BedsMismatchError(RuntimeError):
    """The plan that was read costs something else than the solver says: a fault of this program."""


@dataclass(frozen=True, slots=True, eq=False)
class BedsResult:
    """The decision and its cost, a proven bound, and what the usual beds would cost; None: not found in time."""

    decision: Decision
    costs: Costs
    bound_pence: float
    usual_pence: float | None


def solve_beds(problem: BedsProblem, seconds: float, gap: float = GAP) -> BedsResult | None:
    """The best beds found in `seconds`; None when there were none in time."""
    end = time.monotonic() + seconds
    program, columns = build_program(problem)
    constant = no_steps_pence(problem)
    usual = _with_usual_beds(problem, program, columns, end - seconds / 2)
    # The solver's own gap is relative to its objective, in which a large constant is missing.
    allowed = 0.5 if usual is None else max(0.5, gap * abs(usual.total_pence))
    best = program.solve(end - time.monotonic(), relaxed=False, absolute_gap=allowed)
    if best is None:
        return None
    decision = read_decision(problem, columns, best.values)
    costs = count_costs(problem, decision)
    if abs(costs.total_pence - best.objective - constant) > 1 + 1e-6 * abs(costs.total_pence):
        raise BedsMismatchError(
            f"the solver says {best.objective + constant:.2f} pence, the plan costs {costs.total_pence:.2f}"
        )
    return BedsResult(decision, costs, best.bound + constant, None if usual is None else usual.total_pence)


def _with_usual_beds(
    problem: BedsProblem, program: LinearProgram, columns: Columns, end: float
) -> Costs | None:
    """The cheapest plan in which every unit has its usual beds, as far as its limits allow them."""
    usual = np.clip(problem.usual, problem.fewest, problem.most).ravel()
    chosen = (columns.beds == usual[columns.cell]).astype(np.int64)
    found = program.settled(columns.choice, chosen).solve(end - time.monotonic(), relaxed=False, gap=GAP)
    return None if found is None else count_costs(problem, read_decision(problem, columns, found.values))
