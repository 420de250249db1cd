"""Nobody is in two shifts at the same time, across midnight, month and year."""

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
class OneShiftAtATime:
    """A shift does not start before the shift that went before it has ended; touching shifts are fine.

    A line has one duty a day, so two shifts can only overlap across days. The amount is the minutes of overlap.
    """

    name: str = "one_shift_at_a_time"
    source: str = "nobody can be in two places"

    @property
    def title(self) -> str:
        """The rule in words."""
        return "one shift at a time"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """Successions that overlap, each weighing the minutes of overlap."""
        length = {index: duty.end_minute - duty.start_minute for index, duty in enumerate(problem.duties)}

        def overlap(_first: int, then: int, _n_off: int, gap: int) -> int:
            return min(max(0, -gap), length[then])

        return short_gaps(problem, employee, known_duties(employee), overlap, 0)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each pair of successive shifts that overlap."""
        violations = []
        for before, after in pairwise(worked(problem, employee, line)):
            overlap = min(before.end_minute, after.end_minute) - after.start_minute
            if after.day < 0 or overlap <= 0:
                continue
            message = (
                f"{employee.name} is in two shifts at once for {hours_text(overlap)}: {before.duty.shift_id} of "
                f"{day_text(problem, before.day)} and {after.duty.shift_id} of {day_text(problem, after.day)}"
            )
            violations.append(
                Violation(
                    self.name,
                    employee.employee_id,
                    (before.day, after.day),
                    overlap,
                    BreachUnit.MINUTES,
                    message,
                )
            )
        return tuple(violations)
