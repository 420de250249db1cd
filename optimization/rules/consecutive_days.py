"""Days worked in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.carried_run import carried_run
from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, Line, Primitive, RunLength
from optimization.rules.reading import count_text, day_text
from optimization.rules.run_reading import run_faults

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class ConsecutiveDays:
    """At least and at most so many days of work in a row, whatever the shifts."""

    at_least: int = 1
    at_most: int | None = None
    name: str = "consecutive_days"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        most = (
            f"at most {count_text(self.at_most, 'day')} of work in a row" if self.at_most is not None else ""
        )
        least = f"at least {count_text(self.at_least, 'day')} of work in a row" if self.at_least > 1 else ""
        return " and ".join(part for part in (most, least) if part) or "days of work in a row"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One run length over all duties."""
        del problem
        work = CellClass(frozenset(known_duties(employee)))
        return (RunLength(work, self.at_least, self.at_most, carried_run(employee.history, work)),)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in days, for each run that is too long or too short."""
        violations = []
        for fault in run_faults(employee, line, lambda cell: cell is not None, self.at_least, self.at_most):
            asked = f"at most {self.at_most}" if fault.is_too_long else f"at least {self.at_least}"
            message = (
                f"{employee.name} works {count_text(fault.length, 'day')} in a row, up to "
                f"{day_text(problem, fault.days[-1])}; {asked} asked for"
            )
            violations.append(
                Violation(self.name, employee.employee_id, fault.days, fault.amount, BreachUnit.DAYS, message)
            )
        return tuple(violations)
