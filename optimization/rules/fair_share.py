"""No more than a fair share of nights, weekends or holidays, counting the months before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from data.calendar import SATURDAY
from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Line, Primitive, WindowedTotal
from optimization.rules.reading import worked

if TYPE_CHECKING:
    from typing import Literal

    from optimization.roster.problem import Employee, RosterProblem
    from optimization.rules.reading import Worked

    Shared = Literal["nights", "weekends", "holidays"]

_WHOLE = 100
_TIERS = (0, 1)


@dataclass(frozen=True, slots=True)
class FairShare:
    """At most the person's share (`Employee.fair_shares`) of one kind of work in the plan.

    Counts hundredths of one above the share, and those above the share and one more a second time, so that the next
    one goes to whoever has less. A weekend is worked when a shift starts on its Saturday or Sunday; one that began to
    be worked before the plan is in the ledger already. People without a share of the kind are not bound.
    """

    shared: Shared
    name: str = "fairness"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        return f"{self.shared} are shared fairly, by contracted hours and days there"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """Two totals that count each night, weekend or holiday as 100."""
        share = dict(employee.fair_shares).get(self.shared)
        if share is None:
            return ()
        duties = known_duties(employee)
        if self.shared == "nights":
            duties = tuple(index for index in duties if problem.duties[index].is_night)
        groups = self._groups(problem, employee)
        weights = tuple((index, _WHOLE) for index in duties)
        return tuple(WindowedTotal(weights, groups, at_most=share + _WHOLE * tier) for tier in _TIERS)

    def _groups(self, problem: RosterProblem, employee: Employee) -> tuple[tuple[int, ...], ...]:
        if self.shared == "nights":
            return tuple((day,) for day in range(problem.n_days))
        if self.shared == "holidays":
            return tuple((day,) for day in sorted(problem.holidays))
        weekends: dict[int, list[int]] = {}
        for day in range(problem.n_days):
            if problem.grid.weekday(day) >= SATURDAY:
                weekends.setdefault(day - problem.grid.weekday(day), []).append(day)
        begun = bool(employee.history) and employee.history[-1] is not None
        return tuple(
            tuple(days)
            for days in weekends.values()
            if not (begun and days[0] == 0 and problem.grid.weekday(0) > SATURDAY)
        )

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """At most one violation, in hundredths."""
        shares = [hundredths for shared, hundredths in employee.fair_shares if shared == self.shared]
        if not shares:
            return ()
        done: dict[object, int] = {}
        counted_before: set[object] = set()
        for shift in worked(problem, employee, line):
            if (mark := self._mark(problem, shift)) is None:
                continue
            if shift.day < 0:
                counted_before.add(mark)
            elif mark not in counted_before:
                done.setdefault(mark, shift.day)
        above = len(done) * _WHOLE - shares[0]
        amount = max(0, above) + max(0, above - _WHOLE)
        if not amount:
            return ()
        message = (
            f"{employee.name} has {len(done)} {self.shared if len(done) != 1 else self.shared[:-1]} in the plan; "
            f"a fair share is {shares[0] / _WHOLE:.2f}"
        )
        days = tuple(done.values())
        return (Violation(self.name, employee.employee_id, days, amount, BreachUnit.HUNDREDTHS, message),)

    def _mark(self, problem: RosterProblem, shift: Worked) -> object:
        """What the shift counts as, the same for shifts that count once together; None when it does not count."""
        when = problem.grid.date_of(shift.day)
        match self.shared:
            case "nights":
                return when if shift.duty.is_night else None
            case "holidays":
                return when if shift.day in problem.holidays else None
            case "weekends":
                return when.isocalendar()[:2] if when.isoweekday() in (6, 7) else None
            case _:
                assert_never(self.shared)
