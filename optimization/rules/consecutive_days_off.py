"""Days off in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.carried_run import carried_run
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, Line, Primitive, RunLength
from optimization.rules.reading import count_text, day_text
from optimization.rules.run_reading import run_faults

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

_OFF = CellClass(frozenset(), off=True)


@dataclass(frozen=True, slots=True)
class ConsecutiveDaysOff:
    """At least (and at most) so many days off in a row; leave counts as off."""

    at_least: int = 1
    at_most: int | None = None
    name: str = "consecutive_days_off"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        least = f"at least {count_text(self.at_least, 'day')} off in a row"
        if self.at_most is None:
            return least
        return f"{least}, at most {self.at_most}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One run length over the day off."""
        del problem
        return (RunLength(_OFF, self.at_least, self.at_most, carried_run(employee.history, _OFF)),)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in days, for each spell off that is too long or too short."""
        violations = []
        for fault in run_faults(employee, line, lambda cell: cell is None, self.at_least, self.at_most):
            asked = f"at most {self.at_most}" if fault.is_too_long else f"at least {self.at_least}"
            message = (
                f"{employee.name} has {count_text(fault.length, 'day')} off in a row, up to "
                f"{day_text(problem, fault.days[-1])}; {asked} asked for"
            )
            violations.append(
                Violation(self.name, employee.employee_id, fault.days, fault.amount, BreachUnit.DAYS, message)
            )
        return tuple(violations)
