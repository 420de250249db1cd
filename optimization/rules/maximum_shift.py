"""The longest shift that anybody may be given."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.calendar import zone_info
from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Duty, Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class MaximumShift:
    """No shift is longer than `at_most_minutes`; each that is counts 1.

    With `breaks_count` the length is from start to end, else without unpaid breaks. With `clock_change_counts` the
    length is elapsed time, so that a night on which the clock goes back is an hour longer; else it is what the clock shows.
    """

    at_most_minutes: int
    breaks_count: bool = True
    clock_change_counts: bool = False
    name: str = "maximum_shift"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        breaks = "" if self.breaks_count else " without breaks"
        return f"no shift longer than {hours_text(self.at_most_minutes)}{breaks}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """The duties that are short enough, for each day on which some are not."""
        known = known_duties(employee)
        days_of: dict[frozenset[int], list[int]] = defaultdict(list)
        for day in range(problem.n_days):
            short = frozenset(index for index in known if self._is_short(problem, day, problem.duties[index]))
            if len(short) < len(known):
                days_of[short].append(day)
        return tuple(FixedCell(tuple(days), CellClass(short, off=True)) for short, days in days_of.items())

    def _is_short(self, problem: RosterProblem, day: int, duty: Duty) -> bool:
        minutes = duty.end_minute - duty.start_minute if self.breaks_count else duty.paid_minutes
        if not self.clock_change_counts:
            zone = zone_info(problem.grid.zone)
            start, end = (
                problem.grid.instant(problem.grid.start_minute(day) + minute).astimezone(zone).utcoffset()
                for minute in (duty.start_minute, duty.end_minute)
            )
            if start is not None and end is not None:
                minutes += int((end - start).total_seconds()) // 60
        return minutes <= self.at_most_minutes

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each shift that is too long."""
        zone = zone_info(problem.grid.zone)
        violations = []
        for shift in worked(problem, employee, line):
            minutes = shift.end_minute - shift.start_minute
            if not self.clock_change_counts:
                walls = [
                    problem.grid.instant(minute).astimezone(zone).replace(tzinfo=None)
                    for minute in (shift.start_minute, shift.end_minute)
                ]
                minutes = round((walls[1] - walls[0]).total_seconds() / 60)
            if not self.breaks_count:
                minutes -= shift.end_minute - shift.start_minute - shift.duty.paid_minutes
            if shift.day < 0 or minutes <= self.at_most_minutes:
                continue
            message = (
                f"{employee.name} works {hours_text(minutes)} with {shift.duty.shift_id} on "
                f"{day_text(problem, shift.day)}; at most {hours_text(self.at_most_minutes)} asked for"
            )
            violations.append(
                Violation(self.name, employee.employee_id, (shift.day,), 1, BreachUnit.SHIFTS, message)
            )
        return tuple(violations)
