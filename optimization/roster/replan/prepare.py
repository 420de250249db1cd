"""The problem of a re-plan: what was told has a price, what is over or too near stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from optimization.roster.building.whole_blocks import with_whole_blocks
from optimization.roster.problem import Employee, RosterProblem
from optimization.roster.replan.terms import ChangeTerms, Occasion
from optimization.rules.leave import Leave
from optimization.rules.policy import Policy, Soft
from optimization.rules.primitives import Cell, Line
from optimization.rules.published import ChangeKind, Published


def with_published(
    problem: RosterProblem,
    published: Sequence[Line],
    terms: ChangeTerms,
    occasion: Occasion,
    gone: Collection[tuple[int, int]] = (),
) -> RosterProblem:
    """The problem with the published lines (by employee) told, priced, and settled where it is too late.

    A day on which somebody is away now has no published cell: that change is nobody's choice. `gone` are (day, duty) cells
    that cannot be worked any more: they are never settled.
    """
    employees = tuple(
        _told(problem, employee, line, terms, occasion, gone)
        for employee, line in zip(problem.employees, published, strict=True)
    )
    return with_whole_blocks(
        replace(
            problem, employees=employees, policies=(*problem.policies, *_prices(problem, terms, occasion))
        )
    )


def is_away(problem: RosterProblem, employee: Employee, day: int) -> bool:
    """Whether the whole day is an absence."""
    start, end = problem.grid.start_minute(day), problem.grid.start_minute(day + 1)
    return any(each.start_minute <= start and each.end_minute >= end for each in employee.absences)


def lost_to_absence(problem: RosterProblem, employee: Employee, line: Line) -> frozenset[int]:
    """The days whose shifts the absences take away, as the hospital's rule of leave has it."""
    if not employee.absences:
        return frozenset()
    return frozenset(
        day
        for policy in problem.policies
        if isinstance(policy.rule, Leave) and policy.applies_to(employee.employee_id)
        for violation in policy.rule.check(problem, employee, line)
        for day in violation.days
    )


def too_late(
    problem: RosterProblem, number: int, terms: ChangeTerms, occasion: Occasion
) -> frozenset[tuple[int, int]]:
    """The (day, duty) cells that employee `number` cannot be called to any more: they start too soon."""
    employee = problem.employees[number]
    margin = 0 if employee.employee_id in occasion.volunteer_ids else terms.frozen_minutes
    return frozenset(
        (day, duty)
        for duty in employee.duties
        for day in problem.duties[duty].days
        if problem.start_minute(day, duty) < occasion.now_minute + margin
    )


def _told(
    problem: RosterProblem,
    employee: Employee,
    line: Line,
    terms: ChangeTerms,
    occasion: Occasion,
    gone: Collection[tuple[int, int]],
) -> Employee:
    lost = lost_to_absence(problem, employee, line)
    told = {
        day: cell for day, cell in enumerate(line) if day not in lost and not is_away(problem, employee, day)
    }
    is_volunteer = employee.employee_id in occasion.volunteer_ids
    margin = 0 if is_volunteer else terms.frozen_minutes
    settled = {
        day: cell
        for day, cell in told.items()
        if (day, cell) not in gone and _is_settled(problem, day, cell, occasion.now_minute, margin)
    }
    used = {cell: 0 for cell in line if cell is not None and cell not in employee.duties}
    return replace(
        employee,
        published=told,
        pinned={**employee.pinned, **settled},
        duties={**employee.duties, **used},
    )


def _is_settled(problem: RosterProblem, day: int, cell: Cell, now: int, margin: int) -> bool:
    """A shift from `margin` minutes before its start on; a day off when the day is over by then."""
    if cell is not None:
        return problem.start_minute(day, cell) < now + margin
    return problem.grid.start_minute(day + 1) <= now + margin


def _prices(problem: RosterProblem, terms: ChangeTerms, occasion: Occasion) -> Iterator[Policy]:
    days = range(problem.n_days)
    short = frozenset(
        day for day in days if problem.grid.start_minute(day) < occasion.now_minute + terms.notice_minutes
    )
    pence = {
        ChangeKind.CALLED_IN: terms.called_in_pence,
        ChangeKind.MOVED: terms.moved_pence,
        ChangeKind.STOOD_DOWN: terms.stood_down_pence,
    }
    for kind, price in pence.items():
        for concerned, percent in (
            (short, 100 + terms.short_notice_percent),
            (frozenset(days) - short, 100),
        ):
            if concerned and price:
                yield Policy(Published(kind, concerned), Soft((price * percent + 50) // 100))
