"""Weekly rest: days off in each week or fortnight, and how long a spell off must be to count as one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import count_text, day_text, hours_text, worked
from optimization.rules.short_gaps import short_gaps

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class WeeklyRest:
    """At least `days_off` days without a shift in each `in_weeks` calendar weeks, and no spell off below `rest_minutes`.

    Periods end with each week of the plan and reach into the past; a day whose past is not known counts as off. A spell
    off is one day without a shift or more, from the end of the shift before to the start of the shift after: every
    one must last `rest_minutes`, which is on the safe side of a law that asks for one long rest a week. With `whole_days` days
    off together, as many as are asked for, last 24 hours more each, so that they are as many rests (a night before them and an
    early shift after them leave two days off some minutes short of two rests). The amount counts days of work too many,
    and spells off that are too short.
    """

    rest_minutes: int
    days_off: int = 1
    in_weeks: int = 1
    whole_days: bool = False
    name: str = "weekly_rest"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        period = "each week" if self.in_weeks == 1 else f"each {self.in_weeks} weeks"
        whole = " for its first day and 24 h for each further one" if self.whole_days else ""
        return (
            f"at least {count_text(self.days_off, 'day')} off in {period}, each spell off of "
            f"{hours_text(self.rest_minutes)} or more{whole}"
        )

    def _asked_minutes(self, n_off: int) -> int:
        """How long a spell of so many days off must last; for `compile` alone."""
        together = min(n_off, self.days_off) if self.whole_days else 1
        return self.rest_minutes + 1440 * (together - 1)

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total of days worked for each period, and the successions with too short a spell off."""
        known = known_duties(employee)
        weights = tuple((index, 1) for index in known)
        most = max(0, 7 * self.in_weeks - self.days_off)
        totals: list[Primitive] = []
        for monday in range(-problem.grid.weekday(0), problem.n_days, 7):
            first = monday - 7 * (self.in_weeks - 1)
            past = employee.history[first:] if first < 0 else ()
            carried = sum(cell is not None for cell in past)
            groups = tuple((day,) for day in range(max(first, 0), min(monday + 7, problem.n_days)))
            totals.append(WindowedTotal(weights, groups, at_most=most, carried_in=min(carried, most)))

        def too_short(_first: int, _then: int, n_off: int, gap: int) -> int:
            return int(n_off > 0 and gap < self._asked_minutes(n_off))

        longest = self._asked_minutes(self.days_off)
        return (*totals, *short_gaps(problem, employee, known, too_short, longest))

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each period with too few days off, and for each spell off that is too short."""
        shifts = worked(problem, employee, line)
        violations = []
        for sunday in range(6 - problem.grid.weekday(0), problem.n_days + 6, 7):
            inside = [shift.day for shift in shifts if sunday - 7 * self.in_weeks < shift.day <= sunday]
            planned = tuple(day for day in inside if day >= 0)
            surplus = min(len(inside) + self.days_off - 7 * self.in_weeks, len(planned))
            if surplus > 0:
                message = (
                    f"{employee.name} works on {count_text(len(inside), 'day')} of the "
                    f"{count_text(7 * self.in_weeks, 'day')} up to {day_text(problem, sunday)}; at least "
                    f"{count_text(self.days_off, 'day')} off asked for"
                )
                violations.append(
                    Violation(self.name, employee.employee_id, planned, surplus, BreachUnit.TIMES, message)
                )
        for before, after in pairwise(shifts):
            rest = after.start_minute - before.end_minute
            n_off = after.day - before.day - 1
            if after.day < 0 or n_off < 1:
                continue
            asked = self.rest_minutes
            if self.whole_days:
                asked += 24 * 60 * (min(n_off, self.days_off) - 1)
            if rest >= asked:
                continue
            message = (
                f"{employee.name} has only {hours_text(max(0, rest))} off between {before.duty.shift_id} on "
                f"{day_text(problem, before.day)} and {after.duty.shift_id} on {day_text(problem, after.day)}; "
                f"at least {hours_text(asked)} asked for"
            )
            violations.append(
                Violation(
                    self.name, employee.employee_id, (before.day, after.day), 1, BreachUnit.TIMES, message
                )
            )
        return tuple(violations)
