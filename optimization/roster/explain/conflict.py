"""Why is there no roster that meets every demand? A smallest set of things asked for that cannot all be had.

The core that the solver names is solved again and thinned one cause at a time, so what is returned is known to clash,
and to be minimal when it says so. Thinning looks at nobody but those whom the core concerns, which is exact: whoever can serve
none of its demands, and is not named, can always stay away.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass

from optimization.roster.explain.asking import Asking, Unknown
from optimization.roster.explain.cause import Cause, CauseKind
from optimization.roster.explain.near import concerned, others_as_they_are, servants, served, without_others
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster

_LEFT_OUT_FIRST = tuple(CauseKind)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Causes that cannot all hold; with `is_minimal`, doing without any one of them resolves this conflict."""

    causes: tuple[Cause, ...]
    is_minimal: bool


def find_conflict(problem: RosterProblem, seconds: float = 30.0, seed: int = 1) -> Conflict | None:
    """A conflict among demands (the target of each row), absences, settled cells, hard wishes and hard rules; None without one.

    Raises TimeoutError when `seconds` do not suffice to tell whether there is a conflict.
    """
    deadline = time.monotonic() + seconds
    asking = Asking(problem, deadline, seed)
    clash = asking.clash(asking.causes)
    if isinstance(clash, Unknown):
        raise TimeoutError("it is not known in time whether everything that is asked for can be had")
    if clash is None:
        return None
    near = Asking(without_others(problem, *concerned(problem, clash)), deadline, seed)
    core, is_minimal = _thinned(near, clash)
    return Conflict(tuple(cause for cause in asking.causes if cause in core), is_minimal)


def find_conflict_near(
    problem: RosterProblem,
    roster: Roster,
    people: Collection[int],
    rows: Collection[int],
    seconds: float = 30.0,
    seed: int = 1,
) -> Conflict | None:
    """As `find_conflict`, sooner, where what is asked for beyond `roster` concerns these people and rows.

    Looks first among those concerned, then one step around them, and at everybody only where that does not tell.
    """
    deadline = time.monotonic() + seconds
    who = servants(problem, rows).union(people)
    alone = Asking(others_as_they_are(problem, roster, who), deadline, seed)
    if alone.clash(alone.causes) is None:
        return None
    for around in (rows, served(problem, who)):
        less = without_others(problem, people, around)
        conflict = find_conflict(less, deadline - time.monotonic(), seed)
        if conflict is not None:
            return conflict
    return find_conflict(problem, deadline - time.monotonic(), seed)


def _thinned(asking: Asking, core: frozenset[Cause]) -> tuple[frozenset[Cause], bool]:
    """The core with every cause taken out that it can do without; and whether each was tried."""
    core = _verified(asking, core, frozenset(asking.causes))
    is_minimal = True
    for candidate in _ordered(core):
        if candidate not in core:
            continue
        rest = core - {candidate}
        clash = asking.clash(_ordered(rest))
        if isinstance(clash, Unknown):
            is_minimal = False
        elif clash is not None:
            core = _verified(asking, clash, rest)
    return core, is_minimal


def _verified(asking: Asking, named: frozenset[Cause], clashing: frozenset[Cause]) -> frozenset[Cause]:
    """The core that the solver named when it clashes by itself, else the set that is known to."""
    if named < clashing and isinstance(asking.clash(_ordered(named)), frozenset):
        return named
    return clashing


def _ordered(causes: Collection[Cause]) -> tuple[Cause, ...]:
    """Rules before settled cells, absences, wishes and demands."""
    return tuple(
        sorted(causes, key=lambda cause: (_LEFT_OUT_FIRST.index(cause.kind), cause.days, cause.message))
    )
