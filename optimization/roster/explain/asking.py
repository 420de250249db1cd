"""Can things that are asked for be had together? A model without costs, with one literal for each thing.

It has no objective: with one the solver's core names every assumption (OR-Tools 9.15).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Forbidden
from optimization.roster.cpsat.cells import LineCells, new_line_cells
from optimization.roster.cpsat.coverage import new_bought, presence
from optimization.roster.cpsat.links import add_link
from optimization.roster.cpsat.restrictions import add_primitive
from optimization.roster.explain.cause import Cause, demand_cause, link_cause, personal_causes
from optimization.roster.problem import RosterProblem
from optimization.rules.policy import Hard


class Unknown:
    """The search ended without an answer."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class AskedModel:
    """`causes` have literals that ask for them; `lines` are by employee.

    Bought shifts count towards the demands within the limits of their supplies.
    """

    model: cp_model.CpModel
    causes: Mapping[Cause, cp_model.IntVar]
    lines: Sequence[LineCells]


class Asking:
    """Asks whether some causes can hold together, until a deadline (of `time.monotonic`)."""

    def __init__(self, problem: RosterProblem, deadline: float, seed: int) -> None:
        asked = new_asked_model(problem)
        self.causes = tuple(asked.causes)
        self._model = asked.model
        self._literals = asked.causes
        self._causes = {literal.index: cause for cause, literal in asked.causes.items()}
        self._deadline = deadline
        self._seed = seed

    def clash(self, causes: Sequence[Cause]) -> frozenset[Cause] | Unknown | None:
        """Those of `causes` that the solver needed to show that they clash; None when they do not."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            return UNKNOWN
        self._model.clear_assumptions()
        self._model.add_assumptions([self._literals[cause] for cause in causes])
        solver = new_solver(left, self._seed)
        status = solver.solve(self._model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        if status == cp_model.INFEASIBLE:
            # presolve may name literals that nobody assumed
            named = solver.sufficient_assumptions_for_infeasibility()
            return frozenset(causes).intersection(self._causes.get(index) for index in named)
        return UNKNOWN


def new_solver(seconds: float, seed: int) -> cp_model.CpSolver:
    """One thread, so that equal questions have equal answers."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    return solver


def new_asked_model(problem: RosterProblem) -> AskedModel:
    """A demand is the target of a row; absences, settled cells, hard wishes and hard rules are asked for by person."""
    model = cp_model.CpModel()
    causes: dict[Cause, cp_model.IntVar] = {}

    def literal_for(cause: Cause) -> cp_model.IntVar:
        # one sentence is one cause, also where a rule says it in several policies or links
        if cause not in causes:
            causes[cause] = model.new_bool_var(f"asked_{len(causes)}")
        return causes[cause]

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
    return AskedModel(model, causes, lines)
