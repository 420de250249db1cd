"""Overtime by the clock of a law: hours above so many a day, and above so many in a fixed period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class PeriodOvertime:
    """Paid minutes above `day_minutes` in a day, and the others above `period_minutes` in a fixed period of days.

    `first_day` is any day on which a period starts. Minutes above the day's limit do not count again towards the period's,
    which is how the 8 and 80 system of 29 U.S.C. 207 (j) credits daily overtime; without `day_minutes` it is the forty-hour
    week of 29 U.S.C. 207 (a). A shift belongs to the day it starts; leave is not work. A period that began before day 0
    counts whole, but minutes that were overtime then are not counted again.
    """

    period_minutes: int
    period_days: int
    first_day: date
    day_minutes: int | None = None
    name: str = "overtime"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        daily = f" {hours_text(self.day_minutes)} a day and" if self.day_minutes is not None else ""
        return f"no hours above{daily} {hours_text(self.period_minutes)} in {self.period_days} days"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total of the minutes above the day's limit, and one for each period of those below it."""
        known = known_duties(employee)
        below = {index: problem.duties[index].paid_minutes for index in known}
        totals: list[Primitive] = []
        if self.day_minutes is not None:
            above = tuple(
                (index, minutes - self.day_minutes)
                for index, minutes in below.items()
                if minutes > self.day_minutes
            )
            below = {index: min(minutes, self.day_minutes) for index, minutes in below.items()}
            if above:
                totals.append(WindowedTotal(above, tuple((day,) for day in range(problem.n_days)), at_most=0))
        weights = tuple(below.items())
        for start in range(
            -(-problem.grid.day(self.first_day) % self.period_days), problem.n_days, self.period_days
        ):
            cells = [employee.history[day] for day in range(max(start, -len(employee.history)), 0)]
            carried = sum(below[cell] for cell in cells if cell is not None)
            days = range(max(start, 0), min(start + self.period_days, problem.n_days))
            totals.append(
                WindowedTotal(
                    weights,
                    tuple((day,) for day in days),
                    at_most=self.period_minutes,
                    carried_in=min(carried, self.period_minutes),
                )
            )
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each day and for each period with overtime."""
        violations = []
        plain: dict[int, list[tuple[int, int]]] = {}
        for shift in worked(problem, employee, line):
            minutes = shift.duty.paid_minutes
            if self.day_minutes is not None and minutes > self.day_minutes:
                if shift.day >= 0:
                    message = (
                        f"{employee.name} works {hours_text(minutes)} on {day_text(problem, shift.day)}; above "
                        f"{hours_text(self.day_minutes)} is overtime"
                    )
                    violations.append(
                        self._violation(employee, (shift.day,), minutes - self.day_minutes, message)
                    )
                minutes = self.day_minutes
            since = (problem.grid.date_of(shift.day) - self.first_day).days
            plain.setdefault(since // self.period_days, []).append((shift.day, minutes))
        for number, days in sorted(plain.items()):
            total = sum(minutes for _, minutes in days)
            planned = [(day, minutes) for day, minutes in days if day >= 0]
            surplus = min(total - self.period_minutes, sum(minutes for _, minutes in planned))
            if surplus > 0:
                first = problem.grid.day(self.first_day) + number * self.period_days
                message = (
                    f"{employee.name} works {hours_text(total)} in the {self.period_days} days from "
                    f"{day_text(problem, first)}; above {hours_text(self.period_minutes)} is overtime"
                )
                violations.append(
                    self._violation(employee, tuple(day for day, _ in planned), surplus, message)
                )
        return tuple(violations)

    def _violation(self, employee: Employee, days: tuple[int, ...], minutes: int, message: str) -> Violation:
        return Violation(self.name, employee.employee_id, days, minutes, BreachUnit.MINUTES, message)
