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
from optimization.rules.travel import NO_TRAVEL, Travel

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class MinimumRest:
    """At least `rest_minutes` between the end of a shift and the start of the next.

    The amount is the minutes that are missing. Shifts that overlap have no rest at all: the overlap itself is the
    business of `one_shift_at_a_time` and is not counted twice. The way to another site is no rest. Being on call is no work that rest is owed for;
    a call-out is (`rest_after_call_out`).
    """

    rest_minutes: int
    travel: Travel = NO_TRAVEL
    name: str = "minimum_rest"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        travel = f", {hours_text(self.travel.minutes)} more between sites" if self.travel.minutes else ""
        return f"at least {hours_text(self.rest_minutes)} of rest between shifts{travel}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """Successions that leave too little rest, each weighing the missing minutes."""
        duties = problem.duties

        def missing(first: int, then: int, _n_off: int, gap: int) -> int:
            if duties[first].is_on_call or duties[then].is_on_call:
                return 0
            way = self.travel.between(duties[first].unit_id, duties[then].unit_id)
            return max(0, self.rest_minutes + way - max(0, gap))

        longest = self.rest_minutes + self.travel.minutes
        return short_gaps(problem, employee, known_duties(employee), missing, longest)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each pair of successive shifts with too little rest."""
        violations = []
        for before, after in pairwise(worked(problem, employee, line)):
            rest = max(after.start_minute - before.end_minute, 0)
            asked = self.rest_minutes + self.travel.between(before.duty.unit_id, after.duty.unit_id)
            on_call = before.duty.is_on_call or after.duty.is_on_call
            if after.day < 0 or rest >= asked or on_call:
                continue
            travel = ", the way to another site included" if asked > self.rest_minutes else ""
            message = (
                f"{employee.name} has {hours_text(rest)} of rest between {before.duty.shift_id} on "
                f"{day_text(problem, before.day)} and {after.duty.shift_id} on {day_text(problem, after.day)}; "
                f"at least {hours_text(asked)} asked for{travel}"
            )
            violations.append(
                Violation(
                    self.name,
                    employee.employee_id,
                    (before.day, after.day),
                    asked - rest,
                    BreachUnit.MINUTES,
                    message,
                )
            )
        return tuple(violations)
