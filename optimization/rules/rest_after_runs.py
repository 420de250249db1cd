"""Rest after so many days, or so many shifts of one class, in a row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from optimization.rules.duty_class import DutyClass, known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, Line, Primitive
from optimization.rules.reading import Worked, day_text, hours_text, worked
from optimization.rules.short_gaps import short_gaps
from optimization.rules.travel import NO_TRAVEL, Travel

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class RestAfterRuns:
    """At least `rest_minutes` before any shift that follows `n` or more days in a row with a shift of a class.

    `runs` are (class, n) pairs, each looked at by itself. How long a run may be at most is no matter of this rule. Days whose
    past is not known are in no run. The way to another site is no rest. The amount counts times, not minutes.
    """

    rest_minutes: int
    runs: tuple[tuple[DutyClass, int], ...]
    travel: Travel = NO_TRAVEL
    name: str = "rest_after_runs"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        runs = " or ".join(f"{number} {duty_class}" for duty_class, number in self.runs)
        return f"at least {hours_text(self.rest_minutes)} of rest after {runs} in a row"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """Successions with too short a gap, after days of the class before the first duty."""
        known, duties = known_duties(employee), problem.duties
        longest = self.rest_minutes + self.travel.minutes
        found: list[Primitive] = []
        for duty_class, number in self.runs:
            members = duty_class.among(problem.duties, known)

            def too_soon(
                first: int, then: int, _n_off: int, gap: int, members: frozenset[int] = members
            ) -> int:
                way = self.travel.between(duties[first].unit_id, duties[then].unit_id)
                return int(first in members and gap - way < self.rest_minutes)

            if members:
                run = (CellClass(members), number - 1)
                found.extend(short_gaps(problem, employee, known, too_soon, longest, run))
        return tuple(found)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each run with too little rest after it, and for each further shift that goes on with it."""
        shifts = worked(problem, employee, line)
        violations = []
        for duty_class, number in self.runs:
            length = 0
            for before, after in pairwise(shifts):
                length = length + 1 if before.duty in duty_class else 0
                is_due = length >= number and after.day >= 0
                if is_due and self.travel.rest(before, after) < self.rest_minutes:
                    violations.append(
                        self._violation(problem, employee, before, after, f"{length} {duty_class}")
                    )
                if after.day > before.day + 1:
                    length = 0
        return tuple(violations)

    def _violation(
        self, problem: RosterProblem, employee: Employee, before: Worked, after: Worked, run: str
    ) -> Violation:
        rest = max(0, self.travel.rest(before, after))
        way = self.travel.words(before.duty.unit_id, after.duty.unit_id)
        message = (
            f"{employee.name} has {hours_text(rest)} of rest after {run} in a row up to "
            f"{day_text(problem, before.day)} before {after.duty.shift_id} on {day_text(problem, after.day)}{way}; at "
            f"least {hours_text(self.rest_minutes)} asked for"
        )
        return Violation(
            self.name, employee.employee_id, (before.day, after.day), 1, BreachUnit.TIMES, message
        )
