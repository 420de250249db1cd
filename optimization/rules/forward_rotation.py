"""Shifts that rotate forward: from one day to the next, work does not start earlier."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, ForbiddenSuccession, Line, Primitive
from optimization.rules.reading import day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class ForwardRotation:
    """On successive days of work, the second shift starts at most `earlier_by_minutes` earlier in its day.

    Early, late, night is forward; late, early is backward. A day off in between ends the rotation. Each backward step
    counts 1. An allowance of an hour or more keeps the day of a clock change, which is an hour off, out of it.
    """

    earlier_by_minutes: int = 60
    name: str = "forward_rotation"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"from day to day, work starts at most {hours_text(self.earlier_by_minutes)} earlier"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One forbidden succession for each set of duties that start too early after the same duties."""
        duties = problem.duties
        known = known_duties(employee)
        firsts: dict[frozenset[int], list[int]] = defaultdict(list)
        for first in known:
            earliest = duties[first].start_minute - self.earlier_by_minutes
            thens = frozenset(then for then in known if duties[then].start_minute < earliest)
            if thens:
                firsts[thens].append(first)
        past = employee.history[-1:]
        return tuple(
            ForbiddenSuccession(CellClass(frozenset(first)), CellClass(then), carried_in=past)
            for then, first in firsts.items()
        )

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each backward step."""
        violations = []
        for before, after in pairwise(worked(problem, employee, line)):
            earlier = before.duty.start_minute - after.duty.start_minute
            if after.day < 0 or after.day != before.day + 1 or earlier <= self.earlier_by_minutes:
                continue
            message = (
                f"{employee.name} starts {hours_text(earlier)} earlier with {after.duty.shift_id} on "
                f"{day_text(problem, after.day)} than with {before.duty.shift_id} the day before; at most "
                f"{hours_text(self.earlier_by_minutes)} asked for"
            )
            violations.append(
                Violation(
                    self.name, employee.employee_id, (before.day, after.day), 1, BreachUnit.TIMES, message
                )
            )
        return tuple(violations)
