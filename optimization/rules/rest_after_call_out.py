"""Rest after being called out, before any shift."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class RestAfterCallOut:
    """No shift from the start of a call-out to `rest_minutes` after its end; each such shift counts 1.

    Being on call again is no shift: it may overlap.
    """

    rest_minutes: int
    name: str = "rest_after_call_out"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at least {hours_text(self.rest_minutes)} of rest after a call-out"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """The duties that leave enough rest, for each day on which some do not."""
        known = known_duties(employee)
        days_of: dict[frozenset[int], list[int]] = defaultdict(list)
        for day in range(problem.n_days) if employee.call_outs else ():
            clear = frozenset(
                index
                for index in known
                if problem.duties[index].is_on_call
                or not any(
                    problem.start_minute(day, index) < end + self.rest_minutes
                    and problem.end_minute(day, index) > start
                    for start, end in employee.call_outs
                )
            )
            if len(clear) < len(known):
                days_of[clear].append(day)
        return tuple(FixedCell(tuple(days), CellClass(clear, off=True)) for clear, days in days_of.items())

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each shift that comes too soon."""
        violations = []
        for shift in worked(problem, employee, line):
            if shift.day < 0 or shift.duty.is_on_call:
                continue
            ends = [
                end
                for start, end in employee.call_outs
                if shift.end_minute > start and shift.start_minute - end < self.rest_minutes
            ]
            if not ends:
                continue
            rest = max(0, min(shift.start_minute - end for end in ends))
            message = (
                f"{employee.name} has {hours_text(rest)} of rest between a call-out and "
                f"{shift.duty.shift_id} on {day_text(problem, shift.day)}; at least "
                f"{hours_text(self.rest_minutes)} asked for"
            )
            violations.append(
                Violation(self.name, employee.employee_id, (shift.day,), 1, BreachUnit.SHIFTS, message)
            )
        return tuple(violations)
