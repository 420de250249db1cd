"""The whole roster problem as one CP-SAT model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Breach, Forbidden, Priced
from optimization.roster.cpsat.cells import LineCells, new_line_cells
from optimization.roster.cpsat.coverage import add_row, new_bought, presence
from optimization.roster.cpsat.links import add_link
from optimization.roster.cpsat.restrictions import add_primitive
from optimization.roster.problem import RosterProblem, compile_restrictions
from optimization.roster.result import Roster
from optimization.rules.policy import Enforcement, Hard
from optimization.rules.primitives import FixedCell


@dataclass(frozen=True, slots=True)
class RosterModel:
    """The model with the variables that make up a roster."""

    model: cp_model.CpModel
    lines: tuple[LineCells, ...]
    bought: Mapping[tuple[int, int], cp_model.IntVar]

    def roster(self, solver: cp_model.CpSolver) -> Roster:
        """The roster in the solver's solution."""
        return Roster(
            tuple(line.values(solver) for line in self.lines),
            tuple(
                (supply, row, n_bought)
                for (supply, row), variable in sorted(self.bought.items())
                if (n_bought := solver.value(variable))
            ),
        )

    def add_hint(self, roster: Roster) -> None:
        """Start the search from `roster`; cells that the model does not have are left out."""
        for line, cells in zip(self.lines, roster.lines, strict=True):
            for day, cell in enumerate(cells):
                for duty, variable in line.duties[day].items():
                    self.model.add_hint(variable, duty == cell)
                self.model.add_hint(line.off[day], cell is None)
        n_bought = {(supply, row): number for supply, row, number in roster.bought}
        for key, variable in self.bought.items():
            self.model.add_hint(variable, n_bought.get(key, 0))


def build_model(problem: RosterProblem) -> RosterModel:
    """Every restriction, link, coverage row and supply, and the cost to minimise."""
    model = cp_model.CpModel()
    terms: list[cp_model.LinearExprT] = []
    lines = []
    for employee in problem.employees:
        restrictions = compile_restrictions(problem, employee)
        cells = new_line_cells(model, problem, employee, restrictions)
        for restriction in restrictions:
            is_hard = isinstance(restriction.enforcement, Hard)
            if is_hard and isinstance(restriction.primitive, FixedCell):
                continue  # the cells it rules out have no variables
            add_primitive(cells, restriction.primitive, breach_of(model, restriction.enforcement, terms))
        for variables in cells.duties:
            terms.extend(
                employee.duties[duty] * variable
                for duty, variable in variables.items()
                if employee.duties[duty]
            )
        lines.append(cells)
    by_id = {employee.employee_id: cells for employee, cells in zip(problem.employees, lines, strict=True)}
    for link in problem.links:
        add_link(by_id, link, breach_of(model, link.enforcement, terms))
    bought = new_bought(model, problem)
    _add_coverage(model, problem, lines, bought, terms)
    model.minimize(cp_model.LinearExpr.sum(terms))
    return RosterModel(model, tuple(lines), bought)


def breach_of(model: cp_model.CpModel, enforcement: Enforcement, terms: list[cp_model.LinearExprT]) -> Breach:
    """What a breach means under an enforcement."""
    if isinstance(enforcement, Hard):
        return Forbidden(model)
    return Priced(model, enforcement, terms)


def _add_coverage(
    model: cp_model.CpModel,
    problem: RosterProblem,
    lines: list[LineCells],
    bought: Mapping[tuple[int, int], cp_model.IntVar],
    terms: list[cp_model.LinearExprT],
) -> None:
    bought_for: dict[int, list[cp_model.IntVar]] = {}
    n_buyable = [0] * len(problem.coverage)
    for (supply, row), variable in bought.items():
        bought_for.setdefault(row, []).append(variable)
        n_buyable[row] += problem.supplies[supply].most_per_row
        terms.append(problem.supplies[supply].pence[row] * variable)
    for index, own in enumerate(presence(problem, lines)):
        present = cp_model.LinearExpr.sum([*own, *bought_for.get(index, [])])
        add_row(model, problem.coverage[index], present, len(own) + n_buyable[index], terms)
