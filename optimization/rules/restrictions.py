"""Work that a person must be spared: nights, weekends, other units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.calendar import SATURDAY
from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Duty, Employee, RosterProblem

_WORDS = {
    "no_nights": "a night",
    "no_weekends": "a weekend",
    "no_floating": "another unit",
    "no_on_call": "on-call",
}


@dataclass(frozen=True, slots=True)
class Restrictions:
    """No shift that the person must be spared (`Employee.restrictions`); each counts 1, however many periods forbid it.

    A night is spared when any part of it lies in the period, unless `night_may_run_in` and it starts before; being on
    call is spared when any part of it does. A weekend shift
    and a shift in another unit than the home unit are spared when they start in the period.
    """

    night_may_run_in: bool = False
    name: str = "restrictions"
    source: str = "occupational health"

    @property
    def title(self) -> str:
        """The rule in words."""
        return "nobody gets nights, weekends or units that they must be spared"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """The duties that may be given, for each day on which some may not."""
        known = known_duties(employee)
        days_of: dict[frozenset[int], list[int]] = defaultdict(list)
        for day in range(problem.n_days) if employee.restrictions else ():
            allowed = frozenset(
                index
                for index in known
                if not any(
                    self._is_spared(problem, employee, kind, day, problem.duties[index], period)
                    for kind, *period in employee.restrictions
                )
            )
            if len(allowed) < len(known):
                days_of[allowed].append(day)
        return tuple(
            FixedCell(tuple(days), CellClass(allowed, off=True)) for allowed, days in days_of.items()
        )

    def _is_spared(
        self, problem: RosterProblem, employee: Employee, kind: str, day: int, duty: Duty, period: list[int]
    ) -> bool:
        first, after = period
        midnight = problem.grid.start_minute(day)
        start, end = midnight + duty.start_minute, midnight + duty.end_minute
        starts_inside = first <= start < after
        if kind == "no_nights":
            overlaps = start < after and end > first
            return duty.is_night and (starts_inside if self.night_may_run_in else overlaps)
        if kind == "no_on_call":
            return duty.is_on_call and start < after and end > first
        if kind == "no_weekends":
            return starts_inside and problem.grid.weekday(day) >= SATURDAY
        return starts_inside and duty.unit_id != employee.unit_id

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each shift that should have been spared."""
        violations = []
        for shift in worked(problem, employee, line):
            if shift.day < 0:
                continue
            is_kind = {
                "no_nights": shift.duty.is_night,
                "no_weekends": problem.grid.date_of(shift.day).isoweekday() in (6, 7),
                "no_on_call": shift.duty.is_on_call,
                "no_floating": shift.duty.unit_id != employee.unit_id,
            }
            for kind, first, after in employee.restrictions:
                runs_in = (
                    kind == "no_on_call" or (kind == "no_nights" and not self.night_may_run_in)
                ) and shift.start_minute < first < shift.end_minute
                if is_kind[kind] and (
                    runs_in or (shift.start_minute >= first and shift.start_minute < after)
                ):
                    message = (
                        f"{employee.name} works {shift.duty.shift_id} on {day_text(problem, shift.day)} and must be "
                        f"spared {_WORDS[kind]} then"
                    )
                    violations.append(
                        Violation(
                            self.name, employee.employee_id, (shift.day,), 1, BreachUnit.SHIFTS, message
                        )
                    )
                    break
        return tuple(violations)
