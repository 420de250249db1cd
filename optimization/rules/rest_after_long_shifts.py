"""Rest after a long shift, such as 14 hours after 24."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive
from optimization.rules.reading import day_text, hours_text, worked
from optimization.rules.short_gaps import short_gaps
from optimization.rules.travel import NO_TRAVEL, Travel

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class RestAfterLongShifts:
    """At least `rest_minutes` after a shift that lasts `from_minutes` or more, start to end; the amount counts times.

    The way to another site is no rest.
    """

    from_minutes: int
    rest_minutes: int
    travel: Travel = NO_TRAVEL
    name: str = "rest_after_long_shifts"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return (
            f"at least {hours_text(self.rest_minutes)} of rest after a shift of "
            f"{hours_text(self.from_minutes)} or more"
        )

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """Successions from a long shift with too short a gap."""
        duties = problem.duties

        def too_soon(first: int, then: int, _n_off: int, gap: int) -> int:
            is_long = duties[first].end_minute - duties[first].start_minute >= self.from_minutes
            way = self.travel.between(duties[first].unit_id, duties[then].unit_id)
            return int(is_long and gap - way < self.rest_minutes)

        longest = self.rest_minutes + self.travel.minutes
        return short_gaps(problem, employee, known_duties(employee), too_soon, longest)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each long shift with too little rest after it."""
        violations = []
        for before, after in pairwise(worked(problem, employee, line)):
            length = before.end_minute - before.start_minute
            units = (before.duty.unit_id, after.duty.unit_id)
            rest = self.travel.rest(before, after)
            if after.day < 0 or length < self.from_minutes or rest >= self.rest_minutes:
                continue
            message = (
                f"{employee.name} has {hours_text(max(rest, 0))} of rest after {hours_text(length)} of "
                f"{before.duty.shift_id} on {day_text(problem, before.day)}{self.travel.words(*units)}; at least "
                f"{hours_text(self.rest_minutes)} asked for"
            )
            violations.append(
                Violation(
                    self.name, employee.employee_id, (before.day, after.day), 1, BreachUnit.TIMES, message
                )
            )
        return tuple(violations)
