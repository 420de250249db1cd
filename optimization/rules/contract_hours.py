"""Paid hours against contract, over periods that end with the plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import day_text, hours_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


class HoursSide(StrEnum):
    """Which side of the contract a rule guards."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class ContractHours:
    """Paid minutes plus credited leave, against contracted hours, over periods of `period_weeks`.

    The last period ends with the plan; earlier ones lie before it, back to day 0. A period reaches into the past as
    far as that is known, and owes the contract's hours for those days. ABOVE counts minutes beyond the contract plus
    `margin_minutes_week` (minutes that the past or leave alone account for do not count); BELOW counts minutes that
    are owed and not rostered. People without contracted hours are not bound.
    """

    side: HoursSide
    period_weeks: int
    margin_minutes_week: int = 0
    name: str = "contract_hours"
    source: str = "contract"

    @property
    def title(self) -> str:
        """The rule in words."""
        period = f"over {self.period_weeks} weeks" if self.period_weeks > 1 else "in each week"
        if self.side is HoursSide.BELOW:
            return f"contracted hours are rostered, {period}"
        if self.margin_minutes_week:
            return f"at most {hours_text(self.margin_minutes_week)} a week above contract, {period}"
        return f"no hours above contract, {period}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One total of paid minutes for each period."""
        if employee.contract_minutes_week is None:
            return ()
        n_past = len(employee.history)
        weights = tuple((index, problem.duties[index].paid_minutes) for index in known_duties(employee))
        credited = [credit for absence in employee.absences for credit in absence.credited_minutes]
        totals: list[Primitive] = []
        end = problem.n_days
        while end > 0:
            start = max(end - 7 * self.period_weeks, -n_past)
            past = [employee.history[day] for day in range(start, 0)]
            carried = sum(problem.duties[cell].paid_minutes for cell in past if cell is not None)
            carried += sum(minutes for day, minutes in credited if start <= day < end)
            owed = _nearest(employee.contract_minutes_week * (end - start), 7)
            groups = tuple((day,) for day in range(max(start, 0), end))
            if self.side is HoursSide.BELOW:
                totals.append(WindowedTotal(weights, groups, at_least=owed, carried_in=carried))
            else:
                most = owed + _nearest(self.margin_minutes_week * (end - start), 7)
                totals.append(WindowedTotal(weights, groups, at_most=most, carried_in=min(carried, most)))
            end -= 7 * self.period_weeks
        return tuple(totals)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation, in minutes, for each period that is above or below."""
        contract = employee.contract_minutes_week
        if contract is None:
            return ()
        length = 7 * self.period_weeks
        n_periods = -(-problem.n_days // length)
        given = [0] * n_periods
        planned = [0] * n_periods
        known_days = [0] * n_periods
        for day in range(-len(employee.history), problem.n_days):
            number = (problem.n_days - 1 - day) // length
            if number < n_periods:
                known_days[number] += 1
        for absence in employee.absences:
            for day, minutes in absence.credited_minutes:
                number = (problem.n_days - 1 - day) // length
                if 0 <= number < n_periods and day >= -len(employee.history):
                    given[number] += minutes
        for shift in worked(problem, employee, line):
            number = (problem.n_days - 1 - shift.day) // length
            if number < n_periods:
                (planned if shift.day >= 0 else given)[number] += shift.duty.paid_minutes
        violations = []
        for number in range(n_periods):
            owed = _round_half_up(contract * known_days[number] / 7)
            margin = _round_half_up(self.margin_minutes_week * known_days[number] / 7)
            if self.side is HoursSide.BELOW:
                amount = owed - given[number] - planned[number]
            else:
                amount = min(planned[number], given[number] + planned[number] - owed - margin)
            if amount > 0:
                violations.append(
                    self._violation(problem, employee, number, given[number] + planned[number], owed, amount)
                )
        return tuple(violations)

    def _violation(
        self,
        problem: RosterProblem,
        employee: Employee,
        number: int,
        minutes: int,
        owed: int,
        amount: int,
    ) -> Violation:
        length = 7 * self.period_weeks
        last = problem.n_days - 1 - number * length
        first = max(last - length + 1, -len(employee.history))
        allowed = ""
        if self.side is HoursSide.ABOVE and self.margin_minutes_week:
            allowed = f" and at most {hours_text(self.margin_minutes_week)} a week above it"
        message = (
            f"{employee.name} has {hours_text(minutes)}, leave included, from {day_text(problem, first)} to "
            f"{day_text(problem, last)}; the contract asks for {hours_text(owed)}{allowed}"
        )
        days = tuple(range(max(first, 0), last + 1))
        return Violation(self.name, employee.employee_id, days, amount, BreachUnit.MINUTES, message)


def _nearest(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _round_half_up(value: float) -> int:
    return int(value + 0.5)
