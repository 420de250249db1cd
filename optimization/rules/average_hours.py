"""Paid hours a week on average over a reference period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class AverageHours:
    """At most `at_most_minutes_week` a week, on average over each `in_weeks` weeks that end with a week of the plan.

    The past counts as far as it is known; where it is shorter, the average is over the days that are known. Days of leave
    or other absence are neutral: they lengthen no average and shorten none (Directive 2003/88/EC, article 16 (b)). Each
    period counts by its surplus minutes; minutes that were already too many before day 0 do not.
    """

    at_most_minutes_week: int
    in_weeks: int
    name: str = "average_hours"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"at most {hours_text(self.at_most_minutes_week)} a week on average over {self.in_weeks} weeks"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total of paid minutes for each period."""
        weights = tuple((index, problem.duties[index].paid_minutes) for index in known_duties(employee))
        n_past = len(employee.history)
        neutral = {day for day in range(-n_past, problem.n_days) if _is_away(problem, employee, day)}
        totals = []
        for end in range(problem.n_days, 0, -7):
            start = max(end - 7 * self.in_weeks, -n_past)
            cells = [employee.history[day] for day in range(start, 0)]
            carried = sum(problem.duties[cell].paid_minutes for cell in cells if cell is not None)
            n_counted = sum(day not in neutral for day in range(start, end))
            most = self.at_most_minutes_week * n_counted // 7
            groups = tuple((day,) for day in range(max(start, 0), end))
            totals.append(WindowedTotal(weights, groups, at_most=most, carried_in=min(carried, most)))
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each period with too many."""
        shifts = worked(problem, employee, line)
        violations = []
        end = problem.n_days
        while end > 0:
            days = [day for day in range(end - 7 * self.in_weeks, end) if day >= -len(employee.history)]
            at_hand = sum(1 for day in days if not _covers(problem, employee, day))
            allowed = int(self.at_most_minutes_week * at_hand / 7)
            inside = [shift for shift in shifts if days[0] <= shift.day < end]
            planned = [shift for shift in inside if shift.day >= 0]
            minutes = sum(shift.duty.paid_minutes for shift in inside)
            surplus = min(minutes - allowed, sum(shift.duty.paid_minutes for shift in planned))
            if surplus > 0:
                message = (
                    f"{employee.name} works {hours_text(minutes)} from {day_text(problem, days[0])} to "
                    f"{day_text(problem, end - 1)}; at most {hours_text(allowed)} asked for "
                    f"({hours_text(self.at_most_minutes_week)} a week, days away left out)"
                )
                violations.append(
                    Violation(
                        self.name,
                        employee.employee_id,
                        tuple(shift.day for shift in planned),
                        surplus,
                        BreachUnit.MINUTES,
                        message,
                    )
                )
            end -= 7
        return tuple(violations)


def _is_away(problem: RosterProblem, employee: Employee, day: int) -> bool:
    """For compile: one absence covers the whole local day."""
    start, end = problem.grid.start_minute(day), problem.grid.start_minute(day + 1)
    return any(each.start_minute <= start and each.end_minute >= end for each in employee.absences)


def _covers(problem: RosterProblem, employee: Employee, day: int) -> bool:
    """For check: the day begins and ends within one absence."""
    for absence in employee.absences:
        first = problem.grid.start_minute(day) - absence.start_minute
        left = absence.end_minute - problem.grid.start_minute(day) - problem.grid.minutes(day)
        if first >= 0 and left >= 0:
            return True
    return False
