"""The variables of one employee's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ortools.sat.python import cp_model, cp_model_helper

from optimization.roster.problem import Employee, RosterProblem
from optimization.rules.policy import Hard, Restriction
from optimization.rules.primitives import Cell, CellClass, FixedCell, Line

Literal: TypeAlias = cp_model_helper.Literal
"""A Boolean variable or its negation."""


@dataclass(slots=True)
class LineCells:
    """Exactly one variable of each day is 1: `off[day]` or one of `duties[day]`, in duty order."""

    model: cp_model.CpModel
    off: list[Literal] = field(default_factory=list)
    duties: list[dict[int, Literal]] = field(default_factory=list)
    _members: dict[tuple[int, frozenset[int], bool], Literal] = field(default_factory=dict)

    @property
    def n_days(self) -> int:
        """The length of the line."""
        return len(self.off)

    def parts(self, day: int, cells: CellClass) -> list[Literal]:
        """The variables of `day` that lie in the class; at most one of them is 1."""
        parts = [variable for duty, variable in self.duties[day].items() if duty in cells.duties]
        return [*parts, self.off[day]] if cells.off else parts

    def member(self, day: int, cells: CellClass) -> Literal:
        """A literal that is true exactly when the cell of `day` lies in the class."""
        inside = frozenset(self.duties[day]) & cells.duties
        key = (day, inside, cells.off)
        if key not in self._members:
            self._members[key] = self._new_member(day, inside, cells.off)
        return self._members[key]

    def _new_member(self, day: int, inside: frozenset[int], off: bool) -> Literal:
        outside = [duty for duty in self.duties[day] if duty not in inside]
        if not inside and not off:
            return self.model.new_constant(0)
        if not outside and off:
            return self.model.new_constant(1)
        if not outside:
            return self.off[day].negated()
        if not inside:
            return self.off[day]
        parts = [self.duties[day][duty] for duty in sorted(inside)]
        if off:
            parts.append(self.off[day])
        if len(parts) == 1:
            return parts[0]
        literal = self.model.new_bool_var(f"in_{day}")
        self.model.add(literal == sum(parts))
        return literal

    def variable(self, day: int, cell: Cell) -> Literal | None:
        """The variable of a cell content; None when it is not to be had on that day."""
        return self.off[day] if cell is None else self.duties[day].get(cell)

    def values(self, solution: cp_model.CpSolver) -> Line:
        """The line in a solution."""
        return tuple(
            next((duty for duty, variable in day.items() if solution.boolean_value(variable)), None)
            for day in self.duties
        )


def new_line_cells(
    model: cp_model.CpModel,
    problem: RosterProblem,
    employee: Employee,
    restrictions: Sequence[Restriction],
) -> LineCells:
    """Variables for what the employee may be given on each day.

    Cells that a hard FixedCell among `restrictions` rules out get no variable; when that leaves nothing for a day,
    the model is infeasible, as it should be.
    """
    closed = _closed_cells(restrictions)
    line = LineCells(model)
    for day in range(problem.n_days):
        rules = closed.get(day, [])
        variables: dict[int, Literal] = {
            duty: model.new_bool_var(f"{employee.employee_id}_{day}_{duty}")
            for duty in sorted(employee.duties)
            if day in problem.duties[duty].days and all(duty in cells for cells in rules)
        }
        off = model.new_bool_var(f"{employee.employee_id}_{day}_off")
        if any(None not in cells for cells in rules):
            model.add(off == 0)
        model.add_exactly_one([off, *variables.values()])
        line.off.append(off)
        line.duties.append(variables)
    return line


def _closed_cells(restrictions: Sequence[Restriction]) -> dict[int, list[CellClass]]:
    closed: dict[int, list[CellClass]] = {}
    for restriction in restrictions:
        if isinstance(restriction.primitive, FixedCell) and isinstance(restriction.enforcement, Hard):
            for day in restriction.primitive.days:
                closed.setdefault(day, []).append(restriction.primitive.allowed)
    return closed
