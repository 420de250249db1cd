"""Rest between two shifts, in elapsed time (a night over a clock change is longer or shorter)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive
from optimization.rules.reading import day_text, hours_text, worked
from optimization.rules.short_gaps import short_gaps

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class MinimumRest:
    """At least `rest_minutes` between the end of a shift and the start of the next.

    The amount is the minutes that are missing. Shifts that overlap have no rest at all: the overlap itself is the
    business of `one_shift_at_a_time` and is not counted twice.
    """

    rest_minutes: int
    name: str = "minimum_rest"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at least {hours_text(self.rest_minutes)} of rest between shifts"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """Successions that leave too little rest, each weighing the missing minutes."""

        def missing(_first: int, _then: int, _n_off: int, gap: int) -> int:
            return max(0, self.rest_minutes - max(0, gap))

        return short_gaps(problem, employee, known_duties(employee), missing, self.rest_minutes)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each pair of successive shifts with too little rest."""
        violations = []
        for before, after in pairwise(worked(problem, employee, line)):
            rest = max(after.start_minute - before.end_minute, 0)
            if after.day < 0 or rest >= self.rest_minutes:
                continue
            message = (
                f"{employee.name} has {hours_text(rest)} of rest between {before.duty.shift_id} on "
                f"{day_text(problem, before.day)} and {after.duty.shift_id} on {day_text(problem, after.day)}; "
                f"at least {hours_text(self.rest_minutes)} asked for"
            )
            violations.append(
                Violation(
                    self.name,
                    employee.employee_id,
                    (before.day, after.day),
                    self.rest_minutes - rest,
                    BreachUnit.MINUTES,
                    message,
                )
            )
        return tuple(violations)
