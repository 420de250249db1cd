"""The number of shifts in the whole plan, of all or of one class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import ALL_DUTIES, DutyClass, known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class TotalShifts:
    """At least and at most so many shifts of a class from day 0 to the last day.

    `carried_in` is the number worked before that counts as well, where the past is not given shift by shift.
    """

    at_least: int | None = None
    at_most: int | None = None
    duty_class: DutyClass = ALL_DUTIES
    carried_in: int = 0
    name: str = "total_shifts"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        parts = [
            f"at least {self.at_least}" if self.at_least is not None else "",
            f"at most {self.at_most}" if self.at_most is not None else "",
        ]
        return f"{' and '.join(part for part in parts if part)} {self.duty_class} in the plan"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total with a weight of 1 for each duty of the class."""
        duties = self.duty_class.among(problem.duties, known_duties(employee))
        weights = tuple((index, 1) for index in sorted(duties))
        groups = tuple((day,) for day in range(problem.n_days))
        carried = self.carried_in if self.at_most is None else min(self.carried_in, self.at_most)
        return (WindowedTotal(weights, groups, self.at_least, self.at_most, carried),)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """At most one violation, in shifts."""
        days = tuple(
            day
            for day, cell in enumerate(line)
            if cell is not None and problem.duties[cell] in self.duty_class
        )
        number = len(days) + self.carried_in
        if self.at_most is not None and number > self.at_most and days:
            amount, asked = min(len(days), number - self.at_most), f"at most {self.at_most}"
        elif self.at_least is not None and number < self.at_least:
            amount, asked = self.at_least - number, f"at least {self.at_least}"
        else:
            return ()
        message = f"{employee.name} works {number} {self.duty_class}; {asked} asked for"
        return (Violation(self.name, employee.employee_id, days, amount, BreachUnit.SHIFTS, message),)
