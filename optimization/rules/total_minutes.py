"""Paid minutes in the whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import hours_text

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class TotalMinutes:
    """At least and at most so many paid minutes from day 0 to the last day; the past and leave do not count."""

    at_least_minutes: int | None = None
    at_most_minutes: int | None = None
    name: str = "total_minutes"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        least, most = self.at_least_minutes, self.at_most_minutes
        parts = [
            f"at least {hours_text(least)}" if least is not None else "",
            f"at most {hours_text(most)}" if most is not None else "",
        ]
        return f"{' and '.join(part for part in parts if part)} in the plan"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total over all days."""
        weights = tuple((index, problem.duties[index].paid_minutes) for index in known_duties(employee))
        groups = tuple((day,) for day in range(problem.n_days))
        return (WindowedTotal(weights, groups, self.at_least_minutes, self.at_most_minutes),)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """At most one violation, in minutes."""
        minutes = 0
        for cell in line:
            minutes += 0 if cell is None else problem.duties[cell].paid_minutes
        if self.at_most_minutes is not None and minutes > self.at_most_minutes:
            amount, asked = minutes - self.at_most_minutes, f"at most {hours_text(self.at_most_minutes)}"
        elif self.at_least_minutes is not None and minutes < self.at_least_minutes:
            amount, asked = self.at_least_minutes - minutes, f"at least {hours_text(self.at_least_minutes)}"
        else:
            return ()
        message = f"{employee.name} works {hours_text(minutes)} in the plan; {asked} asked for"
        days = tuple(day for day, cell in enumerate(line) if cell is not None)
        return (Violation(self.name, employee.employee_id, days, amount, BreachUnit.MINUTES, message),)
