"""One employee as the engine sees it: cells by day with their own costs, and the dynamic program over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.pricing import Pricer
from optimization.roster.columns.space import build_space
from optimization.roster.problem import Employee, RosterProblem, compile_restrictions
from optimization.rules.policy import Hard, Restriction
from optimization.rules.primitives import FixedCell, Line


@dataclass(frozen=True, slots=True)
class Person:
    """A person as pricing sees them.

    `cell_costs` is [day, cell number] in pence: the duty's price and broken soft fixed cells, infinite where
    forbidden. `duties` has the duty of each cell number; entry 0, the day off, is -1.
    """

    number: int
    employee: Employee
    pricer: Pricer
    cell_costs: np.ndarray
    duties: np.ndarray

    def line(self, cells: np.ndarray) -> Line:
        """A line of cell numbers as the problem writes it."""
        contents = self.pricer.alphabet.cells
        return tuple(contents[cell] for cell in cells)

    def cells(self, line: Line) -> np.ndarray | None:
        """A line as cell numbers; None when it holds something this person cannot have."""
        numbers = {content: number for number, content in enumerate(self.pricer.alphabet.cells)}
        if any(content not in numbers for content in line):
            return None
        return np.array([numbers[content] for content in line], dtype=np.int64)

    def cost(self, cells: np.ndarray) -> float:
        """What the line costs apart from coverage, in pence; infinite when it breaks a hard rule."""
        own = float(self.cell_costs[np.arange(len(cells)), cells].sum())
        return own + self.pricer.line_cost(cells)


def read_people(problem: RosterProblem) -> tuple[Person, ...]:
    """Everybody of the problem, in order."""
    return tuple(_person(problem, number, employee) for number, employee in enumerate(problem.employees))


def _person(problem: RosterProblem, number: int, employee: Employee) -> Person:
    restrictions = compile_restrictions(problem, employee)
    alphabet, space = build_space(employee, restrictions, problem.n_days)
    costs = np.full((problem.n_days, len(alphabet.cells)), np.inf)
    costs[:, 0] = 0.0
    for position, duty in enumerate(alphabet.cells):
        if duty is not None and duty in employee.duties:
            costs[[day for day in range(problem.n_days) if day in problem.duties[duty].days], position] = (
                employee.duties[duty]
            )
    _add_fixed_cells(costs, alphabet.cells, restrictions)
    duties = np.array([-1 if cell is None else cell for cell in alphabet.cells], dtype=np.int64)
    return Person(number, employee, Pricer(alphabet, space), costs, duties)


def _add_fixed_cells(costs: np.ndarray, cells: Line, restrictions: Sequence[Restriction]) -> None:
    for restriction in restrictions:
        fixed = restriction.primitive
        if isinstance(fixed, FixedCell) and fixed.days:
            how = restriction.enforcement
            price = np.inf if isinstance(how, Hard) else float(how.pence_per_unit)
            outside = [number for number, cell in enumerate(cells) if cell not in fixed.allowed]
            costs[np.ix_(list(fixed.days), outside)] += price
