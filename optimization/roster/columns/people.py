"""One employee as the engine sees it: cells by day with their own costs, and the dynamic program over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimization.roster.columns.cutting import between
from optimization.roster.columns.pacing import near_line, paced
from optimization.roster.columns.pricing import Pricer
from optimization.roster.columns.space import build_space
from optimization.roster.columns.stakes import cell_stake
from optimization.roster.columns.support import compile_everybody
from optimization.roster.problem import Employee, RosterProblem
from optimization.rules.policy import Hard, Restriction
from optimization.rules.primitives import FixedCell, Line


@dataclass(frozen=True, slots=True)
class Person:
    """A person as pricing sees them, over the whole horizon or some of its days.

    `cell_costs` is [day from `first_day`, cell number] in pence: the duty's price and broken soft fixed cells, infinite
    where forbidden. `duties` has the duty of each cell number; entry 0, the day off, is -1. Cells of a line are by day
    from `first_day`, too. `stake` is the most pence by which one cell can change what a line costs.
    """

    number: int
    employee: Employee
    pricer: Pricer
    cell_costs: np.ndarray
    duties: np.ndarray
    stake: int
    first_day: int = 0

    @property
    def days(self) -> np.ndarray:
        """The days that the person's cells stand for."""
        return np.arange(self.first_day, self.first_day + len(self.cell_costs))

    def between(self, cells: np.ndarray, first: int, last: int) -> Person | None:
        """The person on the days `first` to `last` - 1 alone, with the rest of a whole line of `cells` around them.

        Costs are those of the whole line up to a constant. None where `cutting.between` cannot tell.
        """
        part = between(self.pricer.space, self.pricer.class_of[cells], first, last)
        if part is None:
            return None
        pricer = Pricer(self.pricer.alphabet, part.space, self.pricer.counter_prices[part.parents])
        costs = self.cell_costs[first:last]
        return replace(self, pricer=pricer, cell_costs=costs, first_day=self.first_day + first)

    def paced(self, slack: float, wanted: np.ndarray | None = None) -> Person:
        """The person held near shares of the totals: at most `slack` days' work from them at any time.

        Shares are as `wanted` (by day, 0 or more; None: even) over the days that can be worked.
        """
        can_work = np.isfinite(self.cell_costs[:, 1:]).any(axis=1).astype(np.float64)
        space = paced(self.pricer.space, can_work if wanted is None else can_work * wanted, slack)
        return replace(self, pricer=Pricer(self.pricer.alphabet, space))

    def near(self, cells: np.ndarray, slack: float) -> Person:
        """The person held near the totals of a whole line of theirs: at most `slack` days' work from them at any time."""
        space = near_line(self.pricer.space, self.pricer.class_of[cells], slack)
        return replace(self, pricer=Pricer(self.pricer.alphabet, space))

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


def read_people(
    problem: RosterProblem, restrictions: Sequence[Sequence[Restriction]] | None = None
) -> tuple[Person, ...]:
    """Everybody of the problem, in order; `restrictions`, by employee, spare compiling them again."""
    if restrictions is None:
        restrictions = compile_everybody(problem)
    pairs = zip(problem.employees, restrictions, strict=True)
    return tuple(_person(problem, number, *pair) for number, pair in enumerate(pairs))


def _person(
    problem: RosterProblem, number: int, employee: Employee, restrictions: Sequence[Restriction]
) -> Person:
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
    stake = cell_stake(employee, restrictions, problem.n_days)
    return Person(number, employee, Pricer(alphabet, space), costs, duties, stake)


def _add_fixed_cells(costs: np.ndarray, cells: Line, restrictions: Sequence[Restriction]) -> None:
    """A day that is named twice counts twice."""
    for restriction in restrictions:
        fixed = restriction.primitive
        if isinstance(fixed, FixedCell):
            how = restriction.enforcement
            price = np.inf if isinstance(how, Hard) else float(how.pence_per_unit * fixed.weight)
            outside = [number for number, cell in enumerate(cells) if cell not in fixed.allowed]
            for day in fixed.days:
                costs[day, outside] += price
