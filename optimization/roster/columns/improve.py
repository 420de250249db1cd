"""Solve one neighbourhood by the same machinery as the whole: generate columns, stop early, dive, mix columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.dive import Dive
from optimization.roster.columns.generation import Generation
from optimization.roster.columns.master import Master
from optimization.roster.columns.mixing import mix_columns
from optimization.roster.columns.needs import Needs
from optimization.roster.columns.neighbourhoods import Neighbourhood
from optimization.roster.columns.people import Person
from optimization.roster.columns.pool import Pool
from optimization.roster.columns.scope import make_scope

_POOLED = 25


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
    master = Master(scope)
    first, last = chosen.days or (0, len(lines[0]))
    master.add(
        [scope.column(place, lines[person.number][first:last]) for place, person in enumerate(scope.people)]
    )
    before = master.solve()
    if before is None:
        return Attempt({}, was_pruned=False)
    now = before.objective
    if chosen.days is None:
        for place, person in enumerate(scope.people):
            master.add([scope.column(place, cells) for cells in pool.best(person.number, _POOLED)])
    relaxed = generation.relax(master, scope.cell_costs, now)
    solution = relaxed.solution
    if chosen.days is None:
        pool.take(master)
    if solution is None:
        return Attempt({}, was_pruned=False)
    if max(generation.round_up(relaxed.bound), generation.round_up(solution.objective)) >= now:
        return Attempt({}, was_pruned=True)
    if not relaxed.converged:
        return Attempt({}, was_pruned=False)
    dive = Dive(generation, master, list(scope.cell_costs))
    found = dive.run(solution, now)
    if found is None:
        found = mix_columns(master, solution, now, relaxed.bound, mixing_seconds, generation.clock)
    if chosen.days is None:
        pool.take(master)
    better = (
        {} if found is None else {person.number: found[place] for place, person in enumerate(scope.people)}
    )
    return Attempt(better, was_pruned=False)
