"""Column generation: the linear optimum of a scope and a proven bound."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from optimization.roster.columns.clock import Clock
from optimization.roster.columns.crew import CrewPriced
from optimization.roster.columns.master import LinearMaster, LinearSolution
from optimization.roster.columns.narrowness import NarrowSearches
from optimization.roster.columns.scope import Column

SMOOTHING = 0.5
REDUCED = 1e-6
ROUNDING = 1e-5
# making a column of a line takes as long as so many entries of a pricing table (`clock`)
_WORK_PER_LINE = 15_000
NEAR = 2e-4
_PATIENCE = 25
_PROGRESS = 0.9


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The state when generation ended: the last linear optimum, and the best bound (minus infinity: none).

    `converged` means that no line can improve the optimum (or that the rounded bound has reached it).
    """

    solution: LinearSolution | None
    bound: float
    converged: bool


OnRound: TypeAlias = Callable[[LinearSolution, float], None]


@dataclass(frozen=True, slots=True)
class Generation:
    """How column generation runs: costs are multiples of `grain` pence, so bounds round up to it.

    With `haste` it ends when what is not proven yet is at most that share of what is gained on `enough` already; with
    `patience`, when nothing at all is gained on it in so many rounds.
    """

    grain: int
    clock: Clock
    stopped: Callable[[], bool]
    executor: Executor | None = None
    n_lines: int = 3
    haste: float = 0.0
    patience: float = math.inf

    def round_up(self, bound: float) -> float:
        """The least cost a roster can have above a bound."""
        if not math.isfinite(bound):
            return bound
        return math.ceil(bound / self.grain - ROUNDING) * self.grain

    def generate(
        self,
        master: LinearMaster,
        cell_costs: Sequence[np.ndarray],
        enough: float = math.inf,
        most_rounds: int | None = None,
        on_round: OnRound | None = None,
        near: float = NEAR,
        duals: np.ndarray | None = None,
    ) -> Relaxed:
        """As `relax` for an exact master, `duals` included, else as `approach`, `near` included."""
        if master.is_exact:
            return self.relax(master, cell_costs, enough, most_rounds, on_round, duals)
        return self.approach(master, cell_costs, enough, most_rounds, on_round, near)

    def relax(
        self,
        master: LinearMaster,
        cell_costs: Sequence[np.ndarray],
        enough: float = math.inf,
        most_rounds: int | None = None,
        on_round: OnRound | None = None,
        near: np.ndarray | None = None,
    ) -> Relaxed:
        """Generate lines until none improves the exact master, the bound reaches `enough`, or `most_rounds` are over.

        `near` are duals not far from the optimal ones, where known.
        """
        bound = -math.inf
        smooth = near
        solution = self._solve(master)
        n_rounds = 0
        while solution is not None and not self.stopped():
            if most_rounds is not None and n_rounds >= most_rounds:
                break
            n_rounds += 1
            exact = smooth is None
            duals = _smoothed(smooth, solution, master)
            cutoffs = solution.person_prices if exact else np.full(len(cell_costs), math.inf)
            priced = self._price_all(master, cell_costs, duals, cutoffs, np.full(len(cell_costs), exact))
            bound = max(bound, master.rows.bound(duals, float(priced.bounds.sum())))
            if on_round is not None:
                on_round(solution, bound)
            columns = _improving(master, priced, solution)
            n_new = master.add(columns)
            if self.round_up(bound) >= min(enough, self.round_up(solution.objective)):
                return Relaxed(solution, bound, True)
            if solution.objective - bound < self.haste * (enough - solution.objective):
                return Relaxed(solution, bound, True)
            if n_rounds >= self.patience and self.round_up(solution.objective) >= enough:
                break
            if not n_new and exact:
                closed = bound >= solution.objective - 1e-4 * max(1.0, abs(solution.objective))
                return Relaxed(solution, bound, closed)
            smooth = duals if n_new else None
            if n_new:
                solution = self._solve(master)
        return Relaxed(solution, bound, False)

    def approach(
        self,
        master: LinearMaster,
        cell_costs: Sequence[np.ndarray],
        enough: float = math.inf,
        most_rounds: int | None = None,
        on_round: OnRound | None = None,
        near: float = NEAR,
    ) -> Relaxed:
        """Come near to the optimum by proximal steps: until the bound is `near` (a share) or gains little, or as for `relax`.

        Pricing is at smoothed multipliers, which swing less and so prove more. It is narrow but for the last bound and,
        without `most_rounds`, for those whose narrow searches leave much of the gap open (`narrowness`).
        """
        bound, gap, n_rounds = -math.inf, math.inf, 0
        smooth: np.ndarray | None = None
        narrow = NarrowSearches(len(cell_costs))
        everything = np.full(len(cell_costs), math.inf)
        solution = self._solve(master)
        while solution is not None and not self.stopped():
            if most_rounds is not None and n_rounds >= most_rounds:
                break
            n_rounds += 1
            stalls = n_rounds % _PATIENCE == 0 and solution.objective - bound > _PROGRESS * gap
            if n_rounds % _PATIENCE == 0:
                gap = solution.objective - bound
            smooth = _smoothed(smooth, solution, master)
            exact = np.full(len(cell_costs), stalls)
            if most_rounds is None:
                exact |= narrow.leave_too_much(solution.objective - bound)
            priced = self._price_all(master, cell_costs, smooth, everything, exact)
            narrow.learn(priced, exact)
            bound = max(bound, master.rows.bound(smooth, float(priced.bounds.sum())))
            if on_round is not None:
                on_round(solution, bound)
            is_near = solution.objective - bound <= near * abs(solution.objective)
            reached = self.round_up(bound) >= min(enough, self.round_up(solution.objective))
            reached |= solution.objective - bound < self.haste * (enough - solution.objective)
            if reached or stalls or is_near:
                return Relaxed(solution, bound, True)
            master.add(master.scope.columns(priced))
            solution = self._solve(master)
        return Relaxed(solution, bound, False)

    def _solve(self, master: LinearMaster) -> LinearSolution | None:
        before = master.work
        solution = master.solve()
        self.clock.add(master.work - before)
        return solution

    def _price_all(
        self,
        master: LinearMaster,
        cell_costs: Sequence[np.ndarray],
        duals: np.ndarray,
        cutoffs: np.ndarray,
        exact: np.ndarray,
    ) -> CrewPriced:
        scope = master.scope
        earned = scope.needs.cell_prices(master.rows.row_prices(duals))[scope.days]
        links = master.rows.link_prices(duals)
        priced = scope.crew.price(
            cell_costs, earned, links, cutoffs, exact, self.n_lines, self.executor, self.stopped
        )
        self.clock.add(int(priced.work.sum()) + _WORK_PER_LINE * len(cell_costs))
        return priced


def _smoothed(smooth: np.ndarray | None, solution: LinearSolution, master: LinearMaster) -> np.ndarray:
    """Half the last duals, half those of the solution, where there are last ones; each bound at them is one."""
    duals = solution.duals if smooth is None else SMOOTHING * smooth + (1 - SMOOTHING) * solution.duals
    return master.rows.within_slopes(duals)


def _improving(master: LinearMaster, priced: CrewPriced, solution: LinearSolution) -> list[Column]:
    columns = master.scope.columns(priced)
    return [column for column in columns if solution.reduced_cost(column) < -REDUCED]
