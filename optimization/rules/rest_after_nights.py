"""Rest after the last night of a run."""

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
class RestAfterNights:
    """At least `rest_minutes` from the end of the last night of a run to any other work.

    A night on the very next day goes on with the run; after a day off a further night is other work. The way to
    another site is no rest. The amount counts times, not minutes.
    """

    rest_minutes: int
    travel: Travel = NO_TRAVEL
    name: str = "rest_after_nights"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at least {hours_text(self.rest_minutes)} of rest after the last night"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """Successions from a night to other work, over as many days off as the rest spans."""
        duties = problem.duties

        def too_soon(first: int, then: int, n_off: int, gap: int) -> int:
            goes_on = n_off == 0 and duties[then].is_night
            if not duties[first].is_night or goes_on:
                return 0
            way = self.travel.between(duties[first].unit_id, duties[then].unit_id)
            return int(gap - way < self.rest_minutes)

        known = known_duties(employee)
        if not any(duties[index].is_night for index in known):
            return ()
        return short_gaps(problem, employee, known, too_soon, self.rest_minutes + self.travel.minutes)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each run of nights with too little rest after it."""
        violations = []
        for before, after in pairwise(worked(problem, employee, line)):
            if after.day < 0 or not before.duty.is_night:
                continue
            if after.duty.is_night and after.day - before.day == 1:
                continue
            units = (before.duty.unit_id, after.duty.unit_id)
            rest = self.travel.rest(before, after)
            if rest >= self.rest_minutes:
                continue
            message = (
                f"{employee.name} has {hours_text(max(rest, 0))} of rest after the night of "
                f"{day_text(problem, before.day)} before {after.duty.shift_id} on "
                f"{day_text(problem, after.day)}{self.travel.words(*units)}; at least "
                f"{hours_text(self.rest_minutes)} asked for"
            )
            violations.append(
                Violation(
                    self.name, employee.employee_id, (before.day, after.day), 1, BreachUnit.TIMES, message
                )
            )
        return tuple(violations)
