"""From nothing to a roster of a whole scope: the linear optimum over lines, then a dive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimization.roster.columns.dive import Dive
from optimization.roster.columns.generation import NEAR, Generation, OnRound, Relaxed
from optimization.roster.columns.greedy import respond
from optimization.roster.columns.master import LinearMaster, Master
from optimization.roster.columns.proximal import ProximalMaster, promising
from optimization.roster.columns.scope import Column, Scope

# shared rows and people, and days, up to which the simplex method is the faster way to the linear optimum: short lines enter few
# rows, which makes even a large master easy
_MOST_FOR_SIMPLEX = 280
_DAYS_FOR_SIMPLEX = 14
_KEPT_PER_ROW = 4


@dataclass(frozen=True, slots=True)
class Descent:
    """How far the linear optimum came, the master it left, and the lines by place (None: none below the limit).

    `promising` are the best lines known at the linear optimum where the master only came near it.
    """

    relaxed: Relaxed
    master: LinearMaster
    lines: list[np.ndarray] | None
    promising: tuple[Column, ...] = ()


def descend(
    scope: Scope,
    lines: Sequence[np.ndarray],
    generation: Generation,
    enough: float,
    relax_until: Callable[[], bool],
    dive_seconds: float,
    on_relaxed: Callable[[LinearMaster, Relaxed], None] | None = None,
    on_round: OnRound | None = None,
    near: float = NEAR,
    duals: np.ndarray | None = None,
) -> Descent:
    """Relax from `lines` (by place) until `relax_until` says so at the latest, then dive below `enough` for about `dive_seconds`.

    `duals` of the shared rows are not far from the optimal ones, where known.
    """
    n_rows = len(scope.rows) + len(scope.people)
    is_large = n_rows > _MOST_FOR_SIMPLEX and len(scope.days) > _DAYS_FOR_SIMPLEX
    master: LinearMaster = ProximalMaster(scope, duals) if is_large else Master(scope)
    master.add([scope.column(place, cells) for place, cells in enumerate(lines)])
    relaxing = replace(generation, stopped=relax_until)
    if not master.is_exact:
        relaxing = replace(relaxing, n_lines=1)
    relaxed = relaxing.generate(master, scope.cell_costs, enough, on_round=on_round, near=near, duals=duals)
    if on_relaxed is not None:
        on_relaxed(master, relaxed)
    solution = relaxed.solution
    if solution is None or generation.stopped() or generation.round_up(relaxed.bound) >= enough:
        return Descent(relaxed, master, None)
    n_kept = _KEPT_PER_ROW * (len(scope.rows) + len(scope.people))
    kept = () if master.is_exact else promising(master, solution, n_kept)
    found = Dive(generation, master, list(scope.cell_costs), dive_seconds).run(solution, enough)
    if found is not None:
        found = respond(scope, found, range(len(scope.people)), 1, generation.stopped, generation.clock.add)
    return Descent(relaxed, master, found, tuple(kept))
