"""Why is there no roster that meets every demand? A smallest set of things asked for that cannot all be had.

A model of its own without costs: with an objective the solver's core names every assumption (OR-Tools 9.15). The core is
solved again and thinned one cause at a time, so what is returned is known to clash, and to be minimal when it says
so.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimization.roster.cause import Cause, CauseKind, demand_cause, link_cause, personal_causes
from optimization.roster.cpsat.breach import Forbidden
from optimization.roster.cpsat.cells import new_line_cells
from optimization.roster.cpsat.coverage import new_bought, presence
from optimization.roster.cpsat.links import add_link
from optimization.roster.cpsat.restrictions import add_primitive
from optimization.roster.problem import RosterProblem
from optimization.rules.policy import Hard

_LEFT_OUT_FIRST = (CauseKind.RULE, CauseKind.PIN, CauseKind.ABSENCE, CauseKind.DEMAND)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Causes that cannot all hold; with `is_minimal`, doing without any one of them resolves this conflict."""

    causes: tuple[Cause, ...]
    is_minimal: bool


def find_conflict(problem: RosterProblem, seconds: float = 30.0, seed: int = 1) -> Conflict | None:
    """A conflict among demands (the target of each row), absences, settled cells and hard rules; None without one.

    Bought shifts count towards the demands within the limits of their supplies. Links hold throughout. Raises TimeoutError
    when `seconds` do not suffice to tell whether there is a conflict.
    """
    model, causes = _model(problem)
    search = _Search(model, time.monotonic() + seconds, seed)
    clash = search.clash(tuple(causes))
    if isinstance(clash, _Unknown):
        raise TimeoutError(f"it is not known after {seconds:.0f} s whether all demands can be met")
    if clash is None:
        return None
    core, is_minimal = _thinned(search, clash, causes)
    return Conflict(tuple(cause for literal, cause in causes.items() if literal in core), is_minimal)


class _Unknown:
    """The search ended without an answer."""


_UNKNOWN = _Unknown()


def _model(problem: RosterProblem) -> tuple[cp_model.CpModel, dict[int, Cause]]:
    """The model without costs, and its causes by the index of the literal that asks for each."""
    model = cp_model.CpModel()
    causes: dict[int, Cause] = {}

    def literal_for(cause: Cause) -> cp_model.IntVar:
        literal = model.new_bool_var(f"asked_{len(causes)}")
        causes[literal.index] = cause
        return literal

    lines = [new_line_cells(model, problem, employee, ()) for employee in problem.employees]
    for piece in personal_causes(problem):
        breach = Forbidden(model, literal_for(piece.cause))
        for primitive in piece.primitives:
            add_primitive(lines[piece.employee], primitive, breach)
    by_id = {employee.employee_id: line for employee, line in zip(problem.employees, lines, strict=True)}
    for link in problem.links:
        if isinstance(link.enforcement, Hard):
            add_link(by_id, link, Forbidden(model, literal_for(link_cause(problem, link))))
    bought = new_bought(model, problem)
    for index, own in enumerate(presence(problem, lines)):
        cause, people = demand_cause(problem, index)
        if people:
            outside = [variable for (_, row), variable in bought.items() if row == index]
            there = cp_model.LinearExpr.sum([*own, *outside])
            model.add(there >= people).only_enforce_if(literal_for(cause))
    return model, causes


class _Search:
    """Asks whether some literals can be true together, until a deadline."""

    def __init__(self, model: cp_model.CpModel, deadline: float, seed: int) -> None:
        self._model = model
        self._deadline = deadline
        self._seed = seed

    def clash(self, literals: Sequence[int]) -> frozenset[int] | _Unknown | None:
        """Those of `literals` that the solver needed to show that they clash; None when they do not."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            return _UNKNOWN
        self._model.clear_assumptions()
        self._model.add_assumptions([self._model.get_bool_var_from_proto_index(i) for i in literals])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._seed
        solver.parameters.max_time_in_seconds = left
        status = solver.solve(self._model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        if status == cp_model.INFEASIBLE:
            # presolve may name literals that nobody assumed
            named = frozenset(solver.sufficient_assumptions_for_infeasibility())
            return named & frozenset(literals)
        return _UNKNOWN


def _thinned(search: _Search, core: frozenset[int], causes: dict[int, Cause]) -> tuple[frozenset[int], bool]:
    """The core with every cause taken out that it can do without; and whether each was tried."""
    core = _verified(search, core, frozenset(causes), causes)
    is_minimal = True
    for candidate in _ordered(core, causes):
        if candidate not in core:
            continue
        rest = core - {candidate}
        clash = search.clash(_ordered(rest, causes))
        if isinstance(clash, _Unknown):
            is_minimal = False
        elif clash is not None:
            core = _verified(search, clash, rest, causes)
    return core, is_minimal


def _verified(
    search: _Search, named: frozenset[int], clashing: frozenset[int], causes: dict[int, Cause]
) -> frozenset[int]:
    """The core that the solver named when it clashes by itself, else the set that is known to."""
    if named < clashing and isinstance(search.clash(_ordered(named, causes)), frozenset):
        return named
    return clashing


def _ordered(literals: Iterable[int], causes: dict[int, Cause]) -> tuple[int, ...]:
    """Rules before settled cells, absences and demands."""
    return tuple(sorted(literals, key=lambda literal: (_LEFT_OUT_FIRST.index(causes[literal].kind), literal)))
