"""Cells that are settled already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class Pinned:
    """Pinned cells stay as they are; each that does not counts 1."""

    name: str = "pinned"
    source: str = "published roster"

    @property
    def title(self) -> str:
        """The rule in words."""
        return "settled shifts and days off stay"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One fixed cell for each pin."""
        del problem
        return tuple(
            FixedCell(
                (day,), CellClass(frozenset(), off=True) if cell is None else CellClass(frozenset({cell}))
            )
            for day, cell in sorted(employee.pinned.items())
        )

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each pinned cell that was changed."""
        violations = []
        for day, cell in sorted(employee.pinned.items()):
            if line[day] == cell:
                continue
            settled = "off" if cell is None else f"on {problem.duties[cell].shift_id}"
            message = f"{employee.name} is settled to be {settled} on {day_text(problem, day)} and is not"
            violations.append(Violation(self.name, employee.employee_id, (day,), 1, BreachUnit.DAYS, message))
        return tuple(violations)
