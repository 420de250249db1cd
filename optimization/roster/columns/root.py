"""Everybody at once: the linear optimum over whole lines, a descent, the last of the bound, a mix of the lines met."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace

from optimization.roster.columns.descent import Descent, descend
from optimization.roster.columns.dive import Dive
from optimization.roster.columns.generation import Generation, Relaxed
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.master import LinearMaster, LinearSolution, Master
from optimization.roster.columns.mixing import mix_columns, seconds_to_mix
from optimization.roster.columns.pool import Pool
from optimization.roster.columns.scope import whole_scope
from optimization.roster.result import SolveOptions

# shares of the time at most, of which a search that closes early leaves the rest to the neighbourhoods
ROOT_SHARE = 0.35
_DIVE_SHARE = 0.55
_CLOSE_SHARE = 0.15
_MIX_SHARE = 0.1
_MIXED_COLUMNS = 6000
# shared rows and people up to which the simplex method can find the last of the bound
_MOST_TO_CLOSE = 700


class Root:
    """The phases over everybody and all days; lines go to `pool`, rosters and bounds to `incumbent`."""

    def __init__(
        self, incumbent: Incumbent, pool: Pool, grain: int, options: SolveOptions, executor: Executor | None
    ) -> None:
        self.incumbent = incumbent
        self.pool = pool
        self.options = options
        self.generation = Generation(grain, incumbent.clock, incumbent.stopped, executor)
        self.scope = whole_scope(incumbent.needs, incumbent.people)

    def run(self) -> None:
        """All phases, as far as there is time and something to gain."""
        incumbent, seconds = self.incumbent, self.options.seconds
        incumbent.enter("root")
        done = descend(
            self.scope,
            incumbent.lines or (),
            self.generation,
            incumbent.cost,
            incumbent.stopped_within(ROOT_SHARE * seconds),
            _DIVE_SHARE * seconds,
            self._take,
            self._raise_bound,
        )
        self.pool.take(done.master)
        if done.lines is not None:
            incumbent.offer(done.lines)
        if incumbent.is_over() or done.relaxed.solution is None:
            return
        if isinstance(done.master, Master):
            self._mix(done.master, done.relaxed)
        elif done.master.rows.n_shared + len(self.scope.people) <= _MOST_TO_CLOSE:
            self._close(done, done.relaxed.solution)

    def _take(self, master: LinearMaster, relaxed: Relaxed) -> None:
        if relaxed.solution is not None:
            self.pool.take(master)
            self.pool.set_prices(relaxed.solution, self.scope.rows)
            self.incumbent.enter("dive")

    def _raise_bound(self, _solution: LinearSolution, bound: float) -> None:
        self.incumbent.raise_bound(self.generation.round_up(bound))

    def _close(self, done: Descent, near: LinearSolution) -> None:
        """Find the rest of the bound by the simplex method, and dive again from the optimum."""
        incumbent, seconds = self.incumbent, self.options.seconds
        incumbent.enter("bound")
        closing = replace(self.generation, stopped=incumbent.stopped_within(_CLOSE_SHARE * seconds))
        master = Master(self.scope)
        master.add([self.scope.column(place, cells) for place, cells in enumerate(incumbent.lines or ())])
        master.add(done.promising)
        relaxed = closing.relax(master, self.scope.cell_costs, on_round=self._raise_bound, near=near.duals)
        self.pool.take(master)
        if relaxed.solution is None or incumbent.is_over() or not relaxed.converged:
            return
        incumbent.enter("second dive")
        dive = Dive(self.generation, master, list(self.scope.cell_costs), _DIVE_SHARE * seconds)
        found = dive.run(relaxed.solution, incumbent.cost)
        self.pool.take(master)
        if found is not None:
            incumbent.offer(found)
        if not incumbent.is_over():
            self._mix(master, relaxed)

    def _mix(self, master: Master, relaxed: Relaxed) -> None:
        incumbent = self.incumbent
        solution = relaxed.solution
        if solution is None or not relaxed.converged or len(master.columns) > _MIXED_COLUMNS:
            return
        incumbent.enter("mix")
        seconds = seconds_to_mix(self.options, incumbent.clock, _MIX_SHARE * self.options.seconds)
        mixed = mix_columns(master, solution, incumbent.cost, relaxed.bound, seconds, incumbent.clock)
        if mixed is not None:
            incumbent.offer(mixed)
