"""Solve one neighbourhood by the same machinery as the whole: generate columns, stop early, dive, mix columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimization.roster.columns.dive import Dive
from optimization.roster.columns.generation import NEAR, Generation, Relaxed
from optimization.roster.columns.master import LinearMaster, Master
from optimization.roster.columns.mixing import mix_columns
from optimization.roster.columns.needs import Needs
from optimization.roster.columns.neighbourhoods import Neighbourhood
from optimization.roster.columns.people import Person
from optimization.roster.columns.pool import Pool
from optimization.roster.columns.proximal import ProximalMaster
from optimization.roster.columns.scope import make_scope

_POOLED = 25
# shared rows and people up to which the simplex method is the faster way to the linear optimum of a part
_MOST_FOR_SIMPLEX = 200


@dataclass(frozen=True, slots=True)
class Attempt:
    """The lines of the freed people on the freed days, by person number (empty: nothing better), and how it went.

    `was_empty` says that nobody could be freed there.
    """

    lines: dict[int, np.ndarray]
    was_pruned: bool
    was_empty: bool = False


def improve(
    needs: Needs,
    people: Sequence[Person],
    lines: Sequence[np.ndarray],
    chosen: Neighbourhood,
    pool: Pool,
    generation: Generation,
    mixing_seconds: float,
) -> Attempt:
    """A cheaper way to fill the neighbourhood, if one is found; the mix of columns may take `mixing_seconds`."""
    scope = make_scope(needs, people, lines, chosen.people, chosen.days)
    if scope is None:
        return Attempt({}, was_pruned=True, was_empty=True)
    first, last = chosen.days or (0, len(lines[0]))
    at_hand = [scope.column(place, lines[one.number][first:last]) for place, one in enumerate(scope.people)]
    master: LinearMaster = Master(scope)
    master.add(at_hand)
    before = master.solve()
    if before is None:
        return Attempt({}, was_pruned=False)
    now = before.objective
    duals = pool.duals(scope)
    if len(scope.rows) + len(scope.people) > _MOST_FOR_SIMPLEX:
        master = ProximalMaster(scope, duals)
        master.add(at_hand)
        generation = replace(generation, n_lines=1)
    if chosen.days is None:
        for place, person in enumerate(scope.people):
            master.add([scope.column(place, cells) for cells in pool.best(person.number, _POOLED)])
    relaxed = generation.generate(master, scope.cell_costs, now, duals=duals)
    if chosen.days is None:
        pool.take(master)
    if relaxed.solution is None:
        return Attempt({}, was_pruned=False)
    if _is_hopeless(master, generation, relaxed, now):
        return Attempt({}, was_pruned=True)
    if not relaxed.converged:
        return Attempt({}, was_pruned=False)
    found = Dive(generation, master, list(scope.cell_costs)).run(relaxed.solution, now)
    if found is None and isinstance(master, Master):
        found = mix_columns(master, relaxed.solution, now, relaxed.bound, mixing_seconds, generation.clock)
    if chosen.days is None:
        pool.take(master)
    better = (
        {} if found is None else {person.number: found[place] for place, person in enumerate(scope.people)}
    )
    return Attempt(better, was_pruned=False)


def _is_hopeless(master: LinearMaster, generation: Generation, relaxed: Relaxed, now: float) -> bool:
    """Whether nothing is to be gained on `now`, or no more than what an optimum only come near to leaves open."""
    if relaxed.solution is None or generation.round_up(relaxed.bound) >= now:
        return True
    if master.is_exact:
        return generation.round_up(relaxed.solution.objective) >= now
    return relaxed.converged and now - relaxed.solution.objective <= NEAR * abs(now)
