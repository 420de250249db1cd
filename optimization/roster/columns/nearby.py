"""Everybody's whole line at once, each near the line in hand: for lines with too many totals to be searched anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np

from optimization.roster.columns.descent import descend
from optimization.roster.columns.generation import Generation
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.people import Person
from optimization.roster.columns.pool import Pool
from optimization.roster.columns.scope import whole_scope
from optimization.roster.result import SolveOptions

# how many days' work totals may be from those in hand, the widest that there is time for
_SLACKS = (16.0, 8.0, 6.0, 4.0, 3.0, 2.0)
# an entry of a table in some hundred and fifty rounds of about 5 ns each
_SECONDS_PER_ENTRY = 8e-7
# shares of the time that is left at most
_RELAX_SHARE = 0.4
_DIVE_SHARE = 0.5


def descend_nearby(
    incumbent: Incumbent, pool: Pool, grain: int, options: SolveOptions, executor: Executor | None
) -> float | None:
    """Offer what a descent over whole lines finds; returns how many days' work these may be from those in hand.

    None where there is no time for it, or no roster to begin with. Work moves from one part of the horizon to another
    here, which pieces of some weeks cannot do. What it proves is no bound of the whole, as lines far from those in hand
    are left out.
    """
    lines = incumbent.lines
    left = options.seconds - incumbent.clock.seconds
    n_workers = 1 if executor is None else options.n_workers
    if lines is None:
        return None
    slack, people = _nearby(incumbent.people, lines, n_workers * _RELAX_SHARE * left)
    if slack is None:
        return None
    incumbent.enter("whole lines nearby")
    scope = whole_scope(incumbent.needs, people)
    generation = Generation(grain, incumbent.clock, incumbent.stopped, executor)
    done = descend(
        scope,
        lines,
        generation,
        incumbent.cost,
        incumbent.stopped_within(_RELAX_SHARE * left),
        _DIVE_SHARE * left,
        duals=pool.duals(scope),
    )
    pool.take(done.master)
    if done.relaxed.solution is not None:
        pool.set_prices(done.relaxed.solution, scope.rows)
    if done.lines is not None:
        incumbent.offer(done.lines)
    return slack


def _nearby(
    people: Sequence[Person], lines: Sequence[np.ndarray], seconds: float
) -> tuple[float | None, tuple[Person, ...]]:
    """Everybody held near their line, as widely as `seconds` of one thread allow; None where they allow nothing."""
    for slack in _SLACKS:
        held = tuple(person.near(lines[person.number], slack) for person in people)
        n_entries = [person.pricer.n_entries(person.cell_costs) for person in held]
        if sum(n_entries) * _SECONDS_PER_ENTRY <= seconds and all(
            person.pricer.fits(person.cell_costs) for person in held
        ):
            return slack, held
    return None, ()
