"""What can stand in the way of a roster: a demand, an absence, a settled cell, a wish, a rule for one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from optimization.roster.problem import Employee, Link, Request, RosterProblem
from optimization.rules.leave import Leave
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Hard, Policy, Rule
from optimization.rules.primitives import Primitive
from optimization.rules.reading import day_text
from optimization.rules.requests import Requests, Wish, wish_of

_WISHES = {
    Wish.WANT: "asked for {}",
    Wish.AVOID: "asked to be spared {}",
    Wish.DAY_OFF: "asked for the day off",
    Wish.NEVER: "must not be given {}",
}


class CauseKind(StrEnum):
    """In the order in which an explanation does without them: rather a rule left out than a demand."""

    RULE = "rule"
    PIN = "pin"
    ABSENCE = "absence"
    WISH = "wish"
    DEMAND = "demand"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is asked for; `days` are days of the plan, `message` is a sentence or part of one.

    `team` are the ids of the people whom a rule of several binds.
    """

    kind: CauseKind
    days: tuple[int, ...]
    message: str
    employee_id: str | None = None
    rule: str | None = None
    row_id: str | None = None
    team: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of those whom it binds; nobody for a demand."""
        return self.team if self.employee_id is None else (self.employee_id,)


@dataclass(frozen=True, slots=True)
class PersonalCause:
    """A cause that binds the employee with this number, as primitives."""

    cause: Cause
    employee: int
    primitives: tuple[Primitive, ...]


def personal_causes(problem: RosterProblem) -> Iterator[PersonalCause]:
    """Every hard rule for every person; absences, settled cells and wishes one by one."""
    for number, employee in enumerate(problem.employees):
        for policy in problem.policies:
            if not isinstance(policy.enforcement, Hard) or not policy.applies_to(employee.employee_id):
                continue
            for cause, bound in _pieces(problem, policy, employee):
                primitives = policy.rule.compile(problem, bound)
                if primitives:
                    yield PersonalCause(cause, number, primitives)


def rule_message(employee: Employee, rule: Rule) -> str:
    """What a rule for one person is called among causes."""
    return f"{employee.name}: {rule.title}"


def wish_message(problem: RosterProblem, employee: Employee, request: Request) -> str:
    """What somebody asked for, and when."""
    shifts = sorted({problem.duties[duty].shift_id for duty in request.duties})
    own = {problem.duties[duty].shift_id for duty in employee.duties}
    which = " or ".join(shifts) if shifts and len(shifts) < len(own) else "any shift"
    return f"{employee.name} {_WISHES[wish_of(request)].format(which)} on {day_text(problem, request.day)}"


def link_cause(problem: RosterProblem, link: Link) -> Cause:
    """A hard rule of several people, on the days of its terms."""
    days = tuple(sorted({term.day for term in link.terms}))
    asked = [
        f"at least {link.at_least}" if link.at_least is not None else "",
        f"at most {link.at_most}" if link.at_most is not None else "",
    ]
    counted = link.title or link.rule.replace("_", " ")
    message = f"{counted} on {span_text(problem, days)}: {' and '.join(part for part in asked if part)}"
    team = tuple(sorted({term.employee_id for term in link.terms}))
    return Cause(CauseKind.RULE, days, message, rule=link.rule, team=team)


def demand_cause(problem: RosterProblem, index: int) -> tuple[Cause, int]:
    """The demand of a coverage row, and how many people it asks for."""
    row = problem.coverage[index]
    people = max(row.target, row.minimum or 0)
    message = (
        f"{row.unit_id} needs {people} {row.skill_id} for {row.shift_id} on {day_text(problem, row.day)}"
    )
    return Cause(CauseKind.DEMAND, (row.day,), message, row_id=row.row_id), people


def _pieces(problem: RosterProblem, policy: Policy, employee: Employee) -> Iterator[tuple[Cause, Employee]]:
    """The policy cut into causes, each with the employee as this cause alone sees them."""
    match policy.rule:
        case Leave():
            for absence in employee.absences:
                days = tuple(
                    day
                    for day in range(problem.n_days)
                    if problem.grid.start_minute(day) < absence.end_minute
                    and problem.grid.start_minute(day + 1) > absence.start_minute
                )
                if days:
                    message = (
                        f"{employee.name} is away ({absence.kind.replace('_', ' ')}) on "
                        f"{span_text(problem, days)}"
                    )
                    cause = Cause(
                        CauseKind.ABSENCE, days, message, employee.employee_id, rule=policy.rule.name
                    )
                    yield cause, replace(employee, absences=(absence,))
        case Pinned():
            for day, cell in sorted(employee.pinned.items()):
                what = "off" if cell is None else f"on {problem.duties[cell].shift_id}"
                message = f"{employee.name} is settled to be {what} on {day_text(problem, day)}"
                cause = Cause(CauseKind.PIN, (day,), message, employee.employee_id, rule=policy.rule.name)
                yield cause, replace(employee, pinned={day: cell})
        case Requests():
            for request in employee.requests:
                if not policy.rule.concerns(request):
                    continue
                message = wish_message(problem, employee, request)
                cause = Cause(
                    CauseKind.WISH, (request.day,), message, employee.employee_id, rule=policy.rule.name
                )
                yield cause, replace(employee, requests=(request,))
        case rule:
            days = tuple(range(problem.n_days))
            message = rule_message(employee, rule)
            yield Cause(CauseKind.RULE, days, message, employee.employee_id, rule=rule.name), employee


def span_text(problem: RosterProblem, days: tuple[int, ...]) -> str:
    """From the first of the days to the last."""
    first, last = day_text(problem, days[0]), day_text(problem, days[-1])
    return first if len(days) == 1 else f"{first} to {last}"
