"""Work only as what one is, or may stand in for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class Skills:
    """Every duty is in a skill that the person holds or stands in for (`Employee.skill_ids`)."""

    name: str = "skills"
    source: str = "qualification"

    @property
    def title(self) -> str:
        """The rule in words."""
        return "work only in skills held"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """The duties of the skills held, on every day."""
        known = known_duties(employee)
        held = frozenset(index for index in known if problem.duties[index].skill_id in employee.skill_ids)
        if len(held) == len(known):
            return ()
        return (FixedCell(tuple(range(problem.n_days)), CellClass(held, off=True)),)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each shift in a skill that is not held."""
        violations = []
        for day, cell in enumerate(line):
            if cell is None or problem.duties[cell].skill_id in employee.skill_ids:
                continue
            message = (
                f"{employee.name} works as {problem.duties[cell].skill_id} on {day_text(problem, day)} "
                f"without holding that skill"
            )
            violations.append(
                Violation(self.name, employee.employee_id, (day,), 1, BreachUnit.SHIFTS, message)
            )
        return tuple(violations)
